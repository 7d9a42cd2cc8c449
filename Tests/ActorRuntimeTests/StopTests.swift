import ActorRuntime
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct StopTests {
  @Test func `handles what was sent before stop and refuses what comes after`() async {
    let dispatcher = ManualDispatcher()
    let system = ActorSystem(dispatcher: dispatcher, clock: ManualAlarmClock())
    let log = Log<Int>()
    let clerk = system.spawn("clerk") { Clerk(log: log) }
    for number in 0..<10 { clerk.tell(.note(number)) }
    clerk.stop()
    clerk.stop()
    #expect(clerk.tell(.note(10)) == .stopped)
    dispatcher.runUntilIdle()
    #expect(clerk.tell(.note(11)) == .stopped)
    #expect(log.entries == Array(0..<10))
    #expect(system.counts.refusedStopped == 2)
    #expect(system.counts.deadLetters == 2)
    #expect(system.liveActorCount == 0)
    await system.shutdown()
  }

  @Test func `an idle actor stops`() async {
    let system = ActorSystem()
    let clerk = system.spawn("clerk") { Clerk() }
    clerk.tell(.note(1))
    await eventually { clerk.counts.handled == 1 }
    clerk.stop()
    guard case .stopped = await clerk.termination() else {
      Issue.record("an actor that was stopped did not say so")
      return
    }
    guard case .stopped = await clerk.termination() else {
      Issue.record("the reason is gone when asked again")
      return
    }
    await system.shutdown()
  }

  @Test func `an actor can stop itself`() async {
    let system = ActorSystem()
    let log = Log<Int>()
    let clerk = system.spawn("clerk") { Clerk(log: log) }
    clerk.tell(.note(1))
    clerk.tell(.stop)
    _ = await clerk.termination()
    #expect(log.entries == [1])
    await system.shutdown()
  }

  @Test func `a failure ends the actor and discards what waits`() async {
    let dispatcher = ManualDispatcher(budget: 100)
    let system = ActorSystem(dispatcher: dispatcher, clock: ManualAlarmClock())
    let log = Log<Int>()
    let clerk = system.spawn("clerk") { Clerk(log: log) }
    clerk.tell(.note(1))
    clerk.tell(.fail(5))
    for number in 2..<30 { clerk.tell(.note(number)) }
    dispatcher.runUntilIdle()
    guard case .failed(let reason) = await clerk.termination() else {
      Issue.record("the failure is not the reason")
      return
    }
    #expect(reason as? Mishap == Mishap(number: 5))
    #expect(log.entries == [1])
    #expect(clerk.counts.handled == 2)
    #expect(clerk.counts.discarded == 28)
    #expect(clerk.counts.waiting == 0)
    #expect(system.counts.deadLetters == 28)
    await system.shutdown()
  }

  struct Hooked: Behavior {
    let log: Log<String>
    var failsToStart = false
    mutating func started(in context: ActorContext<Int>) throws {
      log.append("started")
      if failsToStart { throw Mishap(number: 3) }
      context.ref.tell(0)
    }
    mutating func receive(_ message: Int, in context: ActorContext<Int>) { log.append("received") }
    mutating func stopped(_ reason: Termination) {
      if case .stopped = reason { log.append("stopped") } else { log.append("failed") }
    }
  }

  @Test func `starts before the first message and is told of its end`() async {
    let system = ActorSystem()
    let log = Log<String>()
    let hooked = system.spawn("hooked") { Hooked(log: log) }
    await eventually { hooked.counts.handled == 1 }
    hooked.stop()
    _ = await hooked.termination()
    #expect(log.entries == ["started", "received", "stopped"])
    await system.shutdown()
  }

  @Test func `an actor that cannot start has failed`() async {
    let system = ActorSystem()
    let log = Log<String>()
    let hooked = system.spawn("hooked") { Hooked(log: log, failsToStart: true) }
    let unmade = system.spawn("unmade") { () throws -> Hooked in throw Mishap(number: 9) }
    hooked.tell(1)
    guard case .failed(let reason) = await hooked.termination(),
      case .failed(let unmadeReason) = await unmade.termination()
    else {
      Issue.record("a failure to start is not the reason")
      return
    }
    #expect(reason as? Mishap == Mishap(number: 3))
    #expect(unmadeReason as? Mishap == Mishap(number: 9))
    #expect(log.entries == ["started", "failed"])
    await system.shutdown()
  }

  /// What the senders were told was accepted is what must have been handled.
  @Test func `stopping under a flood handles exactly what was accepted`() async {
    for _ in 0..<20 {
      let system = ActorSystem()
      let clerk = system.spawn("clerk") { Clerk() }
      let accepted = await withTaskGroup(of: Int.self) { group in
        for _ in 0..<4 {
          group.addTask {
            var accepted = 0
            while clerk.tell(.note(accepted)) == .enqueued {
              accepted += 1
              // The task that stops the actor needs a thread as well.
              if accepted % 64 == 0 { await Task.yield() }
            }
            return accepted
          }
        }
        await eventually { clerk.counts.handled > 100 }
        clerk.stop()
        return await group.reduce(0, +)
      }
      _ = await clerk.termination()
      #expect(clerk.counts.handled == accepted)
      #expect(clerk.counts.discarded == 0)
      #expect(system.counts.refusedStopped == 4)
      await system.shutdown()
    }
  }
}
