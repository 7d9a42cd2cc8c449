import BenchModel
import Statistics

/// A search's way and answer as a person reads them.
package enum BisectText {
  /// - Parameter charset: `.ascii` where the locale is not UTF-8.
  package static func render(_ report: BisectReport, charset: Charset = .unicode) -> String {
    let way = report.steps.map { "  \(line(on: $0, charset: charset))" }
    return ([answer(report, charset: charset), ""] + way).map { $0 + "\n" }.joined()
  }

  /// One commit on the way, also while the search goes on.
  package static func line(
    on step: BisectReport.Step, charset: Charset = .unicode
  ) -> String {
    let format = UnitFormatter(charset: charset)
    let change =
      step.change.map { " \(format.change($0.point)) (\(format.changeInterval($0)))" } ?? ""
    let words =
      switch step.decision {
      case .fast: "fast"
      case .slow: "slow"
      case .undecided: "undecided"
      case .untestable: "left out, as it does not build or has no such benchmark"
      }
    let pairs = step.pairs > 0 ? ", \(step.pairs) pairs against \(step.base)" : ""
    return "\(charset.line(step.summary)): \(words)\(change)\(pairs)"
  }

  private static func answer(_ report: BisectReport, charset: Charset) -> String {
    let wrong = UnitFormatter(charset: charset).percent(report.errorRate)
    let certainty = "Such an answer is wrong in at most \(wrong) of searches."
    let last = report.steps.last.map { charset.line($0.summary) } ?? ""
    switch report.answer {
    case .found:
      return "\(report.benchmark) became slower with\n  \(last)\n\(certainty)"
    case .crept:
      return """
        \(report.benchmark) became slower in several steps. It passes half of the whole change with
          \(last)
        and that commit alone is less than half of it. \(certainty)
        """
    case .among:
      return """
        \(report.benchmark) became slower with one of these, which could not be told apart:
        \(report.suspects.map { "  \($0)" }.joined(separator: "\n"))
        \(certainty) Those left out need a fix to be built; the others need a quieter machine.
        """
    case .noChange:
      return """
        \(report.benchmark) is not slower at the bad end, as far as \(report.steps.last?.pairs ?? 0) \
        process pairs tell, so there is nothing to search for.
        """
    }
  }
}

/// The same for other programs.
package enum BisectJSON {
  /// - Throws: `ReportError` when a number is infinite or not a number.
  package static func render(_ report: BisectReport) throws(ReportError) -> String {
    try JSONText.render(report)
  }
}
