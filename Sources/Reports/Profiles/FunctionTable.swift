/// Functions with their shares, for a terminal or any plain text.
package enum FunctionTable {
  package static func render(
    _ functions: HotFunctions, width: Int = 100, charset: Charset = .unicode
  ) -> String {
    text(of: lines(of: functions, width: max(60, width), charset: charset))
  }

  package static func render(
    _ functions: ChangedFunctions, width: Int = 100, charset: Charset = .unicode
  ) -> String {
    text(of: lines(of: functions, width: max(60, width), charset: charset))
  }

  private static func text(of lines: [StyledLine]) -> String {
    lines.map { $0.rendered(color: false) + "\n" }.joined()
  }

  static func lines(of functions: HotFunctions, width: Int, charset: Charset) -> [StyledLine] {
    let rows =
      section("self", functions.byOwn) + section("with callees", functions.byInclusive)
      + section("waiting", functions.waits?.functions ?? [])
    func section(_ title: String, _ functions: [FunctionShare]) -> [GridTable.Row] {
      guard !functions.isEmpty else { return [] }
      return [.heading("most \(title)")]
        + functions.map { function in
          .cells(
            name: shown(function.name, charset), indent: 2,
            [function.own, function.inclusive].map { GridTable.Cell(percent($0)) })
        }
    }
    let columns = [
      GridTable.Column("self", isRightAligned: true),
      GridTable.Column("total", isRightAligned: true),
    ]
    return heading(functions.benchmark, functions.circumstances, width: width, charset: charset)
      + (rows.isEmpty
        ? [] : GridTable(name: "function", columns: columns, rows: rows, width: width).lines)
      + (functions.waits.map {
        StyledLine.wrapped(
          charset.sentence("Waiting: \($0.circumstances)"), width: width, indent: 2, hanging: 2,
          style: .dim)
      } ?? [])
      + picture(functions.picture, width: width, charset: charset)
  }

  static func lines(
    of functions: ChangedFunctions, width: Int, charset: Charset
  ) -> [StyledLine] {
    var rows: [GridTable.Row] = []
    for (title, changes) in [
      ("self", functions.byOwn), ("with callees", functions.byInclusive),
    ] where !changes.isEmpty {
      rows.append(.heading("changed most, \(title)"))
      rows += changes.map { change in
        let style: StyledLine.Style = change.isNoise == true ? .dim : .plain
        return .cells(
          name: shown(change.name, charset), indent: 2,
          [
            GridTable.Cell(percent(change.before), style),
            GridTable.Cell(percent(change.after), style),
            GridTable.Cell(points(change.difference), style),
            GridTable.Cell(interval(change), .dim),
            GridTable.Cell(change.isNoise == true ? "noise" : "", .dim),
          ])
      }
    }
    let columns = [
      GridTable.Column("before", isRightAligned: true, spared: 1),
      GridTable.Column("after", isRightAligned: true, spared: 2),
      GridTable.Column("points", isRightAligned: true),
      GridTable.Column("95 % interval", spared: 3), GridTable.Column(""),
    ]
    return heading(functions.benchmark, functions.circumstances, width: width, charset: charset)
      + (rows.isEmpty
        ? [] : GridTable(name: "function", columns: columns, rows: rows, width: width).lines)
      + picture(functions.picture, width: width, charset: charset)
  }

  private static func heading(
    _ benchmark: String, _ circumstances: String, width: Int, charset: Charset
  ) -> [StyledLine] {
    StyledLine.wrapped(charset.line(benchmark), width: width, indent: 0, hanging: 2)
      + StyledLine.wrapped(
        charset.sentence(circumstances), width: width, indent: 2, hanging: 2, style: .dim)
  }

  private static func picture(
    _ path: String?, width: Int, charset: Charset
  ) -> [StyledLine] {
    guard let path else { return [] }
    return StyledLine.wrapped(
      "Picture: \(charset.line(path))", width: width, indent: 2, hanging: 4)
  }

  /// A name that a compiler made can be thousands of characters long.
  private static func shown(_ name: String, _ charset: Charset) -> String {
    charset.bounded(name, cells: 100)
  }

  static func percent(_ share: Double) -> String { "\(tenths(share * 100)) %" }

  static func points(_ difference: Double) -> String {
    (difference < 0 ? "" : "+") + tenths(difference * 100)
  }

  static func interval(_ change: ChangedFunction) -> String {
    guard let low = change.low, let high = change.high else { return "" }
    return "(\(points(low)) to \(points(high)))"
  }

  private static func tenths(_ number: Double) -> String {
    guard number.isFinite, abs(number) < 1e6 else { return "n/a" }
    let tenths = Int((number * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    return "\(sign)\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }
}
