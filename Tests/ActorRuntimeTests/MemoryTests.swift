import ActorRuntime
import Testing

/// Tracers are counted by their own initializer and `deinit`, not by the runtime.
@Suite(.timeLimit(.minutes(1)), .serialized) struct MemoryTests {
  private let census = TracerCensus()

  /// Keeps the last message and a tracer of its own.
  private struct Keeper: Behavior {
    let own: Tracer
    var last: Tracer?

    mutating func receive(_ message: Tracer, in context: ActorContext<Tracer>) {
      last = message
    }
  }

  @Test func `stopping frees the behavior, its messages and what made it`() async {
    let census = census
    let dispatcher = ManualDispatcher()
    let system = ActorSystem(dispatcher: dispatcher, clock: ManualAlarmClock())
    let ref = spawnCapturing(census.makeTracer(), in: system)
    for _ in 0..<100 { ref.tell(census.makeTracer()) }
    // What made it, and 100 messages.
    #expect(census.aliveCount == 101)
    dispatcher.runUntilIdle()
    // What made it, the behavior's own, and the last message.
    #expect(census.aliveCount == 3)
    ref.stop()
    dispatcher.runUntilIdle()
    #expect(census.aliveCount == 0)
    #expect(system.queueBytes == 0)
  }

  private func spawnCapturing(_ tracer: Tracer, in system: ActorSystem) -> ActorRef<Tracer> {
    let census = census
    return system.spawn("keeper") {
      withExtendedLifetime(tracer) { Keeper(own: census.makeTracer()) }
    }
  }

  @Test func `failing frees all messages that waited, in whatever segment`() async {
    let census = census
    let dispatcher = ManualDispatcher(budget: 40)
    let system = ActorSystem(dispatcher: dispatcher, clock: ManualAlarmClock())
    let ref = system.spawn("failing") {
      Handling<(Int, Tracer)> { message, _ in
        if message.0 == 50 { throw Mishap(number: message.0) }
      }
    }
    for number in 0..<500 { ref.tell((number, census.makeTracer())) }
    dispatcher.runTurn()
    for number in 500..<600 { ref.tell((number, census.makeTracer())) }
    dispatcher.runUntilIdle()
    #expect(ref.counts == MessageCounts(enqueued: 600, handled: 51, discarded: 549))
    #expect(census.aliveCount == 0)
    #expect(system.queueBytes == 0)
  }

  /// `termination()` promises that all messages are destroyed when it returns. An actor leaves the
  /// count of the living before that, so no message may see itself missing there.
  @Test func `the message that an actor failed on is destroyed before its end is announced`() {
    let census = census
    let dispatcher = ManualDispatcher()
    let system = ActorSystem(dispatcher: dispatcher, clock: ManualAlarmClock())
    let liveAtEnd = Log<Int>()
    let ref = system.spawn("failing") {
      Handling<Tracer> { _, _ in throw Mishap(number: 1) }
    }
    for _ in 0..<3 { ref.tell(census.makeTracer { liveAtEnd.append(system.liveActorCount) }) }
    dispatcher.runUntilIdle()
    #expect(liveAtEnd.all == [1, 1, 1])
    #expect(system.liveActorCount == 0)
  }

  @Test func `refused messages are freed at once`() async {
    let system = ActorSystem(dispatcher: ManualDispatcher(), clock: ManualAlarmClock())
    let ref = system.spawn("small", mailbox: .bounded(1)) { Handling<Tracer> { _, _ in } }
    #expect(ref.tell(census.makeTracer()) == .enqueued)
    #expect(ref.tell(census.makeTracer()) == .full)
    #expect(census.aliveCount == 1)
    await system.shutdown()
    #expect(ref.tell(census.makeTracer()) == .stopped)
    #expect(census.madeCount == 3)
    #expect(census.aliveCount == 0)
  }

  /// An idle mailbox may keep 16 KiB for the next messages, and its actor as much again.
  @Test func `a flood leaves little behind and the end nothing`() async throws {
    let system = ActorSystem(workers: 2)
    let gate = Rendezvous(of: 1)
    let ref = system.spawn("flooded") {
      Handling<(Int, Reply<Void>?)> { message, _ in
        if message.0 == 0 { _ = gate.wait() }
        message.1?()
      }
    }
    for number in 0..<100_000 { ref.tell((number, nil)) }
    #expect(system.queueBytes >= 100_000 * MemoryLayout<(Int, Reply<Void>?)>.stride)
    gate.arrive()
    try await ref.ask(timeout: .seconds(20)) { (100_000, $0) }
    // The answer comes out of a turn that has yet to put its last segment away.
    try await yield { system.queueBytes <= 2 * 16 << 10 }
    #expect(ref.counts == MessageCounts(enqueued: 100_001, handled: 100_001))
    await system.shutdown()
    #expect(system.queueBytes == 0)
  }

  @Test func `many actors that come and go leave no memory behind`() async {
    let census = census
    let system = ActorSystem(workers: 2)
    for round in 0..<20 {
      let refs = (0..<50).map { index in
        system.spawn("\(round)/\(index)") { Keeper(own: census.makeTracer()) }
      }
      for ref in refs {
        for _ in 0..<10 { ref.tell(census.makeTracer()) }
        ref.stop()
      }
      for ref in refs { _ = await ref.termination() }
      #expect(census.aliveCount == 0)
      #expect(system.liveActorCount == 0)
      #expect(system.queueBytes == 0)
    }
    await system.shutdown()
    // 20 rounds of 50 actors, each with its own tracer and 10 messages.
    #expect(census.madeCount == 11_000)
    #expect(system.counts == MessageCounts(enqueued: 10_000, handled: 10_000))
  }

  @Test func `a question leaves nothing behind, however it ends`() async throws {
    let census = census
    let clock = ManualAlarmClock()
    let dispatcher = ManualDispatcher()
    let system = ActorSystem(dispatcher: dispatcher, clock: clock)
    let ref = system.spawn("asked") {
      Handling<(Reply<Tracer>, Tracer)> { question, _ in question.0(census.makeTracer()) }
    }
    let answered = Task { await ending { _ = try await ref.ask { ($0, census.makeTracer()) } } }
    try await yield { clock.alarmCount == 1 }
    dispatcher.runUntilIdle()
    #expect(await answered.value == "()")
    let late = Task { await ending { _ = try await ref.ask { ($0, census.makeTracer()) } } }
    try await yield { clock.alarmCount == 1 }
    clock.advance(by: .seconds(5))
    #expect(await late.value == "asked timed out after 5.0 seconds")
    dispatcher.runUntilIdle()
    #expect(clock.alarmCount == 0)
    #expect(census.madeCount == 4)
    #expect(census.aliveCount == 0)
  }

  @Test func `a system that is down is freed with its last reference`() async {
    weak var weakSystem: ActorSystem?
    weak var weakClock: SystemAlarmClock?
    do {
      let clock = SystemAlarmClock()
      let system = ActorSystem(workers: 2, clock: clock)
      weakSystem = system
      weakClock = clock
      let ref = system.spawn("last") { Handling<Int> { _, _ in } }
      ref.tell(1)
      await system.shutdown()
    }
    #expect(weakSystem == nil)
    #expect(weakClock == nil)
  }
}
