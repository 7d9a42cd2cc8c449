/// A number with the range it may be trusted to, and how that range was made.
///
/// - Units: `point`, `low`, `high` and `standardError` are in the unit of the sample.
package struct Estimate: Hashable, Codable, Sendable {
  package enum Method: Hashable, Codable, Sendable {
    /// `point` ± a Student quantile × `standardError`.
    case student(degreesOfFreedom: Int)
    /// Percentiles of this many resamples, whose standard deviation is `standardError`.
    case percentileBootstrap(resamples: Int)
    /// Two readings of one process, by rank.
    case orderStatistics
    /// The centers that sign flips of this many units do not rule out.
    case signFlip(units: Int)
  }

  /// The center of the readings themselves; resamples of very skewed ones may miss it.
  package let point: Double
  package let low: Double
  package let high: Double

  /// The coverage asked for. What is achieved depends on the method; its documentation says.
  package let coverage: Double
  package let standardError: Double
  package let method: Method

  package init(
    point: Double, low: Double, high: Double, coverage: Double, standardError: Double,
    method: Method
  ) {
    requireCoverage(coverage)
    precondition(low <= high, "an interval cannot end at \(high) before it begins at \(low)")
    self.point = point
    self.low = low
    self.high = high
    self.coverage = coverage
    self.standardError = standardError
    self.method = method
  }
}

extension Estimate {
  /// A point and its standard error, to the interval that Student's law makes of them.
  init(_ point: Double, standardError: Double, degreesOfFreedom: Int, coverage: Double) {
    requireCoverage(coverage)
    let student = StudentDistribution(degreesOfFreedom: Double(degreesOfFreedom))
    let reach = -student.quantile((1 - coverage) / 2) * standardError
    self.init(
      point: point, low: point - reach, high: point + reach, coverage: coverage,
      standardError: standardError, method: .student(degreesOfFreedom: degreesOfFreedom))
  }
}

func requireCoverage(_ coverage: Double) {
  precondition(0 <= coverage && coverage < 1, "coverage is a probability, got \(coverage)")
}
