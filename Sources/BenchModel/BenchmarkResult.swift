/// One benchmark of a run: what its processes measured, and what went wrong.
package struct BenchmarkResult: Hashable, Codable, Sendable {
  package let benchmark: BenchmarkDescription
  /// In the order in which they ran. After a failure, those that had finished before it.
  package let processes: [ProcessRecord]
  package let failure: BenchmarkFailure?

  package init(
    benchmark: BenchmarkDescription, processes: [ProcessRecord], failure: BenchmarkFailure?
  ) {
    self.benchmark = benchmark
    self.processes = processes
    self.failure = failure
  }
}
