extension Profiler {
  /// What came of a recording.
  public struct Summary: Hashable, Sendable {
    /// Of the recording.
    public let path: String
    public let samples: Int
    /// Samples for which there was no room.
    public let lost: Int
    /// Threads that were seen, and of them those that could not be sampled.
    public let threads: Int
    public let threadsRefused: Int
    /// What interrupted the threads.
    public let source: String
    /// What it took to note a sample, in nanoseconds, in the middle and at the ninetieth percentile;
    /// 0 of memory, where nothing is interrupted.
    public let medianCost: Int
    public let ninetiethCost: Int
  }
}

extension Profiler.Summary: CustomStringConvertible {
  public var description: String {
    let whose = threads > 0 ? " of \(threads) threads" : ""
    var words = "\(samples) samples\(whose), taken by \(source), are in \(path)."
    if medianCost > 0 {
      words += " One took \(medianCost) ns, and one in ten \(ninetiethCost) ns or more."
    }
    if lost > 0 { words += " \(lost) more found no room." }
    if threadsRefused > 0 { words += " \(threadsRefused) threads could not be sampled." }
    return words + " Draw them with: bench flamegraph '\(path)'"
  }
}
