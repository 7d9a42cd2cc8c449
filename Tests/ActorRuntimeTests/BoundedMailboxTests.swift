import ActorRuntime
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct BoundedMailboxTests {
  let dispatcher = ManualDispatcher()
  let clock = ManualAlarmClock()

  /// Capacity plus the one in hand, by the definition of the bound.
  @Test(arguments: [1, 2, 7, 64, 1_000])
  func `takes exactly its capacity besides the message in hand`(capacity: Int) async {
    let system = ActorSystem()
    let entered = Latch()
    let until = Latch()
    let clerk = system.spawn("clerk", mailbox: .bounded(capacity)) { Clerk() }
    clerk.tell(.block(entered: entered, until: until))
    entered.wait()
    var accepted = 0
    for number in 0..<(2 * capacity) where clerk.tell(.note(number)) == .enqueued { accepted += 1 }
    #expect(accepted == capacity)
    #expect(clerk.tell(.note(0)) == .full)
    #expect(clerk.counts.waiting == capacity)
    #expect(clerk.counts.refusedFull == capacity + 1)
    until.open()
    await eventually { clerk.counts.waiting == 0 }
    #expect(clerk.tell(.note(0)) == .enqueued)
    await system.shutdown()
  }

  @Test func `has room again after each message handled`() async {
    let system = ActorSystem(dispatcher: dispatcher, clock: clock)
    let clerk = system.spawn("clerk", mailbox: .bounded(3)) { Clerk() }
    for number in 0..<3 { clerk.tell(.note(number)) }
    for number in 3..<100 {
      #expect(clerk.tell(.note(number)) == .full)
      dispatcher.runTurn()
      #expect(clerk.tell(.note(number)) == .enqueued)
    }
    await system.shutdown()
  }

  @Test func `suspended senders get room in the order they came`() async throws {
    let system = ActorSystem(dispatcher: dispatcher, clock: clock)
    let log = Log<Int>()
    let clerk = system.spawn("clerk", mailbox: .bounded(1)) { Clerk(log: log) }
    clerk.tell(.note(0))
    var sending: [Task<Void, any Error>] = []
    for number in 1...5 {
      sending.append(
        Task { try await clerk.send(.note(number)) })
      await eventually { clerk.waitingSenderCount == number }
    }
    #expect(clerk.tell(.note(99)) == .full)
    dispatcher.runUntilIdle()
    for task in sending { try await task.value }
    #expect(log.entries == [0, 1, 2, 3, 4, 5])
    await system.shutdown()
  }

  @Test func `a suspended sender can be cancelled and leaves no message`() async throws {
    let system = ActorSystem(dispatcher: dispatcher, clock: clock)
    let log = Log<Int>()
    let clerk = system.spawn("clerk", mailbox: .bounded(1)) { Clerk(log: log) }
    clerk.tell(.note(0))
    let first = Task { try await clerk.send(.note(1)) }
    await eventually { clerk.waitingSenderCount == 1 }
    let second = Task { try await clerk.send(.note(2)) }
    await eventually { clerk.waitingSenderCount == 2 }
    first.cancel()
    await #expect(throws: CancellationError.self) { try await first.value }
    #expect(clerk.waitingSenderCount == 1)
    dispatcher.runUntilIdle()
    try await second.value
    #expect(log.entries == [0, 2])
    let already = Task {
      await eventually { Task.isCancelled }
      try await clerk.send(.note(3))
    }
    already.cancel()
    await #expect(throws: CancellationError.self) { try await already.value }
    await system.shutdown()
  }

  @Test func `suspended senders are told when the actor stops or fails`() async {
    let system = ActorSystem(dispatcher: dispatcher, clock: clock)
    let stopping = system.spawn("stopping", mailbox: .bounded(1)) { Clerk() }
    stopping.tell(.note(0))
    let toStopping = Task { try await stopping.send(.note(1)) }
    await eventually { stopping.waitingSenderCount == 1 }
    stopping.stop()
    guard case .stopped = await actorError({ try await toStopping.value }) else {
      Issue.record("stopped")
      return
    }
    let failing = system.spawn("failing", mailbox: .bounded(1)) { Clerk() }
    failing.tell(.fail(4))
    let toFailing = Task { try await failing.send(.note(1)) }
    await eventually { failing.waitingSenderCount == 1 }
    dispatcher.runUntilIdle()
    guard case .failed(_, let reason) = await actorError({ try await toFailing.value }) else {
      Issue.record("failed")
      return
    }
    #expect(reason as? Mishap == Mishap(number: 4))
    guard case .failed = await actorError({ try await failing.send(.note(2)) }) else {
      Issue.record("has failed")
      return
    }
    await system.shutdown()
  }

  /// 40 senders of 100 messages through 5 places: every message arrives, none beyond the bound.
  @Test func `many senders share little room without loss`() async throws {
    let system = ActorSystem(workers: 2, budget: 3)
    let most = Atomic<Int>(0)
    struct Watchful: Behavior {
      let most: @Sendable (Int) -> Void
      var sum = 0
      mutating func receive(_ message: Int, in context: ActorContext<Int>) {
        most(context.ref.counts.waiting)
        sum += message
      }
    }
    let watchful = system.spawn("watchful", mailbox: .bounded(5)) {
      Watchful { waiting in _ = most.max(waiting, ordering: .relaxed) }
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<40 {
        group.addTask { for number in 0..<100 { try await watchful.send(number) } }
      }
      try await group.waitForAll()
    }
    watchful.stop()
    _ = await watchful.termination()
    #expect(watchful.counts.handled == 4_000)
    #expect(watchful.counts.refusedFull == 0)
    let mostWaiting = most.load(ordering: .relaxed)
    #expect((1...5).contains(mostWaiting))
    await system.shutdown()
  }
}
