import BenchModel
import Foundation
import Statistics

/// Holds today's number against the benchmark's own past on this machine, when there is no baseline
/// to run beside.
///
/// The past's scatter from session to session is what today may differ by: the prediction interval
/// at 99.9 % on each side, of logarithms for times. The machine's drift is part of that scatter,
/// and a drift that is new is taken for a change; so this warns, and turns a gate red only where
/// `Policy.failsOnHistory` says so. If sessions are independent and their logarithms normal, one
/// benchmark in a thousand is flagged falsely in each direction.
package struct HistoricalJudge: Sendable {
  private static let probability = 0.999

  private let policy: Policy

  package init(policy: Policy) {
    policy.checkInvariants()
    self.policy = policy
  }

  /// - Parameters:
  ///   - today: Seconds per iteration, or a count.
  ///   - past: One center for each earlier session since the last accepted change, all of this
  ///     machine class; eight at least.
  /// - Complexity: O(*n*) for *n* sessions.
  package func verdict(
    on benchmark: BenchmarkName, metric: Metric, today: Double, past: [Double]
  ) -> MetricVerdict {
    let margin = policy.margin(of: metric, for: benchmark)
    func verdict(
      _ verdict: Verdict, effect: Estimate? = nil, base: Double? = nil,
      detectable: Double? = nil, reason: String? = nil
    ) -> MetricVerdict {
      let isChange = verdict == .regressed || verdict == .improved
      return MetricVerdict(
        benchmark: benchmark, metric: metric, verdict: verdict, trust: .history,
        isGating: policy.failsOnHistory, effect: effect, pValue: nil, adjustedPValue: nil,
        eValue: nil, margin: margin,
        smallestDetectableEffect: verdict == .inconclusive ? detectable : nil,
        units: past.count, blocks: 0, droppedBlocks: 0, isConfirmed: isChange ? false : nil,
        layoutShare: nil, base: base, candidate: today, reason: reason)
    }
    guard past.count >= PredictionInterval.fewestPast else {
      return verdict(
        .inconclusive,
        reason: "\(past.count) past runs; it takes \(PredictionInterval.fewestPast)")
    }
    guard today > 0, past.allSatisfy({ $0 > 0 }) else {
      return unscaled(today: today, past: past, margin: margin) {
        verdict($0, base: $1, reason: $2)
      }
    }
    guard
      let expected = PredictionInterval(after: past.map { log($0) }, probability: Self.probability)
    else { preconditionFailure("eight finite logarithms have an interval") }
    let base = exp(expected.center)
    let change = log(today) - expected.center
    let bound = log1p(margin)
    let equivalence = log1p(policy.equivalenceMargin(of: metric, for: benchmark))
    let shift = Estimate(
      point: change, low: change - expected.reach, high: change + expected.reach,
      coverage: 2 * Self.probability - 1, standardError: expected.standardError,
      method: .student(degreesOfFreedom: expected.degreesOfFreedom))
    let effect = ContrastScale.logRatio.relativeChange(shift)
    // Equal counts must not be told apart by the rounding of their logarithms.
    let slack = 1e-12
    if shift.low > bound + slack { return verdict(.regressed, effect: effect, base: base) }
    if shift.high < -bound - slack { return verdict(.improved, effect: effect, base: base) }
    if -equivalence < shift.low && shift.high < equivalence {
      return verdict(.equivalent, effect: effect, base: base)
    }
    // Beyond the interval by what today's own scatter stays below in nine of ten sessions.
    let student = StudentDistribution(degreesOfFreedom: Double(expected.degreesOfFreedom))
    let size = bound + expected.reach + student.quantile(0.9) * expected.standardError
    return verdict(.inconclusive, effect: effect, base: base, detectable: expm1(size))
  }

  /// With a zero somewhere there are no logarithms; only a past that never varied decides then.
  private func unscaled(
    today: Double, past: [Double], margin: Double,
    _ verdict: (Verdict, Double?, String?) -> MetricVerdict
  ) -> MetricVerdict {
    guard let first = past.first, past.allSatisfy({ $0 == first }) else {
      return verdict(
        .inconclusive, nil, "some numbers are zero, so there is no relative change")
    }
    if (today - first).magnitude <= margin * first { return verdict(.equivalent, first, nil) }
    return verdict(
      today > first ? .regressed : .improved, first,
      first == 0 ? "from none there is no relative change" : nil)
  }
}
