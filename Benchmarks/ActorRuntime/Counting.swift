import ActorRuntime
import Benchmarking

/// Savina's Counting: producers flood one counter, which is then asked how far it got.
///
/// The same tasks produce for each kind of mailbox. The answer is the count, and for the runtime
/// also that each message went through the counter's queue.
enum Counting {
  static let messages = 1_000_000

  static let all = [1, 8].flatMap { producers in
    [
      benchmark("runtime", producers, tags: ["actors"]) { meter in
        let system = ActorSystem()
        try await meter.measure(yields: Count(total: messages, enqueued: messages + 1)) {
          try await runtime(system, producers: producers)
        }
        await system.shutdown()
      },
      benchmark("async-stream", producers, tags: ["actors", "yardstick"]) { meter in
        try await meter.measure(yields: messages) { await asyncStream(producers: producers) }
      },
      benchmark("swift-actor", producers, tags: ["actors", "yardstick"]) { meter in
        try await meter.measure(yields: messages) { await swiftActor(producers: producers) }
      },
    ]
  }

  private static func benchmark(
    _ mailbox: String, _ producers: Int, tags: [String],
    run: @escaping @Sendable (Meter) async throws -> Void
  ) -> Benchmark {
    Benchmark(
      "actors/counting",
      ["mailbox": .init(mailbox), "producers": .init(producers), "messages": .init(messages)],
      asks: "How fast does one actor take messages in from a flood?",
      throughput: .elements(messages, "messages"), tags: tags, run: run)
  }

  /// Lets so many tasks send their equal shares of the messages.
  private static func flood(
    producers: Int, _ send: @escaping @Sendable (Int) async -> Void
  ) async {
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<producers { group.addTask { await send(messages / producers) } }
    }
  }

  // MARK: The runtime

  private struct Count: Equatable {
    let total: Int
    let enqueued: Int
  }

  private enum Message: Sendable {
    case add(Int)
    case retrieve(Reply<Int>)
  }

  private struct Counter: Behavior {
    private var total = 0

    mutating func receive(_ message: Message, in context: ActorContext<Message>) {
      switch message {
      case .add(let amount): total += amount
      case .retrieve(let reply): reply(total)
      }
    }
  }

  private static func runtime(_ system: ActorSystem, producers: Int) async throws -> Count {
    let counter = system.spawn("counter") { Counter() }
    await flood(producers: producers) { count in
      for _ in 0..<count { counter.tell(.add(1)) }
    }
    let total = try await counter.ask(timeout: .seconds(60)) { .retrieve($0) }
    let count = Count(total: total, enqueued: counter.counts.enqueued)
    counter.stop()
    _ = await counter.termination()
    return count
  }

  // MARK: Yardsticks

  /// What one builds from the standard library: a task that reads an unbounded stream.
  private static func asyncStream(producers: Int) async -> Int {
    let (stream, mailbox) = AsyncStream.makeStream(of: Int.self)
    let counter = Task {
      var total = 0
      for await amount in stream { total += amount }
      return total
    }
    await flood(producers: producers) { count in
      for _ in 0..<count { mailbox.yield(1) }
    }
    mailbox.finish()
    return await counter.value
  }

  private actor PlainCounter {
    private(set) var total = 0

    func add(_ amount: Int) { total += amount }
  }

  /// The language's own actors, whose senders wait for each message to be handled. With a single
  /// producer nothing is ever enqueued: the call runs on the caller's thread.
  private static func swiftActor(producers: Int) async -> Int {
    let counter = PlainCounter()
    await flood(producers: producers) { count in
      for _ in 0..<count { await counter.add(1) }
    }
    return await counter.total
  }
}
