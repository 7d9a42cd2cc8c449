import ArgumentParser
import Foundation
import Reports

struct ReportingOptions: ParsableArguments {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table, markdown, csv, json, junit, github
  }

  enum Coloring: String, CaseIterable, ExpressibleByArgument {
    case auto, always, never
  }

  @Option(
    help: """
      Print the report in this format. JSON holds every raw sample of a run, or every number of a \
      verdict; junit and github, annotations for its log, tell verdicts only.
      """)
  var format = Format.table

  @Option(
    help: ArgumentHelp(
      "Write the report to this file in place of standard output.", valueName: "file"))
  var output: String?

  @Option(
    name: .customLong("report"),
    help: ArgumentHelp(
      "Also write the report in this format to this file. Repeatable.", valueName: "format:file"))
  var furtherReports: [String] = []

  @Option(help: "Color the table. 'auto' does so on a terminal unless NO_COLOR is set.")
  var color = Coloring.auto

  var colorsStandardError: Bool { colors(isTerminal: isatty(STDERR_FILENO) == 1) }

  func validate(isComparing: Bool) throws {
    for (format, _) in try targets() where !isComparing && format.tellsVerdictsOnly {
      throw ValidationError(
        "'\(format.rawValue)' tells verdicts: compare with --baseline or --against.")
    }
  }

  func destinations() throws -> ReportDestinations {
    try ReportDestinations(targets())
  }

  private func targets() throws -> [(format: Format, path: String?)] {
    try [(format, output)]
      + furtherReports.map { try FormatAndFile<Format>(parsing: $0, of: "--report") }
      .map { ($0.format, $0.file) }
  }

  /// - Parameter path: The file that the text goes to; `nil` for standard output.
  func render(_ report: Report, as format: Format, to path: String?) throws -> String {
    switch format {
    case .table:
      TerminalTable.render(report, width: Terminal.tableWidth(to: path), color: colors(to: path))
    case .markdown: MarkdownReport.render(report)
    case .csv: CSVReport.render(report)
    case .json: try JSONReport.render(report)
    case .junit, .github: preconditionFailure("validation refuses '\(format)' without a verdict")
    }
  }

  func render(
    _ report: ComparisonReport, as format: Format, to path: String?
  ) throws -> String {
    switch format {
    case .table:
      ComparisonTable.render(report, width: Terminal.tableWidth(to: path), color: colors(to: path))
    case .markdown: ComparisonMarkdown.render(report)
    case .csv: VerdictCSV.render(report)
    case .json: try VerdictJSON.render(report)
    case .junit: JUnitReport.render(report)
    case .github: GitHubAnnotations.render(report)
    }
  }

  private func colors(to path: String?) -> Bool {
    path == nil && colors(isTerminal: isatty(STDOUT_FILENO) == 1)
  }

  private func colors(isTerminal: Bool) -> Bool {
    switch color {
    case .always: true
    case .never: false
    case .auto:
      // https://no-color.org: any value but the empty one.
      isTerminal && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
    }
  }
}

extension ReportingOptions.Format {
  fileprivate var tellsVerdictsOnly: Bool { self == .junit || self == .github }
}
