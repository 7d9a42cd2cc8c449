import ActorRuntime
import Testing

@Suite(.timeLimit(.minutes(1))) struct DeliveryTests {
  /// By definition of a queue.
  @Test func `handles messages in the order sent`() async throws {
    let system = ActorSystem()
    let clerk = system.spawn("clerk") { Clerk() }
    for number in 0..<5_000 { #expect(clerk.tell(.note(number)) == .enqueued) }
    #expect(try await clerk.ask { .answer($0) } == Array(0..<5_000))
    await system.shutdown()
  }

  struct Letter: Sendable {
    let sender: Int
    let number: Int
  }

  /// Fails at the first letter that is not the next of its sender.
  struct Sorter: Behavior {
    var next: [Int]
    mutating func receive(_ letter: Letter, in context: ActorContext<Letter>) throws {
      guard next[letter.sender] == letter.number else { throw Mishap(number: letter.sender) }
      next[letter.sender] += 1
    }
  }

  /// Each sender counts its letters itself.
  @Test(arguments: [MailboxBound.unbounded, .bounded(64)])
  func `keeps the order of each of eight concurrent senders`(mailbox: MailboxBound) async throws {
    let system = ActorSystem(workers: 3, budget: 7)
    let sorter = system.spawn("sorter", mailbox: mailbox) {
      Sorter(next: Array(repeating: 0, count: 8))
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for sender in 0..<8 {
        group.addTask {
          for number in 0..<2_000 { try await sorter.send(Letter(sender: sender, number: number)) }
        }
      }
      try await group.waitForAll()
    }
    sorter.stop()
    guard case .stopped = await sorter.termination() else {
      Issue.record("a letter came out of order")
      return
    }
    #expect(sorter.counts.handled == 8 * 2_000)
    await system.shutdown()
  }

  /// Passes letters on, so that the senders are actors on the system's own threads.
  struct Forwarder: Behavior {
    let sender: Int
    let target: ActorRef<Letter>
    mutating func receive(_ number: Int, in context: ActorContext<Int>) {
      target.tell(Letter(sender: sender, number: number))
    }
  }

  @Test func `keeps the order of senders that are actors`() async {
    let system = ActorSystem(workers: 3, budget: 5)
    let sorter = system.spawn("sorter") { Sorter(next: Array(repeating: 0, count: 8)) }
    let forwarders = (0..<8).map { sender in
      system.spawn("forwarder") { Forwarder(sender: sender, target: sorter) }
    }
    for number in 0..<1_000 {
      for forwarder in forwarders { forwarder.tell(number) }
    }
    for forwarder in forwarders {
      forwarder.stop()
      _ = await forwarder.termination()
    }
    sorter.stop()
    _ = await sorter.termination()
    #expect(sorter.counts.handled == 8_000)
    await system.shutdown()
  }

  /// Overlapping turns would lose increments of the plain variable, or be reported by the check.
  @Test func `handles one message at a time`() async {
    final class Overlap: @unchecked Sendable {
      var isInside = false
      var overlaps = 0
      var handled = 0
    }
    struct Careful: Behavior {
      let overlap: Overlap
      mutating func receive(_ message: Int, in context: ActorContext<Int>) {
        if overlap.isInside { overlap.overlaps += 1 }
        overlap.isInside = true
        overlap.handled += 1
        overlap.isInside = false
      }
    }
    let overlap = Overlap()
    let system = ActorSystem(workers: 4, budget: 1)
    let careful = system.spawn("careful") { Careful(overlap: overlap) }
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask { for number in 0..<3_000 { careful.tell(number) } }
      }
    }
    await system.shutdown()
    #expect(overlap.overlaps == 0)
    #expect(overlap.handled == 12_000)
  }

  @Test func `references are equal when they address the same actor`() async {
    let system = ActorSystem(dispatcher: ManualDispatcher(), clock: ManualAlarmClock())
    let one = system.spawn("twin") { Clerk() }
    let other = system.spawn("twin") { Clerk() }
    let copy = one
    #expect(one == copy)
    #expect(one != other)
    #expect(Set([one, copy, other]).count == 2)
    #expect(one.name == other.name)
    await system.shutdown()
  }
}
