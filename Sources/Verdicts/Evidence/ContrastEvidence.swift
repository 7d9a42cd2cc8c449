import BenchModel
import Statistics

/// What the units so far say of one metric, in a form that may be looked at after each.
struct ContrastEvidence: Hashable, Sendable {
  let scale: ContrastScale
  /// On the contrast's scale: the change that nobody minds, and the one that equivalence excludes.
  let bound: Double
  let equivalenceBound: Double
  private(set) var contrasts: [UnitContrast] = []
  private var slower: EProcess
  private var faster: EProcess
  private var notSlower: EProcess
  private var notFaster: EProcess

  init(metric: Metric, benchmark: BenchmarkName, policy: Policy) {
    scale = ContrastScale(for: metric)
    bound = scale.bound(margin: policy.margin(of: metric, for: benchmark))
    equivalenceBound = scale.bound(
      margin: policy.equivalenceMargin(of: metric, for: benchmark))
    slower = EProcess(that: .greater, than: bound)
    faster = EProcess(that: .less, than: -bound)
    notSlower = EProcess(that: .less, than: equivalenceBound)
    notFaster = EProcess(that: .greater, than: -equivalenceBound)
  }

  var count: Int { contrasts.count }
  var values: [Double] { contrasts.map(\.value) }

  mutating func add(_ contrast: UnitContrast) {
    contrasts.append(contrast)
    slower.add(contrast.value)
    faster.add(contrast.value)
    notSlower.add(contrast.value)
    notFaster.add(contrast.value)
  }

  /// The largest wealth so far of the bet that the benchmark changed this way, beyond the margin.
  func evidence(of direction: Direction) -> Double {
    direction == .slower ? slower.peak : faster.peak
  }

  /// The smaller of the largest wealths of the bets that it is not far slower and not far faster.
  /// Each was against a hypothesis of its own, so they need not have peaked together.
  var evidenceOfEquivalence: Double { min(notSlower.peak, notFaster.peak) }
}
