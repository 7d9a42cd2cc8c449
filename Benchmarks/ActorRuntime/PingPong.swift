import ActorRuntime
import Benchmarking

/// Savina's Ping-pong: one message at a time goes back and forth between two idle actors, so
/// this prices scheduling, not queueing.
enum PingPong {
  static let rounds = 40_000

  static let all = [
    benchmark("runtime", tags: ["actors"]) { meter in
      let system = ActorSystem()
      try await meter.measure(yields: rounds) { try await runtime(system) }
      await system.shutdown()
    },
    benchmark("async-stream", tags: ["actors", "yardstick"]) { meter in
      try await meter.measure(yields: rounds) { await asyncStream() }
    },
    benchmark("swift-actor", tags: ["actors", "yardstick"]) { meter in
      try await meter.measure(yields: rounds) { await swiftActor() }
    },
  ]

  private static func benchmark(
    _ mailbox: String, tags: [String], run: @escaping @Sendable (Meter) async throws -> Void
  ) -> Benchmark {
    Benchmark(
      "actors/ping-pong", ["mailbox": .init(mailbox), "rounds": .init(rounds)],
      asks: "What does a round trip between two idle actors cost?",
      throughput: .elements(rounds, "round trips"), tags: tags, run: run)
  }

  // MARK: The runtime

  private enum PingMessage: Sendable {
    case start(Reply<Int>)
    case pong
  }

  private struct Ping: Behavior {
    let pong: ActorRef<ActorRef<PingMessage>>
    private var done: Reply<Int>?
    private var returned = 0

    init(to pong: ActorRef<ActorRef<PingMessage>>) {
      self.pong = pong
    }

    mutating func receive(_ message: PingMessage, in context: ActorContext<PingMessage>) {
      switch message {
      case .start(let reply): done = reply
      case .pong: returned += 1
      }
      if returned == rounds {
        done?(returned)
      } else {
        pong.tell(context.ref)
      }
    }
  }

  private struct Pong: Behavior {
    mutating func receive(
      _ sender: ActorRef<PingMessage>, in context: ActorContext<ActorRef<PingMessage>>
    ) {
      sender.tell(.pong)
    }
  }

  private static func runtime(_ system: ActorSystem) async throws -> Int {
    let pong = system.spawn("pong") { Pong() }
    let ping = system.spawn("ping") { Ping(to: pong) }
    let returned = try await ping.ask(timeout: .seconds(60)) { .start($0) }
    ping.stop()
    pong.stop()
    _ = await ping.termination()
    _ = await pong.termination()
    return returned
  }

  // MARK: Yardsticks

  private static func asyncStream() async -> Int {
    let (pings, sendPing) = AsyncStream.makeStream(of: Void.self)
    let (pongs, sendPong) = AsyncStream.makeStream(of: Void.self)
    let pong = Task {
      for await _ in pings { sendPong.yield() }
      sendPong.finish()
    }
    var returned = 0
    sendPing.yield()
    for await _ in pongs {
      returned += 1
      if returned == rounds { break }
      sendPing.yield()
    }
    sendPing.finish()
    await pong.value
    return returned
  }

  private actor PlainPong {
    private var count = 0

    func pong() -> Int {
      count += 1
      return count
    }
  }

  private static func swiftActor() async -> Int {
    let pong = PlainPong()
    var returned = 0
    for _ in 0..<rounds { returned = await pong.pong() }
    return returned
  }
}
