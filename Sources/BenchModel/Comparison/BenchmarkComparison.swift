/// One benchmark of a comparison: what each process pair measured, and what went wrong.
package struct BenchmarkComparison: Hashable, Codable, Sendable {
  package enum Side: String, Codable, Sendable {
    case base, candidate
  }

  package struct Failure: Error, Hashable, Codable, Sendable {
    package let side: Side
    package let failure: BenchmarkFailure

    package init(side: Side, failure: BenchmarkFailure) {
      self.side = side
      self.failure = failure
    }
  }

  package let benchmark: BenchmarkDescription
  /// In the order in which they ran.
  package var units: [LockstepUnit]
  /// The first failure of either side, which ended the comparison of this benchmark.
  package var failure: Failure?

  package init(
    benchmark: BenchmarkDescription, units: [LockstepUnit] = [], failure: Failure? = nil
  ) {
    self.benchmark = benchmark
    self.units = units
    self.failure = failure
  }
}
