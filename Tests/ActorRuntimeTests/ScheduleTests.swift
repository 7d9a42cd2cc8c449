import ActorRuntime
import Testing

/// Random schedules, checked against a model in which an actor is an array.
@Suite(.timeLimit(.minutes(1))) struct ScheduleTests {
  struct Event: Sendable, Equatable {
    let actor: Int
    let number: Int
  }

  enum Order: Sendable {
    case handle(Int)
    case failAt(Int)
  }

  struct Reporter: Behavior {
    let index: Int
    let log: Log<Event>
    mutating func receive(_ order: Order, in context: ActorContext<Order>) throws {
      switch order {
      case .handle(let number): log.append(Event(actor: index, number: number))
      case .failAt(let number):
        log.append(Event(actor: index, number: number))
        throw Mishap(number: number)
      }
    }
  }

  /// What an actor ought to be: a queue, a bound, and whether it still takes messages.
  struct Model {
    var queue: [(number: Int, fails: Bool)] = []
    let capacity: Int
    var isOpen = true
    var counts = MessageCounts()
    var refusedStopped = 0

    mutating func tell(_ number: Int, fails: Bool) -> Delivery {
      guard isOpen else {
        refusedStopped += 1
        return .stopped
      }
      guard queue.count < capacity else {
        counts.refusedFull += 1
        return .full
      }
      counts.enqueued += 1
      queue.append((number, fails))
      return .enqueued
    }

    /// Takes the next message and says which it had to be.
    mutating func handle() -> Int? {
      guard !queue.isEmpty else { return nil }
      let (number, fails) = queue.removeFirst()
      counts.handled += 1
      if fails {
        isOpen = false
        counts.discarded += queue.count
        queue = []
      }
      return number
    }
  }

  @Test(arguments: 0..<60)
  func `any schedule of turns does what the model says`(round: UInt64) async {
    let seed = round == 0 ? UInt64.random(in: 0 ... .max) : round
    print("seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    let budget = Int.random(in: 1...4, using: &generator)
    let dispatcher = ManualDispatcher(budget: budget)
    let system = ActorSystem(dispatcher: dispatcher, clock: ManualAlarmClock())
    let log = Log<Event>()
    var models: [Model] = []
    var actors: [ActorRef<Order>] = []
    for index in 0..<5 {
      let capacity = index < 2 ? Int.max : Int.random(in: 1...6, using: &generator)
      models.append(Model(capacity: capacity))
      actors.append(
        system.spawn("\(index)", mailbox: index < 2 ? .unbounded : .bounded(capacity)) {
          Reporter(index: index, log: log)
        })
    }
    var checked = 0
    func check() {
      let events = log.entries
      for event in events[checked...] { #expect(models[event.actor].handle() == event.number) }
      checked = events.count
    }
    for number in 0..<600 {
      let target = Int.random(in: 0..<5, using: &generator)
      switch Int.random(in: 0..<1_000, using: &generator) {
      case 0..<3:
        actors[target].stop()
        models[target].isOpen = false
      case 3..<7:
        let delivery = actors[target].tell(.failAt(number))
        #expect(delivery == models[target].tell(number, fails: true))
      case 7..<600:
        let delivery = actors[target].tell(.handle(number))
        #expect(delivery == models[target].tell(number, fails: false))
      default:
        let before = log.entries.count
        dispatcher.runTurn { Int.random(in: 0..<$0, using: &generator) }
        #expect(log.entries.count <= before + budget, "a turn stays within its budget")
        check()
      }
    }
    while dispatcher.runTurn(choose: { Int.random(in: 0..<$0, using: &generator) }) { check() }
    for (actor, model) in zip(actors, models) {
      #expect(model.queue.isEmpty)
      #expect(actor.counts == model.counts)
    }
    #expect(system.liveActorCount == models.count { $0.isOpen })
    #expect(system.counts.refusedStopped == models.reduce(0) { $0 + $1.refusedStopped })
    await system.shutdown()
  }

  /// Recorded twice from the same seed.
  @Test func `the same choices play the same schedule`() async {
    func play(seed: UInt64) async -> [Event] {
      var generator = SeededGenerator(seed: seed)
      let dispatcher = ManualDispatcher()
      let system = ActorSystem(dispatcher: dispatcher, clock: ManualAlarmClock())
      let log = Log<Event>()
      let actors = (0..<4).map { index in
        system.spawn("\(index)") { Reporter(index: index, log: log) }
      }
      for number in 0..<40 { actors[number % 4].tell(.handle(number)) }
      while dispatcher.runTurn(choose: { Int.random(in: 0..<$0, using: &generator) }) {}
      await system.shutdown()
      return log.entries
    }
    let first = await play(seed: 7)
    #expect(first.count == 40)
    #expect(await play(seed: 7) == first)
    #expect(await play(seed: 8) != first)
  }
}
