import BenchModel
import Foundation
import Statistics

/// Decides on which side of a threshold a benchmark's change lies, process pair by process pair.
///
/// Two e-processes bet against each other, one that the change is greater and one that it is less.
/// Whichever is wrong wins with a chance of at most `errorRate`, however often one looks. A change
/// that is just the threshold may go on to the end without a decision.
package struct ThresholdTrial: Sendable {
  package enum Decision: Hashable, Sendable {
    case goOn
    case above, below
    /// So many pairs did not tell.
    case undecided
  }

  /// Pairs before which nothing is decided.
  package static let usualFewestPairs = 4

  /// On the scale of `values`.
  package let threshold: Double
  private let errorRate: Double
  private let fewestPairs: Int
  private let mostPairs: Int
  private var gating = GatingMetric()
  private var cpuTime = Bets()
  private var wallTime = Bets()
  package private(set) var pairs = 0

  /// What the pairs say by one clock.
  private struct Bets: Sendable {
    var values: [Double] = []
    var above = EProcess(that: .greater, than: 0)
    var below = EProcess(that: .less, than: 0)

    mutating func add(_ value: Double?, threshold: Double) {
      guard let value else { return }
      values.append(value)
      above.add(value - threshold)
      below.add(value - threshold)
    }
  }

  /// - Parameters:
  ///   - change: The threshold, as a part of the base's time: 0.02 is 2 % longer.
  ///   - errorRate: The chance of a wrong decision at most.
  ///   - fewestPairs: More than it takes to decide, where the size is to be known as well.
  package init(
    change: Double, errorRate: Double, fewestPairs: Int = usualFewestPairs, mostPairs: Int
  ) {
    precondition(change > -1, "nothing takes less than no time, got \(change)")
    precondition(0 < errorRate && errorRate < 1, "an error rate is a chance, got \(errorRate)")
    threshold = log1p(change)
    self.errorRate = errorRate
    self.fewestPairs = fewestPairs
    self.mostPairs = mostPairs
  }

  /// By the clock that decides, which is that of verdicts.
  private var bets: Bets { gating.metric == .cpuTime ? cpuTime : wallTime }

  /// The logarithms of the candidate's time over the base's, one for each pair that gave one.
  package var values: [Double] { bets.values }

  package mutating func add(_ unit: LockstepUnit) {
    pairs += 1
    gating.add(unit)
    cpuTime.add(unit.logRatio(of: .cpuTime, by: .mean), threshold: threshold)
    wallTime.add(unit.logRatio(of: .wallTime, by: .mean), threshold: threshold)
  }

  package var decision: Decision {
    let bets = bets
    if bets.values.count >= fewestPairs {
      if bets.above.peak >= 1 / errorRate { return .above }
      if bets.below.peak >= 1 / errorRate { return .below }
    }
    return pairs >= mostPairs ? .undecided : .goOn
  }

  /// The change that the pairs show, as a part of the base's time, with its 95 % interval; `nil`
  /// for too few.
  package func change(seed: UInt64) -> Estimate? {
    guard values.count >= 6 else { return nil }
    return SignFlipTest(of: Array(values.prefix(SignFlipTest.mostUnits)), seed: seed)
      .interval(coverage: 0.95).flatMap(ContrastScale.logRatio.relativeChange)
  }
}
