import ActorRuntime
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct LeakTests {
  /// Counts itself, so that a test can see that as many died as were made.
  final class Tracked: Sendable {
    final class Census: Sendable {
      let made = Atomic<Int>(0)
      let died = Atomic<Int>(0)
      var alive: Int { made.load(ordering: .relaxed) - died.load(ordering: .relaxed) }
    }

    let census: Census

    init(_ census: Census) {
      self.census = census
      census.made.add(1, ordering: .relaxed)
    }

    deinit {
      census.died.add(1, ordering: .relaxed)
    }
  }

  struct Hoarder: Behavior {
    let tracked: Tracked
    var hoard: [Tracked] = []
    mutating func receive(_ message: Tracked?, in context: ActorContext<Tracked?>) throws {
      guard let message else { throw Mishap(number: 0) }
      if hoard.count < 10 { hoard.append(message) }
    }
  }

  @Test(arguments: [false, true])
  func `behavior and messages die with the actor`(byFailure: Bool) async {
    let census = Tracked.Census()
    let system = ActorSystem(budget: 16)
    let hoarder = system.spawn("hoarder") { Hoarder(tracked: Tracked(census)) }
    for _ in 0..<1_000 { hoarder.tell(Tracked(census)) }
    if byFailure { hoarder.tell(nil) } else { hoarder.stop() }
    for _ in 0..<1_000 { hoarder.tell(Tracked(census)) }
    _ = await hoarder.termination()
    #expect(census.alive == 0)
    #expect(census.made.load(ordering: .relaxed) == 2_001)
    #expect(system.queueBytes == 0)
    await system.shutdown()
  }

  @Test func `a message dies as soon as it is handled`() async {
    let dispatcher = ManualDispatcher()
    let census = Tracked.Census()
    struct Glance: Behavior {
      mutating func receive(_ message: Tracked, in context: ActorContext<Tracked>) {}
    }
    let system = ActorSystem(dispatcher: dispatcher, clock: ManualAlarmClock())
    let glance = system.spawn("glance") { Glance() }
    for _ in 0..<100 { glance.tell(Tracked(census)) }
    for left in (0..<100).reversed() {
      dispatcher.runTurn()
      #expect(census.alive == left)
    }
    await system.shutdown()
  }

  @Test func `system, actors and clock die after shutdown, even in a circle`() async {
    struct Circular: Behavior {
      let tracked: Tracked
      var friend: ActorRef<ActorRef<Int>>?
      mutating func receive(_ message: Int, in context: ActorContext<Int>) {}
    }
    struct Befriended: Behavior {
      let tracked: Tracked
      var friend: ActorRef<Int>?
      mutating func receive(_ friend: ActorRef<Int>, in context: ActorContext<ActorRef<Int>>) {
        self.friend = friend
        self.friend?.tell(1)
      }
    }
    let census = Tracked.Census()
    weak var weakSystem: ActorSystem?
    weak var weakClock: SystemAlarmClock?
    do {
      let clock = SystemAlarmClock()
      let system = ActorSystem(clock: clock)
      weakSystem = system
      weakClock = clock
      let befriended = system.spawn("befriended") { Befriended(tracked: Tracked(census)) }
      let circular = system.spawn("circular") {
        Circular(tracked: Tracked(census), friend: befriended)
      }
      befriended.tell(circular)
      await eventually { circular.counts.handled == 1 }
      #expect(census.alive == 2)
      await system.shutdown()
    }
    #expect(census.alive == 0)
    await eventually { weakSystem == nil && weakClock == nil }
  }

  @Test func `questions leave nothing behind`() async throws {
    let census = Tracked.Census()
    struct Answering: Behavior {
      let census: Tracked.Census
      mutating func receive(
        _ message: (Tracked, Reply<Tracked>), in context: ActorContext<(Tracked, Reply<Tracked>)>
      ) {
        message.1(Tracked(census))
      }
    }
    let system = ActorSystem()
    let answering = system.spawn("answering") { Answering(census: census) }
    for _ in 0..<200 {
      let _: Tracked = try await answering.ask { (Tracked(census), $0) }
    }
    await system.shutdown()
    #expect(census.alive == 0)
    #expect(census.made.load(ordering: .relaxed) == 400)
  }

  /// 300,000 integers of 8 bytes are 2.4 MB; what remains may be two segments of 16 KiB.
  @Test func `memory of a flooded mailbox is released while the actor lives`() async {
    let system = ActorSystem()
    let entered = Latch()
    let until = Latch()
    struct Sluice: Behavior {
      let entered: Latch
      let until: Latch
      mutating func started(in context: ActorContext<Int>) {
        entered.open()
        until.wait()
      }
      mutating func receive(_ message: Int, in context: ActorContext<Int>) {}
    }
    let sluice = system.spawn("sluice") { Sluice(entered: entered, until: until) }
    entered.wait()
    for number in 0..<300_000 { sluice.tell(number) }
    #expect(system.queueBytes >= 2_400_000)
    until.open()
    await eventually { sluice.counts.waiting == 0 && system.queueBytes <= 2 * 16_384 }
    await system.shutdown()
    #expect(system.queueBytes == 0)
  }
}
