import ActorRuntime
import Synchronization
import Testing

/// Expectations are the order in which each sender sent.
@Suite(.timeLimit(.minutes(1))) struct OrderTests {
  private struct Numbered: Sendable {
    let sender: Int
    let number: Int
  }

  private let senders = 8
  private let messages = 1_000

  private func expectEachSenderInOrder(_ received: [Numbered]) {
    #expect(received.count == senders * messages)
    for sender in 0..<senders {
      let numbers = received.filter { $0.sender == sender }.map(\.number)
      #expect(numbers == Array(0..<messages), "sender \(sender)")
    }
  }

  @Test(arguments: [1, 2, 4])
  func `keeps the order of each of eight tasks`(workers: Int) async {
    let messages = messages
    let system = ActorSystem(workers: workers)
    let received = Log<Numbered>()
    let ref = system.spawn("target") { Handling<Numbered> { note, _ in received.append(note) } }
    await withTaskGroup { group in
      for sender in 0..<senders {
        group.addTask {
          for number in 0..<messages { ref.tell(Numbered(sender: sender, number: number)) }
        }
      }
    }
    await system.shutdown()
    expectEachSenderInOrder(received.all)
  }

  /// A small budget makes the senders take many turns, and so move between workers.
  @Test(arguments: [1, 2, 4])
  func `keeps the order of each of eight actors`(workers: Int) async {
    let messages = messages
    let system = ActorSystem(workers: workers, budget: 10)
    let received = Log<Numbered>()
    let target = system.spawn("target") { Handling<Numbered> { note, _ in received.append(note) } }
    let sending = (0..<senders).map { sender in
      system.spawn("sender \(sender)") {
        Handling<Int> { number, context in
          target.tell(Numbered(sender: sender, number: number))
          if number + 1 < messages {
            context.ref.tell(number + 1)
          } else {
            context.stop()
          }
        }
      }
    }
    for sender in sending { sender.tell(0) }
    for sender in sending { _ = await sender.termination() }
    await system.shutdown()
    expectEachSenderInOrder(received.all)
  }

  /// An unprotected counter loses increments when two handlers overlap.
  private struct Exclusive: Behavior {
    let presence: Presence
    var plainCount = 0

    mutating func receive(_ message: Void, in context: ActorContext<Void>) {
      presence.enter()
      plainCount += 1
      presence.leave()
    }

    mutating func stopped(_ reason: Termination) {
      presence.finalCount.store(plainCount, ordering: .relaxed)
    }
  }

  /// Notes whether two were ever present at once.
  private final class Presence: Sendable {
    private let present = Atomic<Int>(0)
    let overlaps = Atomic<Int>(0)
    let finalCount = Atomic<Int>(0)

    func enter() {
      if present.add(1, ordering: .relaxed).newValue != 1 { overlaps.add(1, ordering: .relaxed) }
    }

    func leave() {
      present.subtract(1, ordering: .relaxed)
    }
  }

  @Test func `handles one message at a time`() async {
    let messages = messages
    let system = ActorSystem(workers: 4, budget: 3)
    let presence = Presence()
    let ref = system.spawn("exclusive") { Exclusive(presence: presence) }
    await withTaskGroup { group in
      for _ in 0..<senders {
        group.addTask { for _ in 0..<messages { ref.tell(()) } }
      }
    }
    await system.shutdown()
    #expect(presence.overlaps.load(ordering: .relaxed) == 0)
    #expect(presence.finalCount.load(ordering: .relaxed) == senders * messages)
  }
}
