import BenchModel
import Statistics

/// How far measures of spread would move if the same sample were drawn again.
///
/// - Source: as `Bootstrap`.
struct SpreadBootstrap {
  let resamples: Int

  struct Estimates {
    let standardDeviation: Estimate
    let medianAbsoluteDeviation: Estimate
  }

  /// - Complexity: O(*n* log *n* × resamples).
  func estimates(
    of sample: Sample, coverage: Double, using generator: inout SeededGenerator
  ) -> Estimates {
    let values = sample.values
    var deviations: [Double] = []
    var medianDeviations: [Double] = []
    for _ in 0..<resamples {
      let drawn = values.map { _ in values[generator.index(below: values.count)] }
      let estimates = CriterionEstimates(
        iterations: Array(repeating: 1, count: drawn.count), times: drawn, isLinear: false)
      deviations.append(estimates.standardDeviation)
      medianDeviations.append(estimates.medianAbsoluteDeviation)
    }
    return Estimates(
      standardDeviation: estimate(deviations, coverage),
      medianAbsoluteDeviation: estimate(medianDeviations, coverage))
  }

  private func estimate(_ replicates: [Double], _ coverage: Double) -> Estimate {
    guard let sample = try? Sample(replicates, in: .ratio) else {
      preconditionFailure("spreads of finite values are finite")
    }
    return Estimate(
      point: sample.median, low: sample.quantile((1 - coverage) / 2),
      high: sample.quantile((1 + coverage) / 2), coverage: coverage,
      standardError: sample.standardDeviation ?? 0,
      method: .percentileBootstrap(resamples: replicates.count))
  }
}
