import BenchModel

/// The histories of a suite as a person reads them in a terminal.
package enum SuiteHistoryTable {
  /// - Parameters:
  ///   - width: In cells; less than 60 counts as 60. No line is wider.
  ///   - color: Whether to write escape sequences. Nothing is said by color alone.
  ///   - charset: `.ascii` where the locale is not UTF-8.
  ///   - changeLimit: How many of the newest changes are told with their commits.
  package static func render(
    _ report: SuiteHistoryReport, width: Int = 100, color: Bool, charset: Charset = .unicode,
    changeLimit: Int = 20
  ) -> String {
    let width = max(60, width)
    let facts = SuiteHistoryFacts(report: report, charset: charset)
    let (table, narrowed) = Self.table(facts.rows, width: width)
    let changes = facts.changes(limit: changeLimit).flatMap { change in
      StyledLine.wrapped("\(change.subject):", width: width, indent: 2, hanging: 4)
        + StyledLine.wrapped(
          change.words.what, width: width, indent: 4, hanging: 6,
          style: change.isWorse ? .red : .plain)
        + StyledLine.wrapped(
          change.words.between + (change.words.command.map { ": " + $0 } ?? ""), width: width,
          indent: 4, hanging: 6)
    }
    let words = [facts.leftOut(limit: changeLimit), narrowed]
    let legend = table.isEmpty ? [] : [SuiteHistoryFacts.legend]
    let parts = [
      StyledLine.wrapped(facts.title, width: width, hanging: 4)
        + StyledLine.wrapped(facts.span, width: width, hanging: 2, style: .dim),
      table, changes.isEmpty ? [] : [StyledLine("Changes")] + changes,
      (words.filter { !$0.isEmpty } + legend).flatMap {
        StyledLine.wrapped($0, width: width, hanging: 2, style: .dim)
      },
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: [StyledLine()])
      .map { $0.rendered(color: color) + "\n" }.joined()
  }

  private static func table(
    _ rows: [SuiteHistoryFacts.Row], width: Int
  ) -> (lines: [StyledLine], leftOut: String) {
    guard !rows.isEmpty else { return ([], "") }
    let table = GridTable(
      name: "benchmark",
      columns: [
        GridTable.Column("history", spared: 2, isLuxury: true),
        GridTable.Column("runs", isRightAligned: true, spared: 1, isLuxury: true),
        GridTable.Column("latest", isRightAligned: true),
        GridTable.Column("change"), GridTable.Column("drift"),
        GridTable.Column("since", spared: 0, isLuxury: true),
      ],
      rows: rows.map { row in
        .cells(
          name: row.name, indent: 0,
          [
            GridTable.Cell(row.bars), GridTable.Cell(row.runs, .dim), GridTable.Cell(row.latest),
            GridTable.Cell(row.change, row.isWorse ? .red : .plain),
            GridTable.Cell(row.drift, row.isOverBudget ? .yellow : .plain),
            GridTable.Cell(row.since, .dim),
          ])
      }, width: width)
    let names = table.leftOut.joined(separator: " and ")
    return (table.lines, names.isEmpty ? "" : "Left out at this width: \(names).")
  }
}
