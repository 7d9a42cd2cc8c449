import Synchronization

/// Actors that are due a turn, first come, first served.
///
/// Cells are not retained: a cell in a queue belongs to an actor that has not terminated, and the
/// system's registry holds those.
final class RunQueue: Sendable {
  private let cells = Guarded(RingQueue<Unmanaged<ActorCell>>(minimumCapacity: 64))
  private let length = Atomic<Int>(0)

  /// The length a moment ago, without taking the lock.
  var count: Int { length.load(ordering: .relaxed) }

  /// Whether the queue is empty, in the one order that all sequentially consistent operations
  /// have. The proof in `WorkerPool` rests on this.
  var isEmptyInTotalOrder: Bool { length.load(ordering: .sequentiallyConsistent) == 0 }

  /// Appends and returns the new length.
  func push(_ cell: Unmanaged<ActorCell>) -> Int {
    cells.withLock { cells in
      cells.append(cell)
      length.store(cells.count, ordering: .relaxed)
      return cells.count
    }
  }

  /// Appends, and makes that visible before anything the caller does next.
  func pushInTotalOrder(_ cell: Unmanaged<ActorCell>) {
    cells.withLock { cells in
      cells.append(cell)
      length.store(cells.count, ordering: .sequentiallyConsistent)
    }
  }

  func pop() -> Unmanaged<ActorCell>? {
    guard count > 0 else { return nil }
    return cells.withLock { cells in
      let cell = cells.popFirst()
      length.store(cells.count, ordering: .relaxed)
      return cell
    }
  }

  /// Takes the first cell to run now, and moves others to the end of `own` so that a share of
  /// `1 / parts` of this queue changes hands.
  func popShare(_ parts: Int, movingTo own: RunQueue) -> Unmanaged<ActorCell>? {
    guard count > 0 else { return nil }
    var moved: [Unmanaged<ActorCell>] = []
    let first = cells.withLock { cells in
      let share = (cells.count + parts - 1) / parts
      let first = cells.popFirst()
      for _ in 1..<max(1, share) {
        if let cell = cells.popFirst() { moved.append(cell) }
      }
      length.store(cells.count, ordering: .relaxed)
      return first
    }
    for cell in moved { _ = own.push(cell) }
    return first
  }
}
