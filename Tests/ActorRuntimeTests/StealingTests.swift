import ActorRuntime
import Glibc
import Testing

/// The actors meet inside their handlers, which they can only do on threads of their own.
@Suite(.timeLimit(.minutes(1)), .serialized) struct StealingTests {
  @Test(arguments: [2, 4])
  func `what one actor spawns runs on all workers at once`(workers: Int) async {
    let system = ActorSystem(workers: workers)
    let meeting = Rendezvous(of: workers)
    let threads = Log<UInt>()
    let met = Log<Bool>()
    let parent = system.spawn("parent") {
      Handling<Int> { count, context in
        for index in 0..<count {
          let child = context.system.spawn("child \(index)") {
            Handling<Void> { _, _ in
              threads.append(pthread_self())
              meeting.arrive()
              met.append(meeting.wait())
            }
          }
          child.tell(())
        }
      }
    }
    parent.tell(workers)
    await system.shutdown(after: parent)
    #expect(met.all == Array(repeating: true, count: workers))
    #expect(Set(threads.all).count == workers)
  }

  @Test func `a long turn does not hold up the only actor queued behind it`() async {
    let system = ActorSystem(workers: 2)
    let meeting = Rendezvous(of: 1)
    let met = Log<Bool>()
    let parent = system.spawn("parent") {
      Handling<Void> { _, context in
        let child = context.system.spawn("child") { Handling<Void> { _, _ in meeting.arrive() } }
        child.tell(())
        met.append(meeting.wait())
      }
    }
    parent.tell(())
    await system.shutdown(after: parent)
    #expect(met.all == [true])
  }

  @Test func `a message from outside is not held up by a long turn`() async {
    let system = ActorSystem(workers: 2)
    let started = Rendezvous(of: 1)
    let meeting = Rendezvous(of: 1)
    let met = Log<Bool>()
    let long = system.spawn("long") {
      Handling<Void> { _, _ in
        started.arrive()
        met.append(meeting.wait())
      }
    }
    let short = system.spawn("short") { Handling<Void> { _, _ in meeting.arrive() } }
    long.tell(())
    #expect(started.wait())
    short.tell(())
    await system.shutdown()
    #expect(met.all == [true])
  }

  /// Many actors that keep each other busy must not shut out the one that is sent to from outside.
  @Test func `busy actors leave room for a message from outside`() async throws {
    let system = ActorSystem(workers: 1, budget: 4)
    let busy = (0..<10).map { index in
      system.spawn("busy \(index)") {
        Handling<Int> { number, context in context.ref.tell(number) }
      }
    }
    for ref in busy { ref.tell(0) }
    let counter = system.spawn("counter") { Counter() }
    counter.tell(.add(3))
    #expect(try await counter.ask(timeout: .seconds(20)) { .total($0) } == 3)
    for ref in busy { ref.stop() }
    await system.shutdown()
    #expect(system.counts.waiting == 0)
  }
}

extension ActorSystem {
  /// Shuts down once the actor has handled what it was sent, so that it can still spawn others.
  fileprivate func shutdown<Message>(after ref: ActorRef<Message>) async {
    ref.stop()
    _ = await ref.termination()
    await shutdown()
  }
}
