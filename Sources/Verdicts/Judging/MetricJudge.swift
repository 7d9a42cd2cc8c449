import BenchModel
import Statistics

/// Turns what was heard of one metric into its verdict and the numbers beside it.
struct MetricJudge: Sendable {
  let policy: Policy
  /// Hypotheses that shared Holm's adjustment.
  let hypotheses: Int

  private struct Outcome {
    var verdict: Verdict
    var isConfirmed: Bool?
    var reason: String?
  }

  func verdict(on hearing: MetricHearing) -> MetricVerdict {
    let outcome = outcome(of: hearing)
    let direction = hearing.flagged ?? hearing.leaning
    let used = hearing.first + hearing.confirmation
    let shares = VarianceShares(
      of: hearing.units, metric: hearing.metric, fewestCleanBlocks: policy.fewestCleanBlocks)
    let taken =
      hearing.metric == .allocations ? 0 : hearing.units.reduce(0) { $0 + $1.blocks.count }
    let kept = used.reduce(0) { $0 + $1.blocks }
    return MetricVerdict(
      benchmark: hearing.benchmark, metric: hearing.metric, verdict: outcome.verdict,
      trust: .lockstep, isGating: hearing.isGating, effect: effect(of: hearing),
      summary: hearing.metric == .allocations ? nil : hearing.basis,
      pValue: hearing.isExact ? nil : hearing.pValues[direction],
      adjustedPValue: hearing.pValues.isEmpty ? nil : hearing.adjusted[direction],
      eValue: hearing.first.isEmpty || hearing.isExact ? nil : hearing.evidence[direction],
      margin: hearing.margin,
      smallestDetectableEffect:
        outcome.verdict == .inconclusive ? smallestDetectableEffect(of: hearing) : nil,
      units: used.count, blocks: kept, droppedBlocks: taken - kept,
      isConfirmed: outcome.isConfirmed, layoutShare: shares.layout,
      base: used.isEmpty ? nil : median(of: used.map { $0[hearing.basis].base }),
      candidate: used.isEmpty ? nil : median(of: used.map { $0[hearing.basis].candidate }),
      reason: outcome.reason, processShare: shares.process)
  }

  private func outcome(of hearing: MetricHearing) -> Outcome {
    if hearing.first.count < policy.fewestPairs { return tooFew(hearing) }
    if let direction = hearing.change(policy) {
      return Outcome(
        verdict: direction == .slower ? .regressed : .improved, isConfirmed: true,
        reason: hearing.isExact && hearing.first[0][.mean].base == 0
          ? "from none there is no relative change" : nil)
    }
    if hearing.isExact { return Outcome(verdict: .equivalent) }
    if hearing.flagged != nil { return unconfirmed(hearing) }
    if hearing.ending == .equivalent { return Outcome(verdict: .equivalent) }
    let summaries = BlockSummary.all(for: hearing.metric)
    let equivalent = summaries.filter { isEquivalent(hearing, by: $0) }
    if equivalent == summaries { return Outcome(verdict: .equivalent) }
    let needed = policy.fewestPairsToFlag(family: hypotheses)
    if hearing.isGating, hearing.first.count < needed, hearing.allocations == nil {
      return Outcome(
        verdict: .inconclusive,
        reason: "\(hearing.first.count) process pairs can flag nothing in a suite of "
          + "\(hypotheses); it takes \(needed)")
    }
    return Outcome(verdict: .inconclusive, reason: doubt(about: hearing, equivalent: equivalent))
  }

  /// - Parameter equivalent: By which summaries it was shown to be, though not by all.
  private func doubt(about hearing: MetricHearing, equivalent: [BlockSummary]) -> String? {
    if hearing.keepsPreempted {
      return "nearly every block was preempted, so preempted ones were kept"
    }
    if equivalent.contains(.lower) {
      return "the lower samples are equivalent; the mean varies too much to tell"
    }
    return nil
  }

  private func tooFew(_ hearing: MetricHearing) -> Outcome {
    let pairs = hearing.units.count { $0.stage == .first }
    let usable = hearing.first.count
    if pairs < policy.fewestPairs {
      return Outcome(
        verdict: .inconclusive,
        reason: "a verdict needs \(policy.fewestPairs) process pairs, \(pairs) ran")
    }
    return Outcome(
      verdict: .invalid,
      reason: "a verdict needs \(policy.fewestPairs) usable process pairs, "
        + (hearing.metric == .allocations
          ? "\(usable) of \(pairs) were counted"
          : "\(usable) of \(pairs) gave a time"))
  }

  private func unconfirmed(_ hearing: MetricHearing) -> Outcome {
    let reason =
      if !hearing.confirmation.isEmpty {
        "flagged, but fresh processes did not confirm"
      } else if hearing.isGating {
        "flagged, but no fresh processes were measured to confirm it"
      } else {
        "flagged, but it does not gate, so no fresh processes were measured for it"
      }
    return Outcome(verdict: .inconclusive, isConfirmed: false, reason: reason)
  }

  private func isEquivalent(_ hearing: MetricHearing, by summary: BlockSummary) -> Bool {
    let test = signFlips(hearing.first.values(by: summary))
    let level = policy.equivalenceAlpha / 2
    return test.pValue(that: .less, than: hearing.equivalenceBound) <= level
      && test.pValue(that: .greater, than: -hearing.equivalenceBound) <= level
  }

  private func effect(of hearing: MetricHearing) -> Estimate? {
    if case .exact(let base, let candidate) = hearing.allocations {
      guard base > 0 || candidate == 0 else { return nil }
      let change = base > 0 ? candidate / base - 1 : 0
      return Estimate(
        point: change, low: change, high: change, coverage: 0.95, standardError: 0,
        method: .signFlip(units: hearing.first.count))
    }
    if hearing.flagged != nil, !hearing.confirmation.isEmpty,
      let estimate = signFlips(hearing.confirmation.values(by: hearing.basis))
        .interval(coverage: 0.95)
    {
      return hearing.scale.relativeChange(estimate)
    }
    guard !hearing.first.isEmpty else { return nil }
    return signFlips(hearing.first.values(by: hearing.basis))
      .interval(coverage: 0.95).flatMap(hearing.scale.relativeChange)
  }

  /// Beyond the margin, what it takes to pass each stage with a chance of 95 %, so that both are
  /// passed with at least 90 %: (t at the level demanded + t at 95 %) standard errors of the
  /// trimmed mean. The first stage demands the strictest step of Holm, the confirmation its own
  /// level, with the first stage's scatter and its own number of pairs. It is that of a change which
  /// slows all samples alike, so that it shows in whichever summary of the blocks scatters less.
  ///
  /// - Returns: The relative change; `nil` where so few pairs could not flag anything.
  private func smallestDetectableEffect(of hearing: MetricHearing) -> Double? {
    let count = hearing.first.count
    guard hearing.allocations == nil, count >= policy.fewestPairsToFlag(family: hypotheses) else {
      return nil
    }
    let sizes = BlockSummary.all(for: hearing.metric).compactMap {
      smallestDetectableEffect(of: hearing, by: $0)
    }
    return sizes.min()
  }

  private func smallestDetectableEffect(
    of hearing: MetricHearing, by summary: BlockSummary
  ) -> Double? {
    let count = hearing.first.count
    let center = TrimmedMean(of: hearing.first.values(by: summary))
    guard let error = center.standardError else { return nil }
    let pairs = policy.confirmationPairs.upperBound
    let freshFreedom = pairs - 2 * TrimmedMean.trimmed(of: pairs) - 1
    let level = policy.finalAlpha / Double(BlockSummary.hypotheses(of: hypotheses))
    let flag = error * Self.demand(level, freedom: center.degreesOfFreedom)
    let confirm =
      error * (Double(count) / Double(pairs)).squareRoot()
      * Self.demand(policy.confirmationAlpha, freedom: freshFreedom)
    let size = hearing.scale.relativeChange(hearing.bound + max(flag, confirm))
    return size.isFinite ? size : nil
  }

  private static func demand(_ level: Double, freedom: Int) -> Double {
    let student = StudentDistribution(degreesOfFreedom: Double(max(1, freedom)))
    return student.quantile(1 - level) + student.quantile(0.95)
  }

  /// With the usual number of flips: an interval's tails are wide, whatever the size of the suite.
  private func signFlips(_ values: [Double]) -> SignFlipTest {
    SignFlipTest(of: values, seed: policy.seed)
  }
}
