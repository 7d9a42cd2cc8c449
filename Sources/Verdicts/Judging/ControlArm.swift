import BenchModel
import Statistics

/// Judges the base against its own copy: whatever is found there is a fault of the machine or of
/// the method.
///
/// Half of `Policy.controlAlpha` goes to single benchmarks, each tested for a difference beyond the
/// margin on either side, with Holm's adjustment; half to a shift that all benchmarks of a pair
/// share, such as a side that is always started on the busier core. Each is looked for by every
/// `BlockSummary` that verdicts rest on (Bonferroni).
///
/// Sign flips of *K* pairs know no p-value below 2¹⁻ᴷ for either side, so a suite of 20 needs 14
/// control pairs before a single benchmark can be flagged, and 10 before a common shift can. With
/// fewer the arm finds nothing, and says so.
struct ControlArm {
  let policy: Policy

  func judge(
    _ comparisons: [BenchmarkComparison], clocks: [BenchmarkName: Metric]
  ) -> (control: SuiteVerdict.Control?, warnings: [String]) {
    var pairs: Set<Int> = []
    var tested: [(benchmark: BenchmarkName, pValue: Double)] = []
    var byPair: [Int: [UnitContrast]] = [:]
    for comparison in comparisons {
      let name = comparison.benchmark.name
      guard let clock = clocks[name] else { continue }
      let units = comparison.units.filter { $0.arm == .control }
      let contrasts = units.compactMap { unit -> UnitContrast? in
        let contrast = UnitContrast(
          of: unit, metric: clock, fewestCleanBlocks: policy.fewestCleanBlocks)
        if let contrast { byPair[unit.pair, default: []].append(contrast) }
        return contrast
      }
      pairs.formUnion(units.map(\.pair))
      guard !contrasts.isEmpty else { continue }
      let bound = ContrastScale.logRatio.bound(margin: policy.margin(of: clock, for: name))
      let least = BlockSummary.allCases.least {
        signFlips(contrasts.values(by: $0), family: comparisons.count)
          .twoSidedPValue(margin: bound)
      }
      tested.append((name, least.pValue))
    }
    guard !tested.isEmpty else { return (nil, []) }

    let level = policy.controlAlpha / 2
    let flagged = zip(tested, PValueAdjustment.holm(tested.map(\.pValue)))
      .filter { $0.1 <= level }.map(\.0.benchmark).sorted()
    let shift = commonShift(byPair, family: comparisons.count)
    var warnings: [String] = []
    if let shift {
      warnings.append(
        "All copies of the base were \(percent(shift.magnitude)) "
          + "\(shift > 0 ? "slower" : "faster") than the base.")
    }
    let needed = policy.fewestControlPairs(family: tested.count)
    if pairs.count < needed {
      warnings.append(
        "The control arm had \(pairs.count) process pairs; it takes \(needed) before it can find "
          + "a fault in one of \(tested.count) benchmarks.")
    }
    return (
      SuiteVerdict.Control(
        pairs: pairs.count, benchmarks: tested.count, flagged: flagged, commonShift: shift),
      warnings
    )
  }

  /// The relative change that the pairs show in all benchmarks together, by each pair's median over
  /// them, so that one benchmark alone moves nothing; `nil` within chance, and for fewer than
  /// three.
  private func commonShift(_ byPair: [Int: [UnitContrast]], family: Int) -> Double? {
    let pairs = byPair.sorted { $0.key < $1.key }.map(\.value).filter { $0.count >= 3 }
    guard !pairs.isEmpty else { return nil }
    let bound = ContrastScale.logRatio.bound(margin: policy.timeMargin)
    func centers(by summary: BlockSummary) -> [Double] {
      pairs.map { median(of: $0.values(by: summary)) }
    }
    let least = BlockSummary.allCases.least {
      signFlips(centers(by: $0), family: family).twoSidedPValue(margin: bound)
    }
    guard least.pValue <= policy.controlAlpha / 2 else { return nil }
    return ContrastScale.logRatio.relativeChange(
      TrimmedMean(of: centers(by: least.summary)).value)
  }

  private func signFlips(_ values: [Double], family: Int) -> SignFlipTest {
    let flips = max(
      SuiteHearing.flips(family: family, policy: policy),
      Int(16 * Double(BlockSummary.hypotheses(of: family)) / policy.controlAlpha))
    return SignFlipTest(
      of: Array(values.prefix(SignFlipTest.mostUnits)), flips: flips, seed: policy.seed)
  }
}
