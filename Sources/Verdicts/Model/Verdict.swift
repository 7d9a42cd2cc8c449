/// What a comparison of one metric of one benchmark comes to.
///
/// Only lockstep has fresh processes to find a change again with; of stored runs and of history a
/// change is called by the first look, and `MetricVerdict.isConfirmed` says that it was not.
package enum Verdict: String, Hashable, Codable, CaseIterable, Sendable {
  /// Worse by more than the margin, beyond chance, and found again by fresh processes.
  case regressed
  /// Better by more than the margin, beyond chance, and found again by fresh processes.
  case improved
  /// Shown to differ by less than the equivalence margin; not merely unproven.
  case equivalent
  /// Neither: the measurement was too short or too noisy to tell.
  case inconclusive
  /// The measurement may not be used: too few clean blocks, a flagged control, a failure.
  case invalid
}
