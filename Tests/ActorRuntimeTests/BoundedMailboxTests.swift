import ActorRuntime
import Testing

/// A bound of *n* lets *n* messages wait, beside the one in hand; expectations follow by counting.
@Suite(.timeLimit(.minutes(1))) struct BoundedMailboxTests {
  private let dispatcher = ManualDispatcher()
  private let system: ActorSystem
  private let log = Log<Int>()

  init() {
    system = ActorSystem(dispatcher: dispatcher, clock: ManualAlarmClock())
  }

  private func spawn(_ bound: Int) -> ActorRef<Int> {
    let log = log
    return system.spawn("bounded", mailbox: .bounded(bound)) {
      Handling<Int> { number, _ in
        log.append(number)
        if number < 0 { throw Mishap(number: number) }
      }
    }
  }

  /// Sends from a task of its own and returns once it is suspended.
  private func suspended(_ number: Int, to ref: ActorRef<Int>) async throws -> Task<String, Never> {
    let before = ref.waitingSenderCount
    let task = Task { await ending { try await ref.send(number) } }
    try await yield { ref.waitingSenderCount == before + 1 }
    return task
  }

  @Test(arguments: [1, 2, 7, 8, 9, 100])
  func `tell says full exactly when the bound is reached`(bound: Int) {
    let ref = spawn(bound)
    for number in 0..<bound { #expect(ref.tell(number) == .enqueued) }
    #expect(ref.tell(-1) == .full)
    #expect(ref.tell(-1) == .full)
    dispatcher.runTurn()
    #expect(ref.tell(bound) == .enqueued)
    #expect(ref.tell(-1) == .full)
    dispatcher.runUntilIdle()
    #expect(log.all == Array(0...bound))
    #expect(
      ref.counts == MessageCounts(enqueued: bound + 1, handled: bound + 1, refusedFull: 3))
    #expect(ref.counts.deadLetters == 3)
  }

  @Test func `the message in hand leaves room for another`() {
    let results = Log<Delivery>()
    let ref = system.spawn("self", mailbox: .bounded(1)) {
      Handling<Int> { number, context in
        guard number == 0 else { return }
        results.append(context.ref.tell(1))
        results.append(context.ref.tell(2))
      }
    }
    ref.tell(0)
    dispatcher.runUntilIdle()
    #expect(results.all == [.enqueued, .full])
  }

  @Test func `send returns at once while there is room`() async throws {
    let ref = spawn(2)
    try await ref.send(1)
    try await ref.send(2)
    #expect(ref.waitingSenderCount == 0)
    #expect(ref.counts.waiting == 2)
  }

  @Test func `suspended senders are served in order and before any tell`() async throws {
    let ref = spawn(1)
    ref.tell(1)
    let senders = [
      try await suspended(2, to: ref), try await suspended(3, to: ref),
      try await suspended(4, to: ref),
    ]
    #expect(ref.tell(99) == .full)
    dispatcher.runTurn()
    #expect(log.all == [1])
    #expect(await senders[0].value == "()")
    #expect(ref.waitingSenderCount == 2)
    #expect(ref.tell(99) == .full)
    #expect(ref.counts.waiting == 1)
    dispatcher.runUntilIdle()
    #expect(await senders[1].value == "()")
    #expect(await senders[2].value == "()")
    #expect(log.all == [1, 2, 3, 4])
    #expect(ref.counts == MessageCounts(enqueued: 4, handled: 4, refusedFull: 2))
  }

  @Test func `a cancelled sender leaves the line and its message is not delivered`() async throws {
    let ref = spawn(1)
    ref.tell(1)
    let staying = try await suspended(2, to: ref)
    let leaving = try await suspended(3, to: ref)
    let last = try await suspended(4, to: ref)
    leaving.cancel()
    #expect(await leaving.value == "cancelled")
    #expect(ref.waitingSenderCount == 2)
    dispatcher.runUntilIdle()
    #expect(await staying.value == "()")
    #expect(await last.value == "()")
    #expect(log.all == [1, 2, 4])
    #expect(ref.counts == MessageCounts(enqueued: 3, handled: 3))
  }

  @Test func `after the only suspended sender is cancelled tell finds room again`() async throws {
    let ref = spawn(1)
    ref.tell(1)
    let sender = try await suspended(2, to: ref)
    sender.cancel()
    #expect(await sender.value == "cancelled")
    dispatcher.runUntilIdle()
    #expect(ref.tell(3) == .enqueued)
    dispatcher.runUntilIdle()
    #expect(log.all == [1, 3])
  }

  @Test func `a task that is cancelled already sends nothing`() async {
    let ref = spawn(1)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await ending { try await ref.send(1) }
    }
    #expect(await task.value == "cancelled")
    #expect(ref.counts == MessageCounts())
  }

  @Test func `stop turns suspended senders away and counts their messages`() async throws {
    let ref = spawn(1)
    ref.tell(1)
    let senders = [try await suspended(2, to: ref), try await suspended(3, to: ref)]
    ref.stop()
    for sender in senders { #expect(await sender.value == "bounded stopped") }
    #expect(await ending { try await ref.send(4) } == "bounded stopped")
    dispatcher.runUntilIdle()
    #expect(log.all == [1])
    #expect(system.counts == MessageCounts(enqueued: 1, handled: 1, refusedStopped: 3))
  }

  @Test func `a failure turns suspended senders away and counts their messages`() async throws {
    let ref = spawn(2)
    ref.tell(-1)
    ref.tell(2)
    let sender = try await suspended(3, to: ref)
    dispatcher.runUntilIdle()
    #expect(await sender.value == "bounded failed: Mishap(number: -1)")
    #expect(log.all == [-1])
    #expect(
      system.counts
        == MessageCounts(enqueued: 2, handled: 1, discarded: 1, refusedStopped: 1))
  }

  @Test(arguments: [1, 3, 64])
  func `never holds more than its bound under competing senders`(bound: Int) async throws {
    let system = ActorSystem(workers: 2, budget: 16)
    let received = Log<Int>()
    let mostWaiting = Log<Int>()
    let ref = system.spawn("bounded", mailbox: .bounded(bound)) {
      Handling<Int> { number, context in
        received.append(number)
        mostWaiting.append(context.ref.counts.waiting)
      }
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for sender in 0..<4 {
        group.addTask {
          for number in 0..<500 { try await ref.send(sender * 500 + number) }
        }
      }
      try await group.waitForAll()
    }
    await system.shutdown()
    let all = received.all
    for sender in 0..<4 {
      #expect(all.filter { $0 / 500 == sender } == Array(sender * 500..<(sender + 1) * 500))
    }
    #expect(mostWaiting.all.allSatisfy { (0...bound).contains($0) })
    #expect(system.counts == MessageCounts(enqueued: 2_000, handled: 2_000))
  }

  /// Whatever the race decides, each message is either handled or its sender knows it was not.
  @Test func `cancelling senders at random loses and duplicates nothing`() async throws {
    let system = ActorSystem(workers: 2)
    let received = Log<Int>()
    let ref = system.spawn("bounded", mailbox: .bounded(2)) {
      Handling<Int> { number, _ in received.append(number) }
    }
    let senders = (0..<400).map { number in
      Task { await ending { try await ref.send(number) } }
    }
    for (number, sender) in senders.enumerated() where number % 3 == 0 { sender.cancel() }
    var delivered: [Int] = []
    for (number, sender) in senders.enumerated() {
      let end = await sender.value
      #expect(end == "()" || (end == "cancelled" && number % 3 == 0))
      if end == "()" { delivered.append(number) }
    }
    await system.shutdown()
    #expect(received.all.sorted() == delivered)
    #expect(system.counts == MessageCounts(enqueued: delivered.count, handled: delivered.count))
  }
}
