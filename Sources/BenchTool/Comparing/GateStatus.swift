import Verdicts

extension SuiteVerdict {
  /// What `bench` ends with after this verdict.
  ///
  /// - Parameter isStrict: Whether a gating metric that could not be decided is no pass.
  func exitStatus(isStrict: Bool) -> ExitStatus {
    switch color {
    case .red: return .regression
    case .failed: return .benchmarkFailed
    case .invalid: return .notComparable
    case .green:
      let isUndecided =
        verdicts.contains { $0.isGating && $0.verdict == .inconclusive }
        || objectives.contains { $0.outcome == .undecided }
      return isStrict && isUndecided ? .inconclusive : .success
    }
  }
}
