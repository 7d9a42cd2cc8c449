import BenchModel

extension LockstepUnit {
  /// The log of the candidate's time over the base's, as verdicts see this unit.
  ///
  /// - Returns: `nil` when the unit has no number that may be used.
  package func logRatio(of metric: Metric, by summary: BlockSummary) -> Double? {
    precondition(metric != .allocations, "counts are not compared as ratios")
    let contrast = UnitContrast(
      of: self, metric: metric, fewestCleanBlocks: Policy().fewestCleanBlocks)
    return contrast?[summary].value
  }
}
