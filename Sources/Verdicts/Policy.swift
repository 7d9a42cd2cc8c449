import BenchModel
import Foundation
import Statistics

/// What counts as a change, and how often a verdict may be wrong.
///
/// **Two stages.** The first stage tests every benchmark of the suite, and all of them together
/// flag falsely in at most `earlyAlpha + finalAlpha` = 5 % of suites without a change. What it
/// flags is measured again by fresh processes, which flag falsely in at most `confirmationAlpha`,
/// another 5 %, whatever the first stage saw. A suite without a change is therefore red in at most
/// 0.25 % of runs; and whatever else in the suite did change, at most 0.25 % of runs call an
/// unchanged benchmark regressed.
///
/// **Two looks.** In the first stage a benchmark stops early when the wealth of an `EProcess`
/// reaches `family`/0.01 (Bonferroni over the suite, valid whenever one looks); what does not stop
/// is tested at the end by sign flips with Holm's adjustment at 0.04. The sum of both is the 5 %.
///
/// **Two summaries.** Each look at a time is at both summaries of its blocks (`BlockSummary`), which
/// share its level. Where they contradict each other, the mean is right.
///
/// On simulated noise of 20 benchmarks (process pairs that scatter by 1 % with Student's tails of 3
/// degrees of freedom, drift, late samples) 60 gates without a change gave no flag, nor did 12 with
/// every benchmark as slow as the margin allows, where errors are likeliest; one benchmark that took
/// 2 % longer was found in 20 of 20 gates, and so was one that took 5 % longer (`swift test --filter
/// GateTests`; `GATE_STUDY=2000` runs so many). By the mean alone, with 64 pairs and 16 to confirm,
/// 2,000 gates each gave no flag, 3 flags and none red, 97 % and all.
///
/// **Margins** are relative: with 0.01, a candidate that takes 1 % longer has not regressed.
package struct Policy: Hashable, Codable, Sendable {
  /// What one benchmark's metric is judged by in place of the defaults.
  package struct Override: Hashable, Codable, Sendable {
    package let benchmark: BenchmarkName
    package let metric: Metric
    package let margin: Double

    package init(benchmark: BenchmarkName, metric: Metric, margin: Double) {
      self.benchmark = benchmark
      self.metric = metric
      self.margin = margin
    }
  }

  /// The largest change of a time that nobody minds.
  package var timeMargin = 0.01
  package var allocationMargin = 0.0
  /// A change is `equivalent` once it is shown to be smaller than this; at least twice the margin.
  package var equivalenceMargin = 0.02
  package var overrides: [Override] = []

  /// The chance of any false early stop in the whole suite.
  package var earlyAlpha = 0.01
  /// The chance of any false flag at the end of the first stage.
  package var finalAlpha = 0.04
  /// The chance that fresh processes confirm any of the false flags.
  package var confirmationAlpha = 0.05
  /// The chance that one benchmark is called equivalent that is not: half of it for stopping early,
  /// half for the end, so that the 95 % interval of what is equivalent at the end lies within
  /// `equivalenceMargin`.
  package var equivalenceAlpha = 0.05
  /// The chance that a sound machine is called unsound by the control arm.
  package var controlAlpha = 0.01

  /// No verdict rests on fewer usable process pairs.
  package var fewestPairs = 8
  /// At most `SignFlipTest.mostUnits`.
  package var mostPairs = 96
  /// How many fresh pairs confirm: the fewer, the larger a change is beside its noise (`pairsToConfirm`).
  package var confirmationPairs = 24...64
  package var fewestCleanBlocks = 3

  /// Whether a number that stands out from its own past alone may turn the gate red.
  package var failsOnHistory = false
  /// Seeds the sign flips.
  package var seed: UInt64 = 1

  package init() {}

  /// The rules of `--thorough`: up to half as many pairs again.
  package static var thorough: Policy {
    var policy = Policy()
    policy.mostPairs = 128
    policy.confirmationPairs = 36...96
    return policy
  }
}

extension Policy {
  /// Chances are chances, margins are not negative, and no test gets more pairs than it can take.
  func checkInvariants() {
    for alpha in [earlyAlpha, finalAlpha, confirmationAlpha, equivalenceAlpha, controlAlpha] {
      precondition(0 < alpha && alpha < 0.5, "a chance of error is between 0 and ½, got \(alpha)")
    }
    for margin in [timeMargin, allocationMargin, equivalenceMargin] + overrides.map(\.margin) {
      precondition(0 <= margin && margin.isFinite, "a margin is not negative, got \(margin)")
    }
    precondition(
      1 <= fewestPairs && fewestPairs <= mostPairs && mostPairs <= SignFlipTest.mostUnits,
      "from \(fewestPairs) to \(mostPairs) process pairs is not a range within what can be tested")
    precondition(
      1 <= confirmationPairs.lowerBound && confirmationPairs.upperBound <= SignFlipTest.mostUnits,
      "process pairs that confirm must be as many as can be tested, got \(confirmationPairs)")
  }

  /// How many pairs a benchmark has when it is flagged at the end of the first stage.
  package var mostPairsWithConfirmation: Int { mostPairs + confirmationPairs.upperBound }

  package func margin(of metric: Metric, for benchmark: BenchmarkName) -> Double {
    if let override = overrides.last(where: { $0.benchmark == benchmark && $0.metric == metric }) {
      return override.margin
    }
    return metric == .allocations ? allocationMargin : timeMargin
  }

  package func equivalenceMargin(of metric: Metric, for benchmark: BenchmarkName) -> Double {
    max(equivalenceMargin, 2 * margin(of: metric, for: benchmark))
  }

  /// The wealth at which a benchmark of a suite of `family` stops early as changed.
  package func flaggingEvidence(family: Int) -> Double { Double(max(1, family)) / earlyAlpha }

  /// The wealth at which a benchmark stops early as equivalent; each side must reach it.
  package var equivalenceEvidence: Double { 2 / equivalenceAlpha }

  /// How many usable pairs a suite of `family` needs before any of them can be flagged.
  ///
  /// Of *K* pairs, 2ᴷ sign patterns are possible, so no p-value is below 2⁻ᴷ; and there is one for
  /// each `BlockSummary`.
  package func fewestPairsToFlag(family: Int) -> Int {
    let hypotheses = Double(BlockSummary.hypotheses(of: family))
    return max(fewestPairs, Int(log2(hypotheses / finalAlpha).rounded(.up)))
  }

  /// How many fresh pairs confirm one of `flagged` benchmarks: as many as find half of what it exceeds
  /// the margin by, nineteen times of twenty, within `confirmationPairs`. Half, since what is flagged was
  /// mostly lucky; and never so few that a sign test could not tell so many apart.
  ///
  /// What the first stage saw decides here, and what confirms is fresh, so no error rate changes.
  ///
  /// - Parameter excess: How far the first stage's center lies beyond the margin, in standard
  ///   deviations of a pair.
  package func pairsToConfirm(flagged: Int, excess: Double) -> Int {
    let level = confirmationAlpha / Double(max(1, flagged))
    let fewest = max(confirmationPairs.lowerBound, Int((-log2(level)).rounded(.up)) + 2)
    let demand = NormalDistribution.quantile(1 - level) + NormalDistribution.quantile(0.95)
    let most = min(SignFlipTest.mostUnits, max(fewest, confirmationPairs.upperBound))
    guard excess > 0 else { return most }
    let needed = (2 * demand / excess) * (2 * demand / excess)
    return needed < Double(most) ? max(fewest, Int(needed.rounded(.up))) : most
  }

  /// How many control pairs it takes before the control arm can find anything at all.
  package func fewestControlPairs(family: Int) -> Int {
    Int(log2(4 * Double(BlockSummary.hypotheses(of: family)) / controlAlpha).rounded(.up))
  }
}
