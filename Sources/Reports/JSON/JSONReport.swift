import BenchModel

/// The whole run with every raw sample, and what was made of it.
///
/// The outermost object is the `Run` itself, so that it decodes as one, with `summaries` beside
/// its own fields: one entry for each benchmark that was measured. Keys are sorted. Each field
/// of the run has a line, and each benchmark has one in `results` and one in `summaries`: a
/// difference between two reports is then read benchmark by benchmark, while a hundred thousand
/// samples do not take a line each.
package enum JSONReport {
  /// - Throws: `ReportError` when a number of the run is infinite or not a number. Those of a
  ///   summary are written as `{"unavailable": reason}` instead.
  /// - Complexity: O(*n*) in the number of samples.
  package static func render(_ report: Report) throws(ReportError) -> String {
    try JSONText.render(
      Document(run: report.run, summaries: report.summaries.map(SummaryRecord.init)))
  }

  private struct Document: Encodable {
    let run: Run
    let summaries: [SummaryRecord]

    private enum CodingKeys: CodingKey {
      case summaries
    }

    func encode(to encoder: any Encoder) throws {
      try run.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(summaries, forKey: .summaries)
    }
  }
}
