import BenchModel

/// All that the first stage has seen of one benchmark, and whether it has seen enough.
///
/// The driver feeds it while measuring and `Judge` feeds it again afterwards, so both come to the
/// same decisions from the same units.
struct BenchmarkEvidence: Hashable, Sendable {
  private(set) var gating = GatingMetric()
  private(set) var cpuTime: ContrastEvidence
  private(set) var wallTime: ContrastEvidence
  private(set) var allocations: AllocationEvidence
  private(set) var pairs = 0
  /// `goOn` or the ending that was decided first; later units never take it back.
  private(set) var decision = SequentialJudge.Decision.goOn
  /// The clock when the ending was decided.
  private var settledMetric: Metric?

  private let family: Int
  private let policy: Policy

  init(benchmark: BenchmarkName, family: Int, policy: Policy) {
    self.family = family
    self.policy = policy
    cpuTime = ContrastEvidence(metric: .cpuTime, benchmark: benchmark, policy: policy)
    wallTime = ContrastEvidence(metric: .wallTime, benchmark: benchmark, policy: policy)
    allocations = AllocationEvidence(benchmark: benchmark, policy: policy)
  }

  var metric: Metric { settledMetric ?? gating.metric }

  func evidence(of metric: Metric) -> ContrastEvidence {
    switch metric {
    case .cpuTime: cpuTime
    case .wallTime: wallTime
    case .allocations: allocations.evidence
    }
  }

  mutating func add(_ unit: LockstepUnit) {
    pairs += 1
    gating.add(unit)
    func contrast(_ metric: Metric) -> UnitContrast? {
      UnitContrast(of: unit, metric: metric, fewestCleanBlocks: policy.fewestCleanBlocks)
    }
    if let contrast = contrast(.cpuTime) { cpuTime.add(contrast) }
    if let contrast = contrast(.wallTime) { wallTime.add(contrast) }
    if let contrast = contrast(.allocations) { allocations.add(contrast) }
    guard decision == .goOn, let ending else { return }
    decision = .stop(ending)
    settledMetric = gating.metric
  }

  private var ending: SequentialJudge.Ending? {
    let time = evidence(of: metric)
    if time.count >= policy.fewestPairs {
      let flagging = policy.flaggingEvidence(family: family)
      for direction in Direction.allCases
      where time.hasChanged(direction, evidence: flagging) {
        return .flagged(direction)
      }
      if time.evidenceOfEquivalence >= policy.equivalenceEvidence,
        !allocations.isOpen(family: family, policy: policy)
      {
        return .equivalent
      }
    }
    return pairs >= policy.mostPairs ? .exhausted : nil
  }
}
