import ActorRuntime
import Testing

/// A lost wake-up shows as a question that nobody answers: it times out and the test fails.
@Suite(.timeLimit(.minutes(1)), .serialized) struct WakeUpTests {
  private struct Ball: Sendable {
    let hopsLeft: Int
    let partner: ActorRef<Ball>
    let done: Reply<Int>
    let hops: Int
  }

  private func spawnPlayer(_ system: ActorSystem, _ name: String) -> ActorRef<Ball> {
    system.spawn(name) {
      Handling<Ball> { ball, context in
        guard ball.hopsLeft > 0 else {
          ball.done(ball.hops)
          return
        }
        ball.partner.tell(
          Ball(
            hopsLeft: ball.hopsLeft - 1, partner: context.ref, done: ball.done,
            hops: ball.hops + 1))
      }
    }
  }

  @Test(arguments: [1, 2, 3, 4])
  func `many short games of ping-pong all come to their end`(workers: Int) async throws {
    let system = ActorSystem(workers: workers)
    let ping = spawnPlayer(system, "ping")
    let pong = spawnPlayer(system, "pong")
    for round in 0..<400 {
      let hops = round % 17
      let counted: Int = try await ping.ask(timeout: .seconds(20)) {
        Ball(hopsLeft: hops, partner: pong, done: $0, hops: 0)
      }
      #expect(counted == hops)
    }
    await system.shutdown()
  }

  @Test(arguments: [1, 2, 4])
  func `idle actors wake for single messages from many tasks`(workers: Int) async throws {
    let system = ActorSystem(workers: workers)
    let counters = (0..<8).map { system.spawn("counter \($0)") { Counter() } }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for counter in counters {
        group.addTask {
          for round in 1...100 {
            counter.tell(.add(1))
            let total = try await counter.ask(timeout: .seconds(20)) { .total($0) }
            guard total == round else { throw Mishap(number: total) }
          }
        }
      }
      try await group.waitForAll()
    }
    await system.shutdown()
    #expect(system.counts == MessageCounts(enqueued: 1_600, handled: 1_600))
  }

  @Test func `short-lived systems start, work and end, one after another`() async {
    for round in 0..<100 {
      let system = ActorSystem(workers: 1 + round % 4)
      let log = Log<Int>()
      let ref = system.spawn("short") { Handling<Int> { number, _ in log.append(number) } }
      for number in 0..<round % 10 { ref.tell(number) }
      await system.shutdown()
      #expect(log.all == Array(0..<round % 10))
    }
  }
}
