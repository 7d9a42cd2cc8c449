import Benchmarking

extension Suites {
  /// Benchmarks of the tool by the tool.
  static let harness = EmptyBody.all + Barrier.all + GuardedWork.all
}
