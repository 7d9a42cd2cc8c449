/// One run's number in the history of one metric of one benchmark.
///
/// - Units: `center`, `low` and `high` are per iteration: seconds, or a count.
package struct HistoryPoint: Hashable, Sendable {
  package let run: RunIdentifier
  /// UTC in ISO 8601, to the second.
  package let startedAt: String
  package let commit: String?
  package let isDirty: Bool?
  package let center: Double
  package let low: Double
  package let high: Double
}
