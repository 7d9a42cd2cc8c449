/// A benchmark's history for other programs: the `HistoryReport` itself, a line for each run.
package enum HistoryJSON {
  /// - Throws: `ReportError` when a number is infinite or not a number, which none is that came
  ///   out of `Statistics`.
  /// - Complexity: O(*n*) in the number of runs.
  package static func render(_ report: HistoryReport) throws(ReportError) -> String {
    try JSONText.render(report)
  }
}
