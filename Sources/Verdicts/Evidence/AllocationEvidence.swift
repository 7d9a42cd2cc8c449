import BenchModel

/// What the units so far say of allocations: mostly exact counts, which need no statistics.
struct AllocationEvidence: Hashable, Sendable {
  enum Kind: Hashable {
    case unavailable
    /// Every unit gave the same count on each side.
    case exact(base: Double, candidate: Double)
    /// The counts of one side differ among themselves.
    case varying
  }

  private(set) var evidence: ContrastEvidence

  init(benchmark: BenchmarkName, policy: Policy) {
    evidence = ContrastEvidence(metric: .allocations, benchmark: benchmark, policy: policy)
  }

  mutating func add(_ contrast: UnitContrast) {
    evidence.add(contrast)
  }

  static func kind(of contrasts: [UnitContrast]) -> Kind {
    let counts = contrasts.map { $0[.mean] }
    guard let first = counts.first else { return .unavailable }
    let isExact = counts.allSatisfy {
      $0.base == first.base && $0.candidate == first.candidate
    }
    return isExact ? .exact(base: first.base, candidate: first.candidate) : .varying
  }

  /// Which way counts that vary stand apart; see `Direction`.
  static func separation(of contrasts: [UnitContrast]) -> Direction? {
    Direction(
      separating: contrasts.map { $0[.mean].base }, from: contrasts.map { $0[.mean].candidate })
  }

  /// Whether more pairs could still show that varying counts stand apart.
  func isOpen(family: Int, policy: Policy) -> Bool {
    guard Self.kind(of: evidence.contrasts) == .varying,
      let direction = Self.separation(of: evidence.contrasts)
    else {
      return false
    }
    // Twice the family: at most so many hypotheses share the adjustment at the end.
    return evidence.evidence(of: direction) < Double(2 * family) / policy.finalAlpha
  }
}
