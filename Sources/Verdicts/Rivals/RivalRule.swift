import BenchModel
import Statistics

/// The decision rules of other tools, for replay on the same raw samples as our own.
///
/// Each takes per-iteration times of base and candidate, in any one unit, in any order, and says
/// what its tool would print or fail on. They are pure: the same numbers give the same finding.
package enum RivalRule: Hashable, CaseIterable, Sendable {
  /// `benchstat`: two-sided Mann-Whitney, p < 0.05, no least magnitude. Its manual asks for 10 to
  /// 20 values a side; give it so many. Where values tie it uses exact ranks and this the normal
  /// approximation.
  case benchstat
  /// Criterion.rs: p < 0.05, and the 95 % interval of the ratio of means all beyond ±1 %. Its
  /// p-value is a bootstrapped t-test, here Welch's; its 100,000 resamples are 2,000 here.
  case criterion
  /// package-benchmark: any of p25, p50 and p75 more than 5 % away.
  case packageBenchmark
  /// github-action-benchmark with an `alert-threshold` of 110 %: the ratio of means beyond it. It
  /// knows no improvements.
  case githubActionTenPercent
  /// The same with its default of 200 %.
  case githubActionDefault

  /// The tool's own name for itself, with the setting where there are several.
  package var label: String {
    switch self {
    case .benchstat: "benchstat"
    case .criterion: "Criterion"
    case .packageBenchmark: "package-benchmark"
    case .githubActionTenPercent: "github-action-benchmark 110 %"
    case .githubActionDefault: "github-action-benchmark 200 %"
    }
  }

  /// - Returns: `nil` where the rule flags nothing, and where a side has fewer than two values.
  /// - Complexity: O(*n* log *n*); Criterion's bootstrap, drawn only when the t-test has flagged,
  ///   2,000 resamples.
  package func finding(base: [Double], candidate: [Double]) -> Direction? {
    guard base.count >= 2, candidate.count >= 2 else { return nil }
    switch self {
    case .benchstat:
      guard let before = try? Sample(base, in: .seconds),
        let after = try? Sample(candidate, in: .seconds),
        MannWhitneyTest(base, candidate).twoSidedPValue < 0.05
      else { return nil }
      return Self.direction(after.median - before.median)
    case .criterion:
      return Self.criterion(base, candidate)
    case .packageBenchmark:
      return Self.packageBenchmark(base, candidate)
    case .githubActionTenPercent:
      return Self.meanRatio(base, candidate) > 1.10 ? .slower : nil
    case .githubActionDefault:
      return Self.meanRatio(base, candidate) > 2.0 ? .slower : nil
    }
  }

  private static func criterion(_ base: [Double], _ candidate: [Double]) -> Direction? {
    guard let test = WelchTest(base, candidate), test.twoSidedPValue < 0.05 else { return nil }
    let resamples = 2_000
    let noiseThreshold = 0.01
    var generator = SeededGenerator(seed: 1)
    func mean(ofResample values: [Double]) -> Double {
      var sum = 0.0
      for _ in values { sum += values[generator.index(below: values.count)] }
      return sum / Double(values.count)
    }
    let ratios = (0..<resamples).map { _ in
      mean(ofResample: candidate) / mean(ofResample: base) - 1
    }
    guard let sample = try? Sample(ratios, in: .ratio) else { return nil }
    if sample.quantile(0.025) > noiseThreshold { return .slower }
    return sample.quantile(0.975) < -noiseThreshold ? .faster : nil
  }

  private static func packageBenchmark(_ base: [Double], _ candidate: [Double]) -> Direction? {
    guard let before = try? Sample(base, in: .seconds),
      let after = try? Sample(candidate, in: .seconds)
    else { return nil }
    let tolerance = 0.05
    let changes = [0.25, 0.5, 0.75].map { after.quantile($0) / before.quantile($0) - 1 }
    if changes.contains(where: { $0 > tolerance }) { return .slower }
    return changes.contains { $0 < -tolerance } ? .faster : nil
  }

  private static func meanRatio(_ base: [Double], _ candidate: [Double]) -> Double {
    Moments(of: candidate).mean / Moments(of: base).mean
  }

  private static func direction(_ difference: Double) -> Direction? {
    difference == 0 ? nil : difference > 0 ? .slower : .faster
  }
}

extension RivalRule {
  /// The finding on one process pair's wall clock, as these tools see one run of either side: every
  /// sample of every block, and for `benchstat` the first 20 a side, as its manual asks for no
  /// more.
  ///
  /// The samples were taken in turn, which these tools do not do: their false alarms on a machine
  /// that drifts would be more.
  package func finding(replaying unit: LockstepUnit) -> Direction? {
    let blocks = self == .benchstat ? unit.blocks.prefix(10) : unit.blocks[...]
    return finding(
      base: blocks.flatMap { $0.base.map(\.wallSeconds) },
      candidate: blocks.flatMap { $0.candidate.map(\.wallSeconds) })
  }
}
