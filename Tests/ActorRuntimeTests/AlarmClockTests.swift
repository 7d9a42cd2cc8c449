import ActorRuntime
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct AlarmClockTests {
  /// The oracle is the standard library's stable sort by deadline.
  @Test(arguments: 0..<20)
  func `alarms ring in the order of their deadlines`(round: UInt64) {
    let seed = round == 0 ? UInt64.random(in: 0 ... .max) : round
    print("seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    let clock = ManualAlarmClock()
    let rung = Log<Int>()
    var alarms: [(number: Int, delay: Int, id: AlarmID)] = []
    for number in 0..<400 {
      let delay = Int.random(in: 0..<100, using: &generator)
      let id = clock.set(after: .milliseconds(delay)) { rung.append(number) }
      alarms.append((number, delay, id))
    }
    let cancelled = alarms.filter { _ in Int.random(in: 0..<10, using: &generator) < 8 }
    for alarm in cancelled.shuffled(using: &generator) { clock.cancel(alarm.id) }
    let numbers = Set(cancelled.map(\.number))
    let expected = alarms.filter { !numbers.contains($0.number) }
      .sorted { ($0.delay, $0.number) < ($1.delay, $1.number) }
    #expect(clock.alarmCount == expected.count)
    clock.advance(by: .milliseconds(49))
    #expect(rung.entries == expected.filter { $0.delay <= 49 }.map(\.number))
    clock.advance(by: .milliseconds(50))
    #expect(rung.entries == expected.map(\.number))
    #expect(clock.alarmCount == 0)
    #expect(clock.now == .milliseconds(99))
  }

  @Test func `an alarm set by an alarm rings at its own instant`() {
    let clock = ManualAlarmClock()
    let rung = Log<Duration>()
    _ = clock.set(after: .seconds(1)) {
      rung.append(clock.now)
      _ = clock.set(after: .seconds(2)) { rung.append(clock.now) }
    }
    clock.advance(by: .seconds(10))
    #expect(rung.entries == [.seconds(1), .seconds(3)])
    #expect(clock.now == .seconds(10))
  }

  @Test func `closing rings what is set, and what is set later rings at once`() {
    let clock = ManualAlarmClock()
    let rung = Log<Int>()
    _ = clock.set(after: .seconds(2)) { rung.append(2) }
    _ = clock.set(after: .seconds(1)) { rung.append(1) }
    clock.close()
    #expect(rung.entries == [1, 2])
    _ = clock.set(after: .seconds(1)) { rung.append(3) }
    #expect(rung.entries == [1, 2, 3])
  }

  @Test func `the system's clock rings earlier alarms first, and not before they are due`() {
    let clock = SystemAlarmClock()
    let rung = Log<Int>()
    let isRung = Latch()
    let start = ContinuousClock.now
    let never = clock.set(after: .seconds(3_600)) { rung.append(0) }
    _ = clock.set(after: .milliseconds(20)) {
      rung.append(20)
      isRung.open()
    }
    _ = clock.set(after: .milliseconds(5)) { rung.append(5) }
    isRung.wait()
    #expect(ContinuousClock.now - start >= .milliseconds(20))
    #expect(rung.entries == [5, 20])
    clock.cancel(never)
    _ = clock.set(after: .seconds(3_600)) { rung.append(1) }
    clock.close()
    #expect(rung.entries == [5, 20, 1])
    _ = clock.set(after: .seconds(3_600)) { rung.append(2) }
    #expect(rung.entries == [5, 20, 1, 2])
  }

  @Test func `a question on the system's clock times out`() async {
    let system = ActorSystem()
    let clerk = system.spawn("clerk") { Clerk() }
    let error = await actorError {
      try await clerk.ask(timeout: .milliseconds(1)) { .keep($0) } as [Int]
    }
    guard case .timedOut = error else {
      Issue.record("got \(String(describing: error))")
      return
    }
    await system.shutdown()
  }
}
