import BenchModel
import Statistics

/// The first stage of a whole comparison: what each metric shows, adjusted for the suite, and what
/// is flagged.
struct SuiteHearing: Sendable {
  private(set) var metrics: [MetricHearing] = []
  /// The clock that each benchmark is judged by.
  private(set) var clocks: [BenchmarkName: Metric] = [:]
  /// Hypotheses that share Holm's adjustment.
  private(set) var hypotheses = 0
  private let policy: Policy
  private let family: Int

  init(of comparisons: [BenchmarkComparison], policy: Policy) {
    self.policy = policy
    family = comparisons.count
    for comparison in comparisons where comparison.failure == nil { hear(comparison) }
    test()
    adjust()
    inform()
  }

  /// Random flips enough that the smallest p-value, for the number of summaries, can pass the
  /// strictest step of Holm.
  static func flips(family: Int, policy: Policy) -> Int {
    max(9_999, Int(8 * Double(BlockSummary.hypotheses(of: family)) / policy.finalAlpha) - 1)
  }

  private func signFlips(_ values: [Double]) -> SignFlipTest {
    SignFlipTest(
      of: values, flips: Self.flips(family: family, policy: policy), seed: policy.seed)
  }

  private mutating func hear(_ comparison: BenchmarkComparison) {
    let name = comparison.benchmark.name
    let units = comparison.units.filter { $0.arm == .comparison }
    let confirmation = units.filter { $0.stage == .confirmation }
    var seen = BenchmarkEvidence(benchmark: name, family: family, policy: policy)
    for unit in units where unit.stage == .first { seen.add(unit) }
    clocks[name] = seen.metric
    var ending: SequentialJudge.Ending?
    if case .stop(let reached) = seen.decision { ending = reached }

    for metric in Metric.allCases {
      let evidence = seen.evidence(of: metric)
      let isClock = metric == seen.metric
      guard isClock || evidence.count > 0 else { continue }
      // On a machine so busy that hardly any unit has clean blocks, what is noisy is better than
      // nothing. Which units those are has nothing to do with who was slower.
      let keepsPreempted =
        isClock && evidence.count < policy.fewestPairs && seen.pairs >= policy.fewestPairs
      func contrasts(_ units: [LockstepUnit]) -> [UnitContrast] {
        units.prefix(SignFlipTest.mostUnits).compactMap {
          UnitContrast(
            of: $0, metric: metric, fewestCleanBlocks: policy.fewestCleanBlocks,
            keepsPreempted: keepsPreempted)
        }
      }
      let first =
        keepsPreempted ? contrasts(units.filter { $0.stage == .first }) : evidence.contrasts
      let fresh = contrasts(confirmation)
      metrics.append(
        MetricHearing(
          benchmark: name, metric: metric, isGating: isClock || metric == .allocations,
          margin: policy.margin(of: metric, for: name), scale: evidence.scale,
          bound: evidence.bound, equivalenceBound: evidence.equivalenceBound,
          first: Array(first.prefix(SignFlipTest.mostUnits)), confirmation: fresh,
          keepsPreempted: keepsPreempted, units: units, ending: isClock ? ending : nil,
          allocations: metric == .allocations ? AllocationEvidence.kind(of: first + fresh) : nil,
          evidence: [
            .slower: evidence.evidence(of: .slower), .faster: evidence.evidence(of: .faster),
          ],
          clearest: [
            .slower: evidence.clearestSummary(of: .slower),
            .faster: evidence.clearestSummary(of: .faster),
          ]))
    }
  }

  private mutating func test() {
    for index in metrics.indices where metrics[index].first.count >= policy.fewestPairs {
      for direction in Direction.allCases {
        let (pValue, clearest) = test(metrics[index], direction)
        metrics[index].pValues[direction] = pValue
        metrics[index].clearest[direction] = clearest
      }
    }
  }

  /// A benchmark that was stopped early has been looked at often, so its p-value is 1/wealth; so
  /// has every count of allocations, as the clock decided when to stop.
  ///
  /// - Returns: The p-value, and what it was reached by.
  private func test(
    _ hearing: MetricHearing, _ direction: Direction
  ) -> (pValue: Double, summary: BlockSummary) {
    let clearest = hearing.clearest[direction]!
    switch hearing.ending {
    case .flagged, .equivalent: return (min(1, 1 / hearing.evidence[direction]!), clearest)
    case .exhausted, nil: break
    }
    switch hearing.allocations {
    case .exact, .unavailable: return (1, clearest)
    case .varying:
      let separation = AllocationEvidence.separation(of: hearing.first)
      return (separation == direction ? min(1, 1 / hearing.evidence[direction]!) : 1, clearest)
    case nil:
      return BlockSummary.all(for: hearing.metric).least {
        pValue(of: hearing, hearing.first, direction, by: $0)
      }
    }
  }

  /// By one summary, of one stage's units; 1 where the mean says the contrary.
  private func pValue(
    of hearing: MetricHearing, _ contrasts: [UnitContrast], _ direction: Direction,
    by summary: BlockSummary
  ) -> Double {
    if contrasts.isContradicted(direction, by: summary, beyond: hearing.bound) { return 1 }
    return signFlips(contrasts.values(by: summary)).pValue(
      that: direction.alternative, than: hearing.bound(for: direction))
  }

  /// Holm over the gating hypotheses of each direction.
  ///
  /// What was flagged early is out of the way, so it counts as zero; that changes nothing unless
  /// the early flag was false, which has its own part of the errors. What ended as equivalent
  /// counts as one. Exact counts are no hypotheses: there is nothing random in them.
  private mutating func adjust() {
    let tested = metrics.indices.filter { metrics[$0].isGating && !metrics[$0].isExact }
    hypotheses = tested.count
    let total = policy.earlyAlpha + policy.finalAlpha
    for direction in Direction.allCases {
      let pValues = tested.map { index -> Double in
        switch metrics[index].ending {
        case .flagged(direction): 0
        case .flagged, .equivalent: 1
        case .exhausted, nil: metrics[index].pValues[direction] ?? 1
        }
      }
      for (index, holm) in zip(tested, PValueAdjustment.holm(pValues)) {
        // Scaled so that one level, the sum of both looks', is the threshold of either.
        var adjusted = holm * total / policy.finalAlpha
        var isFlagged = holm <= policy.finalAlpha
        if case .flagged(direction) = metrics[index].ending {
          let wealth = metrics[index].evidence[direction]!
          adjusted = Double(family) / wealth * total / policy.earlyAlpha
          isFlagged = true
        }
        metrics[index].adjusted[direction] = min(1, adjusted)
        if isFlagged { metrics[index].flagged = direction }
      }
    }
  }

  /// Benjamini and Hochberg over what is shown only, both directions at once.
  private mutating func inform() {
    let shown = metrics.indices.filter { !metrics[$0].isGating && !metrics[$0].pValues.isEmpty }
    let pValues = shown.map { min(1, 2 * metrics[$0].pValues.values.min()!) }
    for (index, adjusted) in zip(shown, PValueAdjustment.benjaminiHochberg(pValues)) {
      let direction = metrics[index].leaning
      metrics[index].adjusted[direction] = adjusted
      if adjusted <= policy.earlyAlpha + policy.finalAlpha {
        metrics[index].flagged = direction
      }
    }
  }

  /// Tests what is flagged on its fresh units alone, with Holm's adjustment over all that gates, so
  /// that many flags do not get many chances.
  mutating func confirm() {
    for gates in [true, false] {
      let flagged = metrics.indices.filter {
        metrics[$0].isGating == gates && metrics[$0].flagged != nil
      }
      let pValues = flagged.map { confirmationPValue(of: metrics[$0]) }
      for (index, adjusted) in zip(flagged, PValueAdjustment.holm(pValues)) {
        metrics[index].confirmationPValue = adjusted
      }
    }
  }

  private func confirmationPValue(of hearing: MetricHearing) -> Double {
    guard let direction = hearing.flagged, !hearing.confirmation.isEmpty else { return 1 }
    if hearing.allocations == .varying,
      AllocationEvidence.separation(of: hearing.confirmation) != direction
    {
      return 1
    }
    return pValue(of: hearing, hearing.confirmation, direction, by: hearing.basis)
  }
}
