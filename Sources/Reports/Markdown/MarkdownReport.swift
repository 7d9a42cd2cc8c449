import BenchModel
import Statistics

/// The report as a comment on a pull request, in GitHub Flavored Markdown.
package enum MarkdownReport {
  private static let charset = Charset.unicode

  private static let columns: [(title: String, rule: String)] = [
    ("Benchmark", ":--"), ("Median", "--:"), ("±", "--:"), ("Throughput", "--:"),
    ("CPU time", "--:"), ("Allocations", "--:"), ("Samples / processes", "--:"),
    ("Density", ":--"), ("Doubts", ":-:"),
  ]

  package static func render(_ report: Report) -> String {
    let parts = [
      ["## Benchmarks"], warning(report), table(report), failures(report), notes(report),
      explanation(report), details(report),
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: [""]).map { $0 + "\n" }.joined()
  }

  private static func warning(_ report: Report) -> [String] {
    let environment = EnvironmentFacts(report.run.environment, charset: charset)
    return environment.buildWarning.map { ["> [!WARNING]", "> " + MarkdownText.escaped($0)] } ?? []
  }

  private static func table(_ report: Report) -> [String] {
    guard !report.rows.isEmpty else { return ["No benchmark was run."] }
    return [MarkdownText.row(columns.map(\.title)), MarkdownText.row(columns.map(\.rule))]
      + report.rows.map { MarkdownText.row(cells(of: $0)) }
  }

  private static func cells(of row: ReportRow) -> [String] {
    let name = "`\(row.name)`"
    switch row {
    case .measured(let summary):
      let cells = RowCells(summary, charset: charset)
      let numbers = [
        cells.median, cells.interval, cells.throughput, cells.cpu, cells.allocations,
        cells.samples,
      ]
      return [name] + numbers.map(MarkdownText.escaped)
        + [density(cells.density), cells.isDoubted ? "!" : ""]
    case .failed(_, let failure):
      return [name, "**\(FailureFacts.word(for: failure.kind))**"]
        + Array(repeating: "", count: columns.count - 2)
    }
  }

  /// HTML would swallow the blanks of empty bins, unless they do not break.
  private static func density(_ strip: String) -> String {
    guard !strip.isEmpty else { return "" }
    return "`" + String(strip.map { $0 == " " ? "\u{A0}" : $0 }) + "`"
  }

  private static func failures(_ report: Report) -> [String] {
    guard !report.failures.isEmpty else { return [] }
    return ["### Failures"]
      + report.failures.flatMap { benchmark, failure -> [String] in
        let facts = FailureFacts(benchmark, failure, charset: charset)
        let message = MarkdownText.escaped(facts.message)
        let count = facts.earlierLines
        var lines = ["", "- `\(facts.name)` **\(facts.kind)**: \(message)"]
        if count > 0 {
          let noun = count == 1 ? "line" : "lines"
          lines += ["", "  Its last output (\(count) earlier \(noun) left out):"]
        }
        guard !facts.lastOutput.isEmpty else { return lines }
        return lines + [""] + MarkdownText.fenced(facts.lastOutput, indent: 2)
      }
  }

  private static func notes(_ report: Report) -> [String] {
    let notes = ReportNotes(report, charset: charset)
    var lines: [String] = []
    if !notes.sharedDoubts.isEmpty {
      lines.append("- all benchmarks: " + doubts(notes.sharedDoubts))
    }
    lines += notes.doubted.map { "- `\($0.name)`: " + doubts($0.doubts) }
    if !lines.isEmpty { lines = ["### Doubts", ""] + lines }
    for missing in notes.missingAllocations {
      if !lines.isEmpty { lines.append("") }
      let names = missing.names.map { "`\($0)`" }.joined(separator: ", ")
      lines.append(
        "Allocations n/a (\(MarkdownText.escaped(missing.reason)))"
          + (names.isEmpty ? "" : ": \(names)"))
    }
    return lines
  }

  private static func doubts(_ doubts: [String]) -> String {
    MarkdownText.escaped(doubts.joined(separator: "; "))
  }

  private static func explanation(_ report: Report) -> [String] {
    let run = RunFacts(report: report, charset: charset)
    let legend = report.summaries.isEmpty ? "" : run.legend(of: TableColumn.allCases)
    return [run.measured, legend].filter { !$0.isEmpty }.map(MarkdownText.escaped)
  }

  private static func details(_ report: Report) -> [String] {
    let environment = EnvironmentFacts(report.run.environment, charset: charset)
    let run = RunFacts(report: report, charset: charset)
    return MarkdownText.details(
      "Environment",
      ["| | |", "| :-- | :-- |"]
        + (environment.facts + run.facts).map { label, text in
          MarkdownText.row([label, MarkdownText.escaped(text)])
        })
  }
}
