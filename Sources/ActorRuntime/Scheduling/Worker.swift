import Glibc
import Synchronization

/// One thread of a pool, with its run queue. `WorkerPool` says why the protocol is right.
final class Worker: @unchecked Sendable {
  let queue = RunQueue()
  let parker = Parker()

  /// Turns begun. Others compare two readings to see whether a turn is a long one.
  let turns = Atomic<Int>(0)

  private let index: Int
  private let bit: UInt64
  private unowned(unsafe) let pool: WorkerPool

  /// Whether to steal even the only actor of a queue, because its worker is busy with a long turn.
  private var mayStealLast = false

  init(index: Int, pool: WorkerPool) {
    self.index = index
    bit = 1 << UInt64(index)
    self.pool = pool
  }

  /// The life of the thread: it ends when the pool closes.
  func run() {
    while true {
      if let cell = next() ?? search() {
        ensureWatcher()
        takeTurn(of: cell)
      } else if !park() {
        return
      }
    }
  }

  // MARK: Turns

  private func takeTurn(of cell: Unmanaged<ActorCell>) {
    turns.store(turns.load(ordering: .relaxed) &+ 1, ordering: .relaxed)
    // The registry may drop the actor during its last turn.
    let held = cell.takeUnretainedValue()
    var budget = pool.budget
    while true {
      switch held.takeTurn(&budget) {
      case .idle, .terminated:
        return
      case .exhausted:
        pool.submit(cell, from: self)
        return
      case .batchDone:
        if !hasOtherWork { linger() }
      }
    }
  }

  private var hasOtherWork: Bool { queue.count > 0 || pool.injection.count > 0 }

  /// Lets messages gather before the mailbox is looked at again.
  ///
  /// A sender outside the pool sends about as fast as an actor handles. Without the pause the actor
  /// would go idle after every few messages, and its sender would pay for scheduling it each time.
  private func linger() {
    let end = MonotonicTime.nanoseconds + Patience.lingering
    while MonotonicTime.nanoseconds < end && !hasOtherWork {}
  }

  // MARK: Finding work

  private func next() -> Unmanaged<ActorCell>? {
    let isInjectionsTurn = turns.load(ordering: .relaxed) % Patience.turnsPerInjection == 0
    if isInjectionsTurn, let cell = pool.injection.pop() { return cell }
    if let cell = queue.pop() { return cell }
    if let cell = pool.injection.popShare(pool.workers.count, movingTo: queue) { return cell }
    return steal()
  }

  private func steal() -> Unmanaged<ActorCell>? {
    let least = mayStealLast ? 1 : 2
    mayStealLast = false
    for offset in 1..<max(1, pool.workers.count) {
      let victim = pool.workers[(index + offset) % pool.workers.count]
      if victim.queue.count >= least, let cell = victim.queue.popShare(2, movingTo: queue) {
        return cell
      }
    }
    return nil
  }

  /// Looks around for a while, and calls for help if there is more than one can do.
  private func search() -> Unmanaged<ActorCell>? {
    if pool.searching.exchange(true, ordering: .sequentiallyConsistent) { return nil }
    let before = turnCounts()
    let end = MonotonicTime.nanoseconds + Patience.searching
    while !isWorkInSight && MonotonicTime.nanoseconds < end {}
    mayStealLast = !isWorkInSight && isAnyoneStuck(since: before)
    let found = next()
    pool.searching.store(false, ordering: .sequentiallyConsistent)
    // What was submitted until now counted on the searcher.
    if found != nil && (!pool.injection.isEmptyInTotalOrder || queue.count > 0) { pool.wakeOne() }
    return found
  }

  private var isWorkInSight: Bool {
    pool.injection.count > 0 || pool.workers.contains { $0 !== self && $0.queue.count > 1 }
  }

  private func turnCounts() -> [Int] {
    pool.workers.map { $0.turns.load(ordering: .relaxed) }
  }

  private func isAnyoneStuck(since before: [Int]) -> Bool {
    pool.workers.indices.contains { other in
      other != index && pool.workers[other].queue.count > 0
        && pool.workers[other].turns.load(ordering: .relaxed) == before[other]
    }
  }

  /// Has somebody watch over the queues before a turn that may be a long one.
  ///
  /// Whoever watched may have left to work, and what moves between queues is announced to nobody;
  /// so without this an actor could wait behind a long turn while workers are parked.
  private func ensureWatcher() {
    if pool.parked.load(ordering: .relaxed) == 0 || pool.watching.load(ordering: .relaxed) {
      return
    }
    if pool.workers.contains(where: { $0.queue.count > 0 }) { pool.wakeOne() }
  }

  // MARK: Parking

  /// Sleeps until there may be work; false when the pool closes.
  private func park() -> Bool {
    pool.parked.bitwiseOr(bit, ordering: .sequentiallyConsistent)
    if pool.isClosing.load(ordering: .sequentiallyConsistent) { return false }
    if !pool.injection.isEmptyInTotalOrder {
      standUp()
    } else if isAnyoneAwake && !pool.watching.exchange(true, ordering: .sequentiallyConsistent) {
      watch()
    } else {
      parker.park()
    }
    return !pool.isClosing.load(ordering: .sequentiallyConsistent)
  }

  /// Leaves `parked` without having been woken. If a waker was quicker its wake-up is on its way,
  /// and is waited for, lest it spoil a later sleep.
  private func standUp() {
    let before = pool.parked.bitwiseAnd(~bit, ordering: .sequentiallyConsistent).oldValue
    if before & bit == 0 { parker.park() }
  }

  private var isAnyoneAwake: Bool {
    pool.parked.load(ordering: .sequentiallyConsistent) != pool.everyoneParked
  }

  /// Sleeps in short stretches while others work, to take over what a long turn holds up.
  private func watch() {
    var before = turnCounts()
    while !parker.park(for: Patience.watching) {
      if isAnyoneStuck(since: before) {
        pool.watching.store(false, ordering: .sequentiallyConsistent)
        mayStealLast = true
        standUp()
        return
      }
      before = turnCounts()
      if isAnyoneAwake { continue }
      pool.watching.store(false, ordering: .sequentiallyConsistent)
      // Somebody may have woken and found us watching just before.
      let mustResume =
        isAnyoneAwake && !pool.watching.exchange(true, ordering: .sequentiallyConsistent)
      if !mustResume {
        parker.park()
        return
      }
    }
    pool.watching.store(false, ordering: .sequentiallyConsistent)
  }
}
