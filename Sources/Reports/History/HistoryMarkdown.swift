import BenchModel

/// A benchmark's history in GitHub Flavored Markdown.
package enum HistoryMarkdown {
  private static let sparkCells = 80

  /// - Parameter rowLimit: As for `HistoryTable.render`.
  package static func render(_ report: HistoryReport, rowLimit: Int = 30) -> String {
    let facts = HistoryFacts(report: report, charset: .unicode)
    let changes = facts.changes.flatMap { change in
      [
        "- " + MarkdownText.escaped(change.what) + ",",
        "  " + MarkdownText.escaped(change.between) + (change.command.map { ": `\($0)`" } ?? ""),
      ]
    }
    let parts = [
      ["## `\(report.benchmark)`: \(facts.metric)"], [MarkdownText.escaped(facts.span)],
      spark(facts), table(facts, limit: rowLimit), section("Changes", changes),
      section("Drift", facts.lanes.map { "- " + MarkdownText.escaped($0) }),
      section("No number", facts.missing.map { "- " + MarkdownText.escaped($0) }),
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: [""]).map { $0 + "\n" }.joined()
  }

  private static func spark(_ facts: HistoryFacts) -> [String] {
    guard !facts.extremes.isEmpty else { return [] }
    let spark = facts.sparkLine(cells: sparkCells)
    return MarkdownText.fenced(
      [spark.bars, spark.marks, facts.extremes].filter { !$0.isEmpty }, indent: 0)
  }

  private static func table(_ facts: HistoryFacts, limit: Int) -> [String] {
    let rows = facts.rows(limit: limit)
    guard !rows.isEmpty else { return [] }
    let leftOut = facts.leftOut(limit: limit)
    return [
      MarkdownText.row(["Run", "Commit", "Center", "Interval", "Change", "Level"]),
      MarkdownText.row([":--", ":--", "--:", "--:", "--:", ":--"]),
    ]
      + rows.map { row in
        MarkdownText.row(
          [row.when, row.commit, row.center, row.interval, row.change, row.level]
            .map(MarkdownText.escaped))
      }
      + ["", MarkdownText.escaped((leftOut.isEmpty ? "" : leftOut + " ") + HistoryFacts.legend)]
  }

  private static func section(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["### \(title)", ""] + lines
  }
}
