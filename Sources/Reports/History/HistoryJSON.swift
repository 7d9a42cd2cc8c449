import BenchModel

/// Histories for other programs: the reports themselves, a line for each run.
package enum HistoryJSON {
  /// - Throws: `ReportError` when a number is infinite or not a number, which none is that came
  ///   out of `Statistics`.
  /// - Complexity: O(*n*) in the number of runs.
  package static func render(_ report: HistoryReport) throws(ReportError) -> String {
    try JSONText.render(report)
  }

  /// - Throws: As for one benchmark.
  /// - Complexity: O(*n*) in the number of runs of all benchmarks.
  package static func render(_ report: SuiteHistoryReport) throws(ReportError) -> String {
    try JSONText.render(report)
  }
}
