import ActorRuntime
import Glibc
import Testing

@Suite(.timeLimit(.minutes(1)), .serialized) struct ShutdownTests {
  @Test func `waits for a busy actor and for what it was sent`() async throws {
    let system = ActorSystem(workers: 2)
    let gate = Rendezvous(of: 1)
    let log = Log<String>()
    let ref = system.spawn("busy") {
      Handling<Int> { number, _ in
        if number == 0 { log.append(gate.wait() ? "gate" : "gate stayed shut") }
        log.append("handled \(number)")
      }
    }
    for number in 0...2 { ref.tell(number) }
    let shutdown = Task {
      await system.shutdown()
      log.append("down")
    }
    try await yield { ref.tell(3) == .stopped }
    gate.arrive()
    await shutdown.value
    // Messages 3 and later had been accepted until the shutdown was noticed.
    #expect(log.all.starts(with: ["gate", "handled 0", "handled 1", "handled 2"]))
    #expect(log.all.last == "down")
    #expect(system.counts.waiting == 0)
    #expect(system.liveActorCount == 0)
  }

  @Test func `is down after each of several calls, together or one after another`() async {
    let system = ActorSystem(workers: 2)
    let refs = (0..<50).map { index in
      system.spawn("\(index)") { Handling<Int> { _, _ in } }
    }
    for ref in refs { for number in 0..<20 { ref.tell(number) } }
    await withTaskGroup { group in
      for _ in 0..<8 {
        group.addTask {
          await system.shutdown()
          #expect(system.liveActorCount == 0)
        }
      }
    }
    await system.shutdown()
    #expect(system.counts == MessageCounts(enqueued: 1_000, handled: 1_000))
  }

  @Test func `an actor spawned afterwards has stopped before it started`() async {
    let census = TracerCensus()
    let system = ActorSystem(workers: 1)
    await system.shutdown()
    let ref = system.spawn("late") {
      let tracer = census.makeTracer()
      return Handling<Int> { _, _ in _ = tracer }
    }
    #expect(ref.tell(1) == .stopped)
    #expect(await ref.termination().summary == "stopped")
    #expect(await ending { try await ref.send(2) } == "late stopped")
    ref.stop()
    #expect(census.madeCount == 0)
    #expect(system.liveActorCount == 0)
    #expect(system.counts == MessageCounts(refusedStopped: 2))
  }

  @Test func `works on a system that never had an actor`() async {
    let system = ActorSystem()
    #expect(ActorSystem.processorCount >= 1)
    await system.shutdown()
    #expect(system.counts == MessageCounts())
  }

  @Test func `works on a system whose turns are run by hand`() async {
    let dispatcher = ManualDispatcher()
    let system = ActorSystem(dispatcher: dispatcher, clock: ManualAlarmClock())
    let log = Log<Int>()
    let ref = system.spawn("manual") { Handling<Int> { number, _ in log.append(number) } }
    ref.tell(1)
    ref.tell(2)
    await system.shutdown()
    #expect(log.all == [1, 2])
    #expect(dispatcher.runnableCount == 0)
  }

  /// A thread destroys what it keeps for a key before a join of it returns: POSIX.1-2017,
  /// pthread_key_create.
  @Test func `returns only when the worker threads have ended`() async {
    let census = TracerCensus()
    var key = pthread_key_t()
    pthread_key_create(&key) { pointer in
      // Gives the shutdown every occasion to return too early.
      for _ in 0..<1_000 { sched_yield() }
      Unmanaged<Tracer>.fromOpaque(pointer!).release()
    }
    defer { pthread_key_delete(key) }
    let system = ActorSystem(workers: 2)
    let kept = key
    let ref = system.spawn("marks its thread") {
      Handling<Void> { _, _ in
        pthread_setspecific(kept, Unmanaged.passRetained(census.makeTracer()).toOpaque())
      }
    }
    ref.tell(())
    await system.shutdown()
    #expect(census.madeCount == 1)
    #expect(census.aliveCount == 0)
  }

  @Test func `questions in flight end with their actors`() async throws {
    let system = ActorSystem(workers: 2)
    let counter = system.spawn("counter") { Counter() }
    let kept = Task { await ending { try await counter.ask { .keep($0) } } }
    try await yield { counter.counts.handled == 1 }
    await system.shutdown()
    #expect(await kept.value == "counter stopped")
  }
}
