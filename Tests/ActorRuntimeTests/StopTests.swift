import ActorRuntime
import Testing

/// Expected counts are the messages counted by hand in each story.
@Suite(.timeLimit(.minutes(1))) struct StopTests {
  private let dispatcher = ManualDispatcher()
  private let system: ActorSystem

  init() {
    system = ActorSystem(dispatcher: dispatcher, clock: ManualAlarmClock())
  }

  /// Notes each call the runtime makes.
  private struct Diary: Behavior {
    let log: Log<String>
    var startMishap: Mishap?

    mutating func started(in context: ActorContext<Int>) throws {
      log.append("started")
      if let startMishap { throw startMishap }
    }

    mutating func receive(_ message: Int, in context: ActorContext<Int>) throws {
      log.append("\(message)")
      if message < 0 { throw Mishap(number: message) }
    }

    mutating func stopped(_ reason: Termination) {
      log.append(reason.summary)
    }
  }

  @Test func `drains what was sent before stop and refuses what comes later`() async {
    let log = Log<Int>()
    let ref = system.spawn("drain") { Handling<Int> { number, _ in log.append(number) } }
    for number in 1...20 { #expect(ref.tell(number) == .enqueued) }
    ref.stop()
    for number in 21...25 { #expect(ref.tell(number) == .stopped) }
    dispatcher.runUntilIdle()
    #expect(log.all == Array(1...20))
    #expect(await ref.termination().summary == "stopped")
    #expect(ref.tell(26) == .stopped)
    #expect(ref.counts == MessageCounts(enqueued: 20, handled: 20))
    #expect(system.counts == MessageCounts(enqueued: 20, handled: 20, refusedStopped: 6))
    #expect(system.counts.deadLetters == 6)
    #expect(system.counts.waiting == 0)
  }

  @Test func `counts what waits as enqueued and neither handled nor discarded`() {
    let ref = system.spawn("slow") { Handling<Int> { _, _ in } }
    for number in 1...5 { ref.tell(number) }
    dispatcher.runTurn()
    dispatcher.runTurn()
    #expect(ref.counts == MessageCounts(enqueued: 5, handled: 2))
    #expect(ref.counts.waiting == 3)
  }

  @Test func `calls started before the first message and stopped after the last`() {
    let log = Log<String>()
    let ref = system.spawn("diary") { Diary(log: log) }
    ref.tell(1)
    ref.tell(2)
    #expect(log.all == [])
    ref.stop()
    ref.stop()
    dispatcher.runUntilIdle()
    ref.stop()
    dispatcher.runUntilIdle()
    #expect(log.all == ["started", "1", "2", "stopped"])
  }

  @Test func `starts and stops an actor that was never sent anything`() {
    let log = Log<String>()
    let ref = system.spawn("diary") { Diary(log: log) }
    ref.stop()
    dispatcher.runUntilIdle()
    #expect(log.all == ["started", "stopped"])
  }

  @Test func `an actor can stop itself and still handles what was sent before`() async {
    let log = Log<Int>()
    let ref = system.spawn("self") {
      Handling<Int> { number, context in
        log.append(number)
        if number == 1 { context.stop() }
      }
    }
    for number in 1...3 { ref.tell(number) }
    dispatcher.runUntilIdle()
    #expect(ref.tell(4) == .stopped)
    #expect(log.all == [1, 2, 3])
    #expect(await ref.termination().summary == "stopped")
  }

  @Test func `a throwing handler ends the actor and discards what waited`() async {
    let log = Log<String>()
    let ref = system.spawn("diary") { Diary(log: log) }
    for number in [1, -2, 3, 4] { ref.tell(number) }
    dispatcher.runUntilIdle()
    #expect(await ref.termination().summary == "failed: Mishap(number: -2)")
    #expect(log.all == ["started", "1", "-2", "failed: Mishap(number: -2)"])
    #expect(ref.tell(5) == .stopped)
    #expect(ref.counts == MessageCounts(enqueued: 4, handled: 2, discarded: 2))
    #expect(
      system.counts
        == MessageCounts(enqueued: 4, handled: 2, discarded: 2, refusedStopped: 1))
    #expect(system.counts.deadLetters == 3)
    #expect(system.liveActorCount == 0)
  }

  @Test func `an actor that throws while it starts has failed without a message`() async {
    let log = Log<String>()
    let ref = system.spawn("diary") { Diary(log: log, startMishap: Mishap(number: 5)) }
    ref.tell(1)
    dispatcher.runUntilIdle()
    #expect(await ref.termination().summary == "failed: Mishap(number: 5)")
    #expect(log.all == ["started", "failed: Mishap(number: 5)"])
    #expect(ref.counts == MessageCounts(enqueued: 1, discarded: 1))
  }

  @Test func `an actor whose behavior cannot be made has failed`() async {
    let ref = system.spawn("unmade") { () throws -> Counter in throw Mishap(number: 9) }
    dispatcher.runUntilIdle()
    #expect(await ref.termination().summary == "failed: Mishap(number: 9)")
    #expect(system.liveActorCount == 0)
  }

  @Test func `one failure leaves the other actors alone`() {
    let log = Log<Int>()
    let failing = system.spawn("failing") {
      Handling<Int> { number, _ in throw Mishap(number: number) }
    }
    let steady = system.spawn("steady") { Handling<Int> { number, _ in log.append(number) } }
    failing.tell(1)
    for number in 1...3 { steady.tell(number) }
    dispatcher.runUntilIdle()
    #expect(log.all == [1, 2, 3])
    #expect(system.liveActorCount == 1)
  }

  @Test func `everyone who waits for the end is told`() async throws {
    let system = ActorSystem(workers: 1)
    let ref = system.spawn("awaited") {
      Handling<Int> { number, _ in throw Mishap(number: number) }
    }
    let waiters = (0..<10).map { _ in Task { await ref.termination().summary } }
    await Task.yield()
    ref.tell(3)
    for waiter in waiters { #expect(await waiter.value == "failed: Mishap(number: 3)") }
    await system.shutdown()
  }
}
