/// How far the latest runs are from where a benchmark once was, and whether that is too far.
package struct Drift: Hashable, Codable, Sendable {
  package enum Finding: String, Hashable, Codable, Sendable {
    /// The interval holds zero: no drift beyond chance.
    case steady
    /// More than before beyond chance, and within the budget.
    case creeping
    /// More than before beyond chance, and by as much as the budget or more.
    case overBudget
    /// Less than before, beyond chance.
    case improved
  }

  /// The runs that the drift is measured from.
  package let reference: Range<Int>
  /// The latest runs.
  package let recent: Range<Int>
  /// The geometric mean of each, in the unit of the series, spikes pulled in.
  package let referenceCenter: Double
  package let recentCenter: Double
  /// Relative: 0.05 is 5 % more than in the reference.
  package let change: Estimate
  /// The relative change that is still accepted.
  package let budget: Double

  package init(
    reference: Range<Int>, recent: Range<Int>, referenceCenter: Double, recentCenter: Double,
    change: Estimate, budget: Double
  ) {
    self.reference = reference
    self.recent = recent
    self.referenceCenter = referenceCenter
    self.recentCenter = recentCenter
    self.change = change
    self.budget = budget
  }

  package var finding: Finding {
    if change.high < 0 { return .improved }
    guard change.low > 0 else { return .steady }
    return change.point >= budget ? .overBudget : .creeping
  }
}
