import BenchModel

extension StackCollector {
  /// Takes a record of a thread that leaves or comes back.
  mutating func take(_ record: PerfSwitchRecord) {
    guard pairsWaits else { return }
    let thread = processes.thread(pid: record.pid, tid: record.tid)
    if let wait = waits.take(record.kind, of: thread, at: record.time) { add(wait) }
  }

  mutating func take(exit: PerfTaskRecord) {
    guard pairsWaits else { return }
    waits.end(processes.thread(pid: exit.pid, tid: exit.tid))
  }

  /// Counts what still waits, and puts waits in the order in which they began.
  mutating func finishWaits() {
    guard pairsWaits else { return }
    for wait in waits.finish() { add(wait) }
    timeline.sort { $0.nanoseconds < $1.nanoseconds }
  }

  private mutating func add(_ wait: WaitPairing.Wait) {
    tree.add(Double(wait.nanoseconds), at: wait.node)
    guard options.keepsTimeline else { return }
    timeline.append(
      StackProfile.Moment(
        nanoseconds: wait.start, node: wait.node, thread: UInt32(identity(of: wait.thread)),
        weight: Double(wait.nanoseconds)))
  }
}
