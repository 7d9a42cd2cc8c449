import BenchModel
import Statistics

/// Judges a lockstep comparison: from the units of all benchmarks to a verdict for each and one for
/// the suite.
///
/// - The **first stage** flags, by `SequentialJudge`'s early stops and at the end by sign flips
///   with Holm's adjustment; see `Policy` for how errors are shared.
/// - **Confirmation** tests what is flagged once more, on fresh units alone, beyond the margin and
///   in the same direction, with Holm's adjustment over all that was flagged. Only what passes is
///   `regressed` or `improved`.
/// - The **effect** of what was flagged is estimated from the confirmation alone. The first stage
///   would flatter it: a benchmark is flagged when luck adds to its change, and an early stop waits
///   for such luck. What was not flagged is estimated from the first stage.
/// - **Equivalent** is what was shown to differ by less than the equivalence margin: by both
///   e-processes while measuring, or at the end by two one-sided sign-flip tests, which is to say
///   that the 95 % interval lies within it. What was flagged is never equivalent. A change that was
///   merely not found is `inconclusive`, with the change that would have been found.
/// - **Allocations** that repeat exactly need no statistics: any difference beyond the margin is a
///   verdict. If a count came out in two ways by chance, *K* pairs would show it as constant on
///   each side and different with a chance of at most 2·4⁻ᴷ. Counts that vary must stand apart from
///   the other side's (`AllocationEvidence.separation`), by the wealth of an e-process, and are
///   confirmed like times.
/// - The **control arm** compares the base with its copy. What it flags makes the suite `invalid`.
///
/// The number of comparisons handed in is the family that errors are spread over, so hand in all
/// that were begun.
package struct Judge: Sendable {
  private let policy: Policy

  package init(policy: Policy) {
    policy.checkInvariants()
    self.policy = policy
  }

  /// What the first stage flagged and only fresh processes can decide, and how many pairs of them it
  /// takes. Exact counts are not among it.
  package func pairsToConfirm(_ comparisons: [BenchmarkComparison]) -> [BenchmarkName: Int] {
    let flagged = SuiteHearing(of: comparisons, policy: policy).metrics.filter {
      $0.isGating && $0.flagged != nil
    }
    let count = Set(flagged.map(\.benchmark)).count
    let pairs = flagged.map { metric in
      (
        metric.benchmark,
        policy.pairsToConfirm(flagged: count, excess: metric.standardizedExcess)
      )
    }
    return Dictionary(pairs, uniquingKeysWith: max)
  }

  /// What gates and changed beyond doubt, and which way, worse before better: the colors of a suite
  /// without its numbers, for replaying many comparisons.
  ///
  /// - Complexity: a tenth of `verdict`, as no interval is made.
  package func changes(in comparisons: [BenchmarkComparison]) -> [BenchmarkName: Direction] {
    var hearing = SuiteHearing(of: comparisons, policy: policy)
    hearing.confirm()
    let found = hearing.metrics.filter(\.isGating).compactMap { metric in
      metric.change(policy).map { (metric.benchmark, $0) }
    }
    return Dictionary(found) { $0 == .slower ? $0 : $1 }
  }

  /// - Complexity: for each benchmark some hundred p-values of `SignFlipTest`, about 10 ms.
  package func verdict(
    on comparisons: [BenchmarkComparison], in context: SuiteContext = SuiteContext()
  ) -> SuiteVerdict {
    var hearing = SuiteHearing(of: comparisons, policy: policy)
    hearing.confirm()
    let control = ControlArm(policy: policy).judge(comparisons, clocks: hearing.clocks)
    let verdicts = hearing.metrics.map { metric in
      var verdict = MetricJudge(policy: policy, hypotheses: hearing.hypotheses).verdict(on: metric)
      if control.control?.isFlagged == true, metric.metric != .allocations {
        verdict.verdict = .invalid
        verdict.reason = "the control arm was flagged: a copy of the base differed from the base"
      }
      return verdict
    }
    return context.suite(
      verdicts, measured: comparisons.map(\.benchmark.name),
      missing: missing(comparisons, hearing), control: control.control,
      warnings: control.warnings + warnings(about: comparisons, hearing))
  }

  private func missing(
    _ comparisons: [BenchmarkComparison], _ hearing: SuiteHearing
  ) -> [SuiteVerdict.Missing] {
    let clocks = Dictionary(
      hearing.metrics.filter { $0.metric == hearing.clocks[$0.benchmark] }
        .map { ($0.benchmark, $0) }, uniquingKeysWith: { first, _ in first })
    return comparisons.compactMap { comparison in
      let name = comparison.benchmark.name
      if let failure = comparison.failure {
        let side = failure.side == .base ? "base" : "candidate"
        return SuiteVerdict.Missing(
          benchmark: name,
          reason: "\(failure.failure.kind.words) (\(side)): \(failure.failure.message)")
      }
      let usable = clocks[name]?.first.count ?? 0
      let pairs = comparison.units.count { $0.arm == .comparison && $0.stage == .first }
      guard pairs == 0 || (usable < policy.fewestPairs && pairs >= policy.fewestPairs) else {
        return nil
      }
      return SuiteVerdict.Missing(
        benchmark: name,
        reason: pairs == 0
          ? "no process pair measured it"
          : "\(usable) of its \(pairs) process pairs gave a time")
    }
  }

  private func warnings(
    about comparisons: [BenchmarkComparison], _ hearing: SuiteHearing
  ) -> [String] {
    var reasons: Set<String> = []
    for unit in comparisons.lazy.flatMap(\.units) {
      for reading in [unit.baseAllocations, unit.candidateAllocations] {
        if case .unavailable(let reason) = reading { reasons.insert(reason) }
      }
    }
    return reasons.sorted().map { "Allocations were not compared: \($0)" }
  }
}

extension BenchmarkFailure.Kind {
  /// As it stands in a sentence.
  var words: String {
    switch self {
    case .crashed: "crashed"
    case .exited: "exited"
    case .hung: "hung"
    case .wrongAnswer: "wrong answer"
    case .threw: "threw"
    case .misdeclared: "misdeclared"
    case .notStarted: "not started"
    case .outOfTime: "out of time"
    }
  }
}
