/// A run from which on a benchmark is slower or quicker for good, beyond chance.
package struct ChangePoint: Hashable, Codable, Sendable {
  /// The first run of the new level.
  package let index: Int

  /// The share of rearranged series that show as large a change, the series itself counted in.
  package let pValue: Double

  /// The median of the runs between the change point before this one and this one, in the unit
  /// of the series.
  package let before: Double

  /// The median of the runs from this change point to the next.
  package let after: Double

  package init(index: Int, pValue: Double, before: Double, after: Double) {
    self.index = index
    self.pValue = pValue
    self.before = before
    self.after = after
  }

  /// 0.05 is 5 % more than before; `nil` where there was nothing before to be a share of.
  package var relativeChange: Double? {
    before > 0 ? after / before - 1 : nil
  }
}
