import ArgumentParser
import Foundation
import Reports

struct ReportingOptions: ParsableArguments {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table, markdown, csv, json
  }

  enum Coloring: String, CaseIterable, ExpressibleByArgument {
    case auto, always, never
  }

  @Option(help: "Print the report in this format. JSON holds every raw sample.")
  var format = Format.table

  @Option(
    help: ArgumentHelp(
      "Write the report to this file in place of standard output.", valueName: "file"))
  var output: String?

  @Option(help: "Color the table. 'auto' does so on a terminal unless NO_COLOR is set.")
  var color = Coloring.auto

  var colorsStandardError: Bool { colors(isTerminal: isatty(STDERR_FILENO) == 1) }

  func destination() throws -> ReportDestination {
    try ReportDestination(path: output)
  }

  func render(_ report: Report) throws -> String {
    switch format {
    case .table:
      TerminalTable.render(
        report, width: output == nil ? Terminal.width(of: STDOUT_FILENO) ?? 100 : 100,
        color: output == nil && colors(isTerminal: isatty(STDOUT_FILENO) == 1))
    case .markdown: MarkdownReport.render(report)
    case .csv: CSVReport.render(report)
    case .json: try JSONReport.render(report)
    }
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
