import BenchModel
import Statistics

/// What the units so far say of one metric, in a form that may be looked at after each.
struct ContrastEvidence: Hashable, Sendable {
  let scale: ContrastScale
  /// On the contrast's scale: the change that nobody minds, and the one that equivalence excludes.
  let bound: Double
  let equivalenceBound: Double
  private(set) var contrasts: [UnitContrast] = []
  private let summaries: [BlockSummary]
  private var bets: [Bets]
  /// The largest wealths so far, at least 1, of a purse that was parted among the summaries.
  private var peaks: [Direction: Double] = [.slower: 1, .faster: 1]

  /// The bets on one summary of the blocks.
  private struct Bets: Hashable {
    var slower: EProcess
    var faster: EProcess
    var notSlower: EProcess
    var notFaster: EProcess

    mutating func add(_ value: Double) {
      slower.add(value)
      faster.add(value)
      notSlower.add(value)
      notFaster.add(value)
    }

    func change(_ direction: Direction) -> EProcess { direction == .slower ? slower : faster }
  }

  init(metric: Metric, benchmark: BenchmarkName, policy: Policy) {
    scale = ContrastScale(for: metric)
    let bound = scale.bound(margin: policy.margin(of: metric, for: benchmark))
    let equivalenceBound = scale.bound(
      margin: policy.equivalenceMargin(of: metric, for: benchmark))
    self.bound = bound
    self.equivalenceBound = equivalenceBound
    summaries = BlockSummary.all(for: metric)
    bets = summaries.map { _ in
      Bets(
        slower: EProcess(that: .greater, than: bound), faster: EProcess(that: .less, than: -bound),
        notSlower: EProcess(that: .less, than: equivalenceBound),
        notFaster: EProcess(that: .greater, than: -equivalenceBound))
    }
  }

  var count: Int { contrasts.count }

  mutating func add(_ contrast: UnitContrast) {
    contrasts.append(contrast)
    for (index, summary) in summaries.enumerated() {
      bets[index].add(contrast[summary].value)
    }
    for direction in Direction.allCases {
      let purse =
        bets.reduce(0) { $0 + $1.change(direction).value } / Double(bets.count)
      peaks[direction] = max(peaks[direction]!, purse)
    }
  }

  /// The largest wealth so far of betting that the benchmark changed this way, beyond the margin, by
  /// any of the summaries: the mean of e-processes is one.
  func evidence(of direction: Direction) -> Double { peaks[direction]! }

  /// The summary by which the change shows best.
  func clearestSummary(of direction: Direction) -> BlockSummary {
    zip(summaries, bets).max { $0.1.change(direction).peak < $1.1.change(direction).peak }!.0
  }

  /// Whether the evidence reaches so much, and the mean does not say the contrary.
  func hasChanged(_ direction: Direction, evidence needed: Double) -> Bool {
    evidence(of: direction) >= needed
      && !contrasts.isContradicted(direction, by: clearestSummary(of: direction), beyond: bound)
  }

  /// The smallest, over the summaries, of the largest wealths of the bets that it is not far slower
  /// and not far faster. Each was against a hypothesis of its own, so they need not have peaked
  /// together, and all must hold.
  var evidenceOfEquivalence: Double {
    bets.map { min($0.notSlower.peak, $0.notFaster.peak) }.min()!
  }
}
