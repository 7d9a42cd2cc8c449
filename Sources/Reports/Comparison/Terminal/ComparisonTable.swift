import BenchModel
import Verdicts

/// A comparison as a person reads it: the verdict in the first line, then what it rests on.
package struct ComparisonTable {
  let facts: ComparisonFacts
  let width: Int
  let charset: Charset

  /// - Parameters:
  ///   - width: In cells; less than 60 counts as 60. No line is wider.
  ///   - color: Whether to write escape sequences; without it there is none in the output.
  ///   - charset: `.ascii` where the locale is not UTF-8.
  package static func render(
    _ report: ComparisonReport, width: Int = 100, color: Bool, charset: Charset = .unicode
  ) -> String {
    let facts = ComparisonFacts(report, charset: charset)
    let table = ComparisonTable(facts: facts, width: max(60, width), charset: charset)
    let grid = table.grid
    let parts =
      [table.head, grid?.lines ?? []] + table.sections
      + [table.next, table.circumstances(leftOut: grid?.leftOut ?? [])]
    return parts.filter { !$0.isEmpty }.joined(separator: [StyledLine()])
      .map { $0.rendered(color: color) + "\n" }.joined()
  }

  private var report: ComparisonReport { facts.report }

  private var head: [StyledLine] {
    let style: StyledLine.Style =
      switch report.outcome {
      case .passed: .plain
      case .undecided: .yellow
      case .regressed, .failed, .invalid: .red
      }
    let trust: StyledLine.Style = report.trust == .lockstep ? .dim : .yellow
    var lines = wrapped(facts.headline.text, hanging: 2, style: style)
    if report.isControlFlagged, let control = facts.controlSentence {
      lines += wrapped("Control: \(control)", hanging: 2, style: .red)
    }
    return lines + (facts.trustSentence.map { wrapped($0, hanging: 2, style: trust) } ?? [])
  }

  /// `nil` when nothing was compared.
  private var grid: GridTable? {
    guard !facts.findings.isEmpty else { return nil }
    let columns = [
      GridTable.Column(""),
      GridTable.Column("base", isRightAligned: true, spared: 1),
      GridTable.Column("now", isRightAligned: true, spared: 2),
      GridTable.Column("change", isRightAligned: true),
      GridTable.Column(facts.intervalTitle, spared: 3),
      GridTable.Column("verdict"),
    ]
    return GridTable(
      name: "benchmark", columns: columns, rows: facts.findings.flatMap(rows), width: width)
  }

  private func rows(of finding: BenchmarkFinding) -> [GridTable.Row] {
    guard finding.missing == nil else {
      let sign = finding.standing.sign(charset)
      let cell = GridTable.Cell("\(sign) \(finding.standing.word), see below", .red)
      return [.note(name: finding.name.description, cell)]
    }
    let format = UnitFormatter(charset: charset)
    return finding.shown.enumerated().map { index, verdict in
      let standing = Standing(verdict)
      let decides = report.decides(verdict)
      let numbers: StyledLine.Style = decides ? .plain : .dim
      let interval = verdict.changeInterval(format)
      return .cells(
        name: index == 0 ? finding.name.description : nil, indent: 0,
        [
          GridTable.Cell((decides ? "* " : "  ") + verdict.metricWord, numbers),
          GridTable.Cell(format.amount(verdict.base, of: verdict.metric), numbers),
          GridTable.Cell(format.amount(verdict.candidate, of: verdict.metric), numbers),
          GridTable.Cell(
            verdict.change(format), decides ? standing.style : .dim),
          GridTable.Cell(interval, .dim),
          decides
            ? GridTable.Cell("\(standing.sign(charset)) \(standing.word)", standing.style)
            : GridTable.Cell("  (\(standing.word))", .dim),
        ])
    }
  }

  func wrapped(
    _ text: String, indent: Int = 0, hanging: Int? = nil, style: StyledLine.Style = .plain
  ) -> [StyledLine] {
    StyledLine.wrapped(text, width: width, indent: indent, hanging: hanging, style: style)
  }
}
