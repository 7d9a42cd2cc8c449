import BenchModel
import Statistics

/// One metric of one benchmark on its way from units to a verdict.
struct MetricHearing: Sendable {
  let benchmark: BenchmarkName
  let metric: Metric
  let isGating: Bool
  let margin: Double
  let scale: ContrastScale
  /// On the contrast's scale.
  let bound: Double
  let equivalenceBound: Double
  /// Usable units of each stage.
  let first: [UnitContrast]
  let confirmation: [UnitContrast]
  /// Whether so few blocks were clean that preempted ones are in these, too.
  let keepsPreempted: Bool
  /// All units of both stages, usable or not.
  let units: [LockstepUnit]
  let ending: SequentialJudge.Ending?
  let allocations: AllocationEvidence.Kind?
  /// The largest wealth of the first stage's bets.
  let evidence: [Direction: Double]
  /// What shows the change of a direction best, in the first stage: that is to be confirmed.
  var clearest: [Direction: BlockSummary]

  /// One-sided p-values of the first stage that are valid however it ended.
  var pValues: [Direction: Double] = [:]
  /// Made for the whole suite; `nil` where there was nothing to test.
  var adjusted: [Direction: Double] = [:]
  var flagged: Direction?
  /// Of the confirmation alone, adjusted for all that was flagged.
  var confirmationPValue: Double?

  /// How far what was flagged lies beyond the margin, in standard deviations of a pair, both by the
  /// first stage; 0 where that cannot be told.
  var standardizedExcess: Double {
    guard let flagged else { return 0 }
    let center = TrimmedMean(of: first.values(by: basis))
    guard let error = center.standardError else { return 0 }
    let excess = flagged.alternative.oriented(center.value, from: bound(for: flagged))
    let deviation = error * Double(first.count).squareRoot()
    return deviation > 0 ? excess / deviation : excess > 0 ? .infinity : 0
  }

  /// Whether every unit gave the same counts, so that there is no chance to guard against.
  var isExact: Bool {
    if case .exact = allocations { true } else { false }
  }

  /// The side that the first stage leans to, for saying which of two p-values is meant.
  var leaning: Direction {
    guard !first.isEmpty else { return .slower }
    return TrimmedMean(of: first.values(by: .mean)).value < 0 ? .faster : .slower
  }

  /// What its size is read from: the mean, unless the lower samples are what was flagged.
  var basis: BlockSummary { flagged.map { clearest[$0]! } ?? .mean }

  /// What it changed to, where that is beyond doubt: flagged and confirmed, or counted exactly.
  func change(_ policy: Policy) -> Direction? {
    if case .exact(let base, let candidate) = allocations {
      guard first.count >= policy.fewestPairs,
        (candidate - base).magnitude > margin * base
      else { return nil }
      return candidate > base ? .slower : .faster
    }
    guard let pValue = confirmationPValue, pValue <= policy.confirmationAlpha else { return nil }
    return flagged
  }

  /// The bound that a change of this direction must be beyond.
  func bound(for direction: Direction) -> Double { direction == .slower ? bound : -bound }
}
