import Profiling

/// Who takes the samples of a benchmark's worker.
enum BenchmarkSampler: Sendable {
  case outside(any Recorder)
  /// The worker itself, which alone sees the suspended callers of a Swift task.
  case inside
  case outsideUnlessAsync(any Recorder)
}
