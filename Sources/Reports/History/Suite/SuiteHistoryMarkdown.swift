import BenchModel

/// The histories of a suite in GitHub Flavored Markdown.
package enum SuiteHistoryMarkdown {
  /// - Parameter changeLimit: As for `SuiteHistoryTable.render`.
  package static func render(_ report: SuiteHistoryReport, changeLimit: Int = 20) -> String {
    let facts = SuiteHistoryFacts(report: report, charset: .unicode)
    let changes = facts.changes(limit: changeLimit).flatMap { change in
      [
        "- `\(change.subject)`: " + MarkdownText.escaped(change.words.what) + ",",
        "  " + MarkdownText.escaped(change.words.between)
          + (change.words.command.map { ": `\($0)`" } ?? ""),
      ]
    }
    let leftOut = facts.leftOut(limit: changeLimit)
    let parts = [
      ["## " + MarkdownText.escaped(facts.title)], [MarkdownText.escaped(facts.span)],
      table(facts.rows),
      changes.isEmpty
        ? [] : ["### Changes", ""] + changes + (leftOut.isEmpty ? [] : ["", leftOut]),
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: [""]).map { $0 + "\n" }.joined()
  }

  private static func table(_ rows: [SuiteHistoryFacts.Row]) -> [String] {
    guard !rows.isEmpty else { return [] }
    return [
      MarkdownText.row(["Benchmark", "History", "Runs", "Latest", "Change", "Drift", "Since"]),
      MarkdownText.row([":--", ":--", "--:", "--:", ":--", ":--", ":--"]),
    ]
      + rows.map { row in
        MarkdownText.row(
          ["`\(row.name)`", row.bars.isEmpty ? "" : "`\(row.bars)`"]
            + [row.runs, row.latest, row.change, row.drift, row.since].map(MarkdownText.escaped))
      }
      + ["", MarkdownText.escaped(SuiteHistoryFacts.legend)]
  }
}
