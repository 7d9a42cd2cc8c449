import BenchModel

/// A benchmark's history as a person reads it in a terminal.
package enum HistoryTable {
  /// - Parameters:
  ///   - width: In cells; less than 60 counts as 60. No line is wider.
  ///   - color: Whether to write escape sequences. Nothing is said by color alone.
  ///   - charset: `.ascii` where the locale is not UTF-8.
  ///   - rowLimit: How many of the latest runs have a row. The spark line, the changes and the
  ///     drift are of all runs.
  package static func render(
    _ report: HistoryReport, width: Int = 100, color: Bool, charset: Charset = .unicode,
    rowLimit: Int = 30
  ) -> String {
    let width = max(60, width)
    let facts = HistoryFacts(report: report, charset: charset)
    func paragraph(
      _ text: String, indent: Int = 0, hanging: Int? = nil, _ style: StyledLine.Style = .plain
    ) -> [StyledLine] {
      guard !text.isEmpty else { return [] }
      return StyledLine.wrapped(text, width: width, indent: indent, hanging: hanging, style: style)
    }
    func section(_ title: String, _ lines: [StyledLine]) -> [StyledLine] {
      lines.isEmpty ? [] : [StyledLine(title)] + lines
    }
    let head =
      paragraph("\(report.benchmark): \(facts.metric)", hanging: 4)
      + paragraph(facts.span, hanging: 2, .dim)
    let (table, narrowed) = Self.table(facts.rows(limit: rowLimit), width: width)
    let changes = zip(report.changes, facts.changes).flatMap { change, words in
      let style: StyledLine.Style = change.after > change.before ? .red : .plain
      return paragraph(words.what, indent: 2, hanging: 4, style)
        + paragraph(
          words.between + (words.command.map { ": " + $0 } ?? ""), indent: 4, hanging: 6)
    }
    let lanes = zip(report.lanes, facts.lanes).flatMap { lane, words in
      paragraph(
        words, indent: 2, hanging: 4, lane.finding == .overBudget ? .yellow : .plain)
    }
    let missing = facts.missing.flatMap { paragraph($0, indent: 2, hanging: 4) }
    let leftOut = [facts.leftOut(limit: rowLimit), narrowed].filter { !$0.isEmpty }
    let legend = table.isEmpty ? "" : HistoryFacts.legend
    let parts = [
      head, spark(facts, width: width), table, section("Changes", changes),
      section("Drift", lanes), section("No number", missing),
      paragraph(
        (leftOut + [legend]).filter { !$0.isEmpty }.joined(separator: " "), hanging: 2, .dim),
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: [StyledLine()])
      .map { $0.rendered(color: color) + "\n" }.joined()
  }

  private static func spark(_ facts: HistoryFacts, width: Int) -> [StyledLine] {
    guard !facts.extremes.isEmpty else { return [] }
    let spark = facts.sparkLine(cells: width)
    let lines = [spark.bars, spark.marks].filter { !$0.isEmpty }.map { StyledLine($0) }
    return lines + StyledLine.wrapped(facts.extremes, width: width, hanging: 2, style: .dim)
  }

  private static func table(
    _ rows: [HistoryFacts.Row], width: Int
  ) -> (lines: [StyledLine], leftOut: String) {
    guard !rows.isEmpty else { return ([], "") }
    let table = GridTable(
      name: "run",
      columns: [
        GridTable.Column("commit", spared: 2),
        GridTable.Column("center", isRightAligned: true),
        GridTable.Column("interval", isRightAligned: true, spared: 0, isLuxury: true),
        GridTable.Column("change", isRightAligned: true, spared: 1, isLuxury: true),
        GridTable.Column("level"),
      ],
      rows: rows.map { row in
        let style: StyledLine.Style = row.isWorse || row.isMissing ? .red : .plain
        return .cells(
          name: row.when, indent: 0,
          [
            GridTable.Cell(row.commit, .dim), GridTable.Cell(row.center),
            GridTable.Cell(row.interval, .dim), GridTable.Cell(row.change),
            GridTable.Cell(row.level, style),
          ])
      }, width: width)
    let names = table.leftOut.joined(separator: " and ")
    return (table.lines, names.isEmpty ? "" : "Left out at this width: \(names).")
  }
}
