import BenchModel

/// Makes waits of context switches: from where a thread left its processor to when it was put on one
/// again.
///
/// The kernel samples a thread that leaves, with its stack, and says then whether it could have gone
/// on, and later that it is back. What could have gone on did not wait.
struct WaitPairing {
  struct Wait: Equatable {
    let thread: Int
    /// Where it waited.
    let node: StackTree.NodeID
    let start: UInt64
    let nanoseconds: UInt64
  }

  private struct Departure {
    let node: StackTree.NodeID
    let time: UInt64
  }

  private var departures: [Int: Departure] = [:]
  private(set) var latest: UInt64 = 0
  /// Times at which a thread had to leave and could have gone on.
  private(set) var preemptions = 0
  /// Waits of whose end there is no record.
  private(set) var endless = 0

  mutating func leave(_ thread: Int, from node: StackTree.NodeID, at time: UInt64) {
    latest = max(latest, time)
    if departures.updateValue(Departure(node: node, time: time), forKey: thread) != nil {
      endless += 1
    }
  }

  /// - Returns: The wait that ends here.
  mutating func take(_ kind: PerfSwitchRecord.Kind, of thread: Int, at time: UInt64) -> Wait? {
    latest = max(latest, time)
    switch kind {
    case .off: return nil
    case .preempted:
      if departures.removeValue(forKey: thread) != nil { preemptions += 1 }
      return nil
    case .on:
      guard let departure = departures.removeValue(forKey: thread), time >= departure.time else {
        return nil
      }
      return Wait(
        thread: thread, node: departure.node, start: departure.time,
        nanoseconds: time - departure.time)
    }
  }

  /// A thread that ends waits no more.
  mutating func end(_ thread: Int) { departures[thread] = nil }

  /// What still waits when the recording ends, until then; by thread.
  mutating func finish() -> [Wait] {
    defer { departures.removeAll() }
    return departures.sorted { $0.key < $1.key }.map { thread, departure in
      Wait(
        thread: thread, node: departure.node, start: departure.time,
        nanoseconds: latest - departure.time)
    }
  }
}
