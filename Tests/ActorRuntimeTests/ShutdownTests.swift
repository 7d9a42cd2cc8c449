import ActorRuntime
import Glibc
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct ShutdownTests {
  @Test func `waits for busy actors and their mailboxes`() async {
    let system = ActorSystem(workers: 2)
    let log = Log<Int>()
    let entered = Latch()
    let until = Latch()
    let busy = system.spawn("busy") { Clerk(log: log) }
    busy.tell(.block(entered: entered, until: until))
    for number in 0..<1_000 { busy.tell(.note(number)) }
    entered.wait()
    let isDown = Atomic<Bool>(false)
    async let down: Void = {
      await system.shutdown()
      isDown.store(true, ordering: .sequentiallyConsistent)
    }()
    await eventually { busy.tell(.note(-1)) == .stopped }
    let isDownEarly = isDown.load(ordering: .sequentiallyConsistent)
    #expect(!isDownEarly)
    until.open()
    await down
    #expect(log.entries.filter { $0 >= 0 } == Array(0..<1_000))
    #expect(system.liveActorCount == 0)
  }

  /// The kernel's own list of this process's threads.
  @Test func `ends its threads`() async {
    func threads() -> Int {
      guard let directory = opendir("/proc/self/task") else { return 0 }
      defer { closedir(directory) }
      var count = 0
      while let entry = readdir(directory) {
        if entry.pointee.d_name.0 != CChar(UInt8(ascii: ".")) { count += 1 }
      }
      return count
    }
    // Other tests run beside this one, so it takes many threads to stand out.
    let before = threads()
    let system = ActorSystem(workers: 60)
    #expect(threads() >= before + 30)
    await system.shutdown()
    await eventually { threads() < before + 30 }
  }

  @Test func `an actor spawned too late has stopped already`() async {
    let system = ActorSystem()
    await system.shutdown()
    let late = system.spawn("late") { Clerk() }
    #expect(late.tell(.note(1)) == .stopped)
    guard case .stopped = await late.termination() else {
      Issue.record("a late actor does not end")
      return
    }
    #expect(system.counts.refusedStopped == 1)
  }

  @Test func `several callers all wait for the same end`() async {
    let system = ActorSystem()
    for number in 0..<50 { system.spawn("clerk") { Clerk() }.tell(.note(number)) }
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<5 {
        group.addTask {
          await system.shutdown()
          #expect(system.liveActorCount == 0)
        }
      }
    }
    await system.shutdown()
    #expect(system.counts.handled == 50)
  }

  /// Each child notes its number; an actor may spawn and stop others from a handler.
  @Test func `children spawned by handlers are shut down too`() async {
    struct Parent: Behavior {
      let log: Log<Int>
      mutating func receive(_ count: Int, in context: ActorContext<Int>) {
        for number in 0..<count {
          let log = log
          let child = context.system.spawn("child") { Clerk(log: log) }
          child.tell(.note(number))
          if number % 2 == 0 { child.stop() }
        }
      }
    }
    let system = ActorSystem()
    let log = Log<Int>()
    let parent = system.spawn("parent") { Parent(log: log) }
    parent.tell(2_000)
    await eventually { parent.counts.handled == 1 && system.counts.enqueued == 2_001 }
    await system.shutdown()
    #expect(log.entries.sorted() == Array(0..<2_000))
  }
}
