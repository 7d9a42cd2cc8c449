import BenchModel

/// The self test as a person reads it: all rules side by side, then ours in detail.
package struct SelftestTable {
  private let facts: SelftestFacts
  private let width: Int
  private let charset: Charset

  /// - Parameters:
  ///   - width: In cells; less than 60 counts as 60. No line is wider.
  ///   - color: Whether to write escape sequences; without it there is none in the output.
  ///   - charset: `.ascii` where the locale is not UTF-8.
  package static func render(
    _ report: SelftestReport, width: Int = 100, color: Bool, charset: Charset = .unicode
  ) -> String {
    let table = SelftestTable(
      facts: SelftestFacts(report: report, charset: charset), width: max(60, width),
      charset: charset)
    let parts = [
      table.wrapped(table.facts.headline, hanging: 2), table.sideBySide, table.ours,
      table.circumstances,
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: [StyledLine()])
      .map { $0.rendered(color: color) + "\n" }.joined()
  }

  private var sideBySide: [StyledLine] {
    guard !facts.report.rows.isEmpty else { return [] }
    let rules = facts.rules
    let columns = rules.flatMap { rule -> [GridTable.Column] in
      let rates = GridTable.Column(
        facts.shortName(of: rule), isRightAligned: true, spared: rule == .ours ? nil : spared(rule))
      guard rule == .ours else { return [rates] }
      return [rates, GridTable.Column("95 % interval", spared: 0, isLuxury: true)]
    }
    return grid("rules side by side", columns) { trial in
      rules.flatMap { rule -> [GridTable.Cell] in
        let rate = facts.row(trial, rule)?.rate
        let cell = GridTable.Cell(facts.percent(rate), rule == .ours ? .plain : .dim)
        return rule == .ours ? [cell, GridTable.Cell(facts.interval(rate), .dim)] : [cell]
      }
    }
  }

  /// The last of the others goes first.
  private func spared(_ rule: SelftestReport.Rule) -> Int {
    SelftestReport.Rule.allCases.count - (SelftestReport.Rule.allCases.firstIndex(of: rule) ?? 0)
  }

  private var ours: [StyledLine] {
    guard facts.rules.contains(.ours) else { return [] }
    let columns = [
      GridTable.Column("gates", isRightAligned: true),
      GridTable.Column("red", isRightAligned: true),
      GridTable.Column("rate", isRightAligned: true),
      GridTable.Column("interval", spared: 1, isLuxury: true),
      GridTable.Column("found", isRightAligned: true),
      GridTable.Column("missed", isRightAligned: true),
      GridTable.Column("wrong sign", isRightAligned: true),
      GridTable.Column("s/benchmark", isRightAligned: true, spared: 2),
    ]
    return grid("ours in detail", columns) { trial in
      guard let row = facts.row(trial, .ours) else {
        return columns.map { _ in GridTable.Cell("") }
      }
      var hasWork = false
      if case .power = trial { hasWork = true }
      return [
        "\(row.gates)", hasWork ? "" : "\(row.redGates)", facts.percent(row.rate),
        facts.interval(row.rate),
        hasWork ? "\(row.found)" : "", hasWork ? "\(row.missed)" : "", "\(row.wrongSign)",
        row.secondsPerBenchmark.map { Decimals.threeDigits($0).text } ?? "",
      ].map { GridTable.Cell($0) }
    }
  }

  private func grid(
    _ title: String, _ columns: [GridTable.Column],
    _ cells: (SelftestReport.Trial) -> [GridTable.Cell]
  ) -> [StyledLine] {
    let rows = facts.groups.flatMap { group in
      [GridTable.Row.heading(group.title)]
        + group.trials.map { .cells(name: facts.name(of: $0), indent: 2, cells($0)) }
    }
    let table = GridTable(name: title, columns: columns, rows: rows, width: width)
    guard !table.leftOut.isEmpty else { return table.lines }
    let names = table.leftOut.joined(separator: ", ")
    return table.lines + wrapped("Left out at this width: \(names).", style: .dim)
  }

  private var circumstances: [StyledLine] {
    let report = facts.report
    let environment = EnvironmentFacts(report.environment, charset: charset)
    let settings = report.settings.map { "\(charset.line($0.label)): \(charset.line($0.text))." }
    let rules = facts.rules.filter { facts.shortName(of: $0) != facts.longName(of: $0) }
      .map { "\(facts.shortName(of: $0)): \(facts.longName(of: $0))." }
    let wrong = facts.rules.map { rule in
      let rows = report.rows.filter { $0.rule == rule }
      return "\(facts.shortName(of: rule)) \(rows.reduce(0) { $0 + $1.wrongSign })"
    }
    let sentences = [
      wrong.isEmpty
        ? "" : "Wrong sign, or called where nothing changed: \(wrong.joined(separator: ", ")).",
      report.rows.isEmpty
        ? ""
        : """
        All rules judged the same samples. Rates: of gates where nothing changed, of slowed \
        benchmarks elsewhere.
        """,
      rules.joined(separator: " "),
      (["Took \(UnitFormatter(charset: charset).time(report.durationSeconds))."] + settings)
        .joined(separator: " "),
      environment.machineSentence, environment.buildSentence,
    ]
    return sentences.filter { !$0.isEmpty }.flatMap { wrapped($0, hanging: 2, style: .dim) }
  }

  private func wrapped(
    _ text: String, hanging: Int = 0, style: StyledLine.Style = .plain
  ) -> [StyledLine] {
    StyledLine.wrapped(text, width: width, hanging: hanging, style: style)
  }
}
