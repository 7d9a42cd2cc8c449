import ActorRuntime
import Glibc
import Synchronization
import Testing

/// A wake-up that is lost shows as a test that does not end: the suite's time limit reports it.
@Suite(.timeLimit(.minutes(1))) struct WakeUpTests {
  struct Opener: Behavior {
    mutating func receive(_ latch: Latch, in context: ActorContext<Latch>) { latch.open() }
  }

  /// Pauses from nothing to well beyond the time a worker searches, so that messages meet workers
  /// that run, search, are about to park, and sleep.
  @Test(arguments: [1, 2, 4])
  func `a message from outside always finds a worker`(workers: Int) async {
    let seed = UInt64.random(in: 0 ... .max)
    print("seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    let system = ActorSystem(workers: workers)
    let opener = system.spawn("opener") { Opener() }
    for _ in 0..<3_000 {
      let end = ContinuousClock.now + .microseconds(Int.random(in: 0...60, using: &generator))
      while ContinuousClock.now < end {}
      let latch = Latch()
      opener.tell(latch)
      latch.wait()
    }
    #expect(opener.counts.handled == 3_000)
    await system.shutdown()
  }

  struct Player: Behavior {
    enum Message: Sendable {
      case meet(ActorRef<Message>)
      case ball(left: Int, done: Latch)
    }
    var partner: ActorRef<Message>?
    mutating func receive(_ message: Message, in context: ActorContext<Message>) {
      switch message {
      case .meet(let other): partner = other
      case .ball(0, let done): done.open()
      case .ball(let left, let done): partner?.tell(.ball(left: left - 1, done: done))
      }
    }
  }

  @Test(arguments: [1, 2, 4])
  func `many short games of ping-pong all end`(workers: Int) async {
    let system = ActorSystem(workers: workers)
    let pairs = (0..<4).map { _ in
      let one = system.spawn("one") { Player() }
      let other = system.spawn("other") { Player() }
      one.tell(.meet(other))
      other.tell(.meet(one))
      return one
    }
    let games = 400
    for game in 0..<games {
      let latches = pairs.map { one in
        let latch = Latch()
        one.tell(.ball(left: game % 20, done: latch))
        return latch
      }
      for latch in latches { latch.wait() }
    }
    let passes = (0..<games).reduce(0) { $0 + $1 % 20 + 1 }
    await system.shutdown()
    #expect(system.counts.handled == 4 * passes + 8)
  }

  struct Boss: Behavior {
    let worker: ActorRef<Latch>
    mutating func receive(_ latch: Latch, in context: ActorContext<Latch>) {
      worker.tell(latch)
      latch.wait()
    }
  }

  /// The second actor is scheduled behind the first, on the same worker, and the first does not
  /// give way until the second has run.
  @Test func `a long turn does not hold up the actor behind it`() async {
    let system = ActorSystem(workers: 2)
    let opener = system.spawn("opener") { Opener() }
    let boss = system.spawn("boss") { Boss(worker: opener) }
    for _ in 0..<50 {
      let latch = Latch()
      boss.tell(latch)
      await eventually { latch.isOpen }
    }
    await system.shutdown()
    #expect(system.counts.handled == 100)
  }

  struct Busybody: Behavior {
    mutating func receive(_ isEnough: Latch, in context: ActorContext<Latch>) {
      if isEnough.isOpen { context.stop() } else { context.ref.tell(isEnough) }
    }
  }

  @Test func `actors that keep a worker busy do not shut out the others`() async {
    let system = ActorSystem(workers: 1, budget: 4)
    let isEnough = Latch()
    let busybodies = (0..<3).map { _ in system.spawn("busybody") { Busybody() } }
    for busybody in busybodies { busybody.tell(isEnough) }
    let opener = system.spawn("opener") { Opener() }
    for _ in 0..<100 {
      let latch = Latch()
      opener.tell(latch)
      latch.wait()
    }
    isEnough.open()
    await system.shutdown()
    #expect(opener.counts.handled == 100)
  }

  /// A ring with several tokens: each token makes exactly its number of hops.
  @Test(arguments: [1, 2, 3])
  func `tokens go round a ring to the end`(workers: Int) async {
    let system = ActorSystem(workers: workers, budget: 8)
    let players = (0..<100).map { _ in system.spawn("player") { Player() } }
    for (index, player) in players.enumerated() { player.tell(.meet(players[(index + 1) % 100])) }
    let latches = (0..<16).map { token in
      let latch = Latch()
      players[token * 6].tell(.ball(left: 1_000, done: latch))
      return latch
    }
    for latch in latches { latch.wait() }
    await system.shutdown()
    #expect(system.counts.handled == 100 + 16 * 1_001)
  }
}
