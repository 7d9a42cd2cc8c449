import Verdicts

extension ComparisonReport {
  /// What the first word of every format says.
  ///
  /// The gate's color alone does not make it: under `--strict` a green gate that could not
  /// decide is no pass, and neither is one beside which a new benchmark crashed.
  package enum Outcome: String, Codable, CaseIterable, Sendable {
    case passed
    /// Something regressed, or an objective was missed.
    case regressed
    /// A benchmark gave no number that one may use.
    case failed
    /// The control arm was flagged: no time of this comparison may be used.
    case invalid
    /// Certainty was asked for, and there is none.
    case undecided
  }

  /// The exit status with which `bench --strict` ends where something is inconclusive.
  private static let undecidedStatus: Int32 = 24

  /// Whether the base differed from its own copy. A suite may be `failed` for another reason at
  /// the same time.
  var isControlFlagged: Bool {
    verdict.color == .invalid || verdict.control?.isFlagged == true
  }

  /// A flagged control arm takes the times away; counts do not depend on the machine's mood.
  func isUsable(_ verdict: MetricVerdict) -> Bool {
    !isControlFlagged || verdict.metric == .allocations
  }

  /// Gates, and may be used.
  func decides(_ verdict: MetricVerdict) -> Bool { verdict.isGating && isUsable(verdict) }

  package var outcome: Outcome {
    switch verdict.color {
    case .invalid: .invalid
    case .red: .regressed
    case .failed: .failed
    case .green:
      switch exitStatus {
      case 0: .passed
      case Self.undecidedStatus: .undecided
      default: .failed
      }
    }
  }
}
