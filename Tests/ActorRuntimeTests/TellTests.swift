import ActorRuntime
import Testing

@Suite(.timeLimit(.minutes(1))) struct TellTests {
  private let dispatcher = ManualDispatcher()
  private let system: ActorSystem

  init() {
    system = ActorSystem(dispatcher: dispatcher, clock: ManualAlarmClock())
  }

  @Test func `returns before anything is handled`() {
    let log = Log<Int>()
    let ref = system.spawn("later") { Handling<Int> { number, _ in log.append(number) } }
    #expect(ref.tell(1) == .enqueued)
    #expect(log.all == [])
    dispatcher.runUntilIdle()
    #expect(log.all == [1])
  }

  /// Deep enough for several segments of every size, with the queue emptied in between.
  @Test(arguments: [1, 7, 8, 9, 100, 20_000])
  func `handles every message of a burst in order, burst after burst`(burst: Int) {
    let log = Log<Int>()
    let ref = system.spawn("bursts") { Handling<Int> { number, _ in log.append(number) } }
    for round in 0..<3 {
      for number in 0..<burst { ref.tell(round * burst + number) }
      dispatcher.runUntilIdle()
    }
    #expect(log.all == Array(0..<3 * burst))
  }

  @Test func `an actor may send to itself without end and others still have turns`() {
    let log = Log<String>()
    let endless = system.spawn("endless") {
      Handling<Int> { number, context in context.ref.tell(number + 1) }
    }
    let other = system.spawn("other") { Handling<String> { word, _ in log.append(word) } }
    endless.tell(0)
    other.tell("turn")
    for _ in 0..<4 { dispatcher.runTurn() }
    #expect(log.all == ["turn"])
  }

  @Test func `an actor can spawn others in its own system`() {
    let log = Log<String>()
    let parent = system.spawn("parent") {
      Handling<String> { word, context in
        let child = context.system.spawn("child of \(context.ref.name)") {
          Handling<String> { word, context in log.append("\(context.ref.name): \(word)") }
        }
        child.tell(word)
      }
    }
    parent.tell("hello")
    dispatcher.runUntilIdle()
    #expect(log.all == ["child of parent: hello"])
    #expect(system.liveActorCount == 2)
  }

  @Test func `messages of any size and alignment arrive as sent`() {
    let wide = Log<SIMD16<Int64>>()
    let empty = Log<Void>()
    let wideRef = system.spawn("wide") {
      Handling<(UInt8, SIMD16<Int64>)> { message, _ in wide.append(message.1) }
    }
    let emptyRef = system.spawn("empty") { Handling<Void> { _, _ in empty.append(()) } }
    for number in 0..<100 {
      wideRef.tell((1, SIMD16(repeating: Int64(number))))
      emptyRef.tell(())
    }
    dispatcher.runUntilIdle()
    #expect(wide.all == (0..<100).map { SIMD16(repeating: $0) })
    #expect(empty.count == 100)
  }

  @Test func `references to one actor are equal and to namesakes are not`() {
    let ref = system.spawn("name") { Counter() }
    let copy = ref
    let namesake = system.spawn("name") { Counter() }
    #expect(ref == copy)
    #expect(ref != namesake)
    #expect(Set([ref, copy, namesake]).count == 2)
  }

  @Test func `the whole system counts what all actors did`() {
    let refs = (0..<10).map { index in
      system.spawn("\(index)") { Handling<Int> { _, _ in } }
    }
    for (index, ref) in refs.enumerated() {
      for number in 0..<index { ref.tell(number) }
    }
    for ref in refs[..<5] { ref.stop() }
    dispatcher.runUntilIdle()
    #expect(system.liveActorCount == 5)
    // 0 + 1 + … + 9
    #expect(system.counts == MessageCounts(enqueued: 45, handled: 45))
  }
}
