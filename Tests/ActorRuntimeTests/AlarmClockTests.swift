import ActorRuntime
import Testing

@Suite(.timeLimit(.minutes(1))) struct AlarmClockTests {
  @Test func `alarms ring in the order of their deadlines, then as they were set`() {
    let clock = ManualAlarmClock()
    let log = Log<String>()
    for (name, delay) in [("c", 3), ("a", 1), ("d", 3), ("b", 2), ("never", 9)] {
      _ = clock.set(after: .seconds(delay)) { log.append(name) }
    }
    clock.advance(by: .seconds(2))
    #expect(log.all == ["a", "b"])
    #expect(clock.alarmCount == 3)
    clock.advance(by: .seconds(1))
    #expect(log.all == ["a", "b", "c", "d"])
    #expect(clock.now == .seconds(3))
  }

  @Test func `an alarm set by an alarm rings in the same advance if it falls due`() {
    let clock = ManualAlarmClock()
    let log = Log<Duration>()
    _ = clock.set(after: .seconds(1)) {
      log.append(clock.now)
      _ = clock.set(after: .seconds(1)) { log.append(clock.now) }
    }
    clock.advance(by: .seconds(10))
    #expect(log.all == [.seconds(1), .seconds(2)])
    #expect(clock.now == .seconds(10))
  }

  @Test func `a cancelled alarm does not ring and lets go of what it held`() {
    let clock = ManualAlarmClock()
    let census = TracerCensus()
    let id = setHolding(census.makeTracer(), on: clock)
    #expect(census.aliveCount == 1)
    clock.cancel(id)
    clock.cancel(id)
    #expect(census.aliveCount == 0)
    #expect(clock.alarmCount == 0)
    clock.advance(by: .seconds(2))
  }

  private func setHolding(_ tracer: Tracer, on clock: ManualAlarmClock) -> AlarmID {
    clock.set(after: .seconds(1)) {
      withExtendedLifetime(tracer) { _ = Issue.record("a cancelled alarm rang") }
    }
  }

  @Test func `closing rings everything, and alarms set later ring at once`() {
    let clock = ManualAlarmClock()
    let log = Log<Int>()
    _ = clock.set(after: .seconds(2)) { log.append(2) }
    _ = clock.set(after: .seconds(1)) { log.append(1) }
    clock.close()
    #expect(log.all == [1, 2])
    _ = clock.set(after: .seconds(3)) { log.append(3) }
    #expect(log.all == [1, 2, 3])
  }

  /// The oracle sorts all alarms by deadline and number, and skips the cancelled.
  @Test func `random alarms and cancellations ring as a sorted list would`() {
    var choices = SplitMix64(seed: printedSeed(for: "random alarms"))
    for _ in 0..<20 {
      let clock = ManualAlarmClock()
      let log = Log<Int>()
      var expected: [(deadline: Int, number: Int)] = []
      var ids: [AlarmID] = []
      for number in 0..<400 {
        let deadline = Int.random(in: 0..<200, using: &choices)
        ids.append(clock.set(after: .seconds(deadline)) { log.append(number) })
        expected.append((deadline, number))
        if Int.random(in: 0..<4, using: &choices) > 0 {
          let victim = Int.random(in: 0...number, using: &choices)
          clock.cancel(ids[victim])
          expected.removeAll { $0.number == victim }
        }
      }
      #expect(clock.alarmCount == expected.count)
      while clock.now < .seconds(200) {
        clock.advance(by: .seconds(Int.random(in: 1...20, using: &choices)))
      }
      let sorted = expected.sorted { ($0.deadline, $0.number) < ($1.deadline, $1.number) }
      #expect(log.all == sorted.map(\.number))
    }
  }

  @Test func `the system clock rings by itself, an earlier alarm before a later one`() async {
    let clock = SystemAlarmClock()
    let log = Log<String>()
    // So much later that no pause of this thread between the two makes it due.
    _ = clock.set(after: .seconds(1 << 20)) { log.append("second") }
    await withCheckedContinuation { continuation in
      _ = clock.set(after: .milliseconds(2)) {
        log.append("first")
        continuation.resume()
      }
    }
    #expect(log.all == ["first"])
    clock.close()
    #expect(log.all == ["first", "second"])
  }

  @Test func `closing the system clock rings what is set, and later alarms at once`() {
    let clock = SystemAlarmClock()
    let log = Log<Int>()
    let cancelled = clock.set(after: .seconds(1_000)) { log.append(0) }
    _ = clock.set(after: .seconds(2_000)) { log.append(1) }
    clock.cancel(cancelled)
    clock.close()
    #expect(log.all == [1])
    _ = clock.set(after: .seconds(1_000)) { log.append(2) }
    #expect(log.all == [1, 2])
    clock.close()
    #expect(log.all == [1, 2])
  }

  /// The longest delays a caller may think of as "no limit".
  @Test(arguments: [Duration.seconds(Int64.max), .seconds(Int64.max) - .seconds(1)])
  func `the system clock bears a delay without end`(delay: Duration) async {
    let clock = SystemAlarmClock()
    let log = Log<String>()
    _ = clock.set(after: delay) { log.append("endless") }
    for _ in 0..<3 {
      await withCheckedContinuation { continuation in
        _ = clock.set(after: .zero) { continuation.resume() }
      }
    }
    #expect(log.all == [])
    clock.close()
    #expect(log.all == ["endless"])
  }

  @Test func `a question times out by the system clock`() async {
    let system = ActorSystem(workers: 1)
    let counter = system.spawn("counter") { Counter() }
    let end = await ending { try await counter.ask(timeout: .milliseconds(1)) { .keep($0) } }
    #expect(end == "counter timed out after 0.001 seconds")
    await system.shutdown()
  }
}
