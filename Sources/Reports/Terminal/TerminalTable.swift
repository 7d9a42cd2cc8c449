import BenchModel
import Statistics

/// The table that a person reads after a run, with everything that casts doubt on it below.
package struct TerminalTable {
  private static let throughputCellsMax = 24
  private static let hangingIndent = 4

  let report: Report
  let width: Int
  let charset: Charset

  /// - Parameters:
  ///   - width: In cells; less than 60 counts as 60. No line is wider.
  ///   - color: Whether to write escape sequences; without it there is none in the output.
  ///   - charset: `.ascii` where the locale is not UTF-8.
  package static func render(
    _ report: Report, width: Int = 100, color: Bool, charset: Charset = .unicode
  ) -> String {
    let table = TerminalTable(report: report, width: max(60, width), charset: charset)
    let (rows, layout) = table.rows
    let parts = [rows, table.failures, table.notes, table.circumstances(layout)]
    return parts.filter { !$0.isEmpty }.joined(separator: [StyledLine()])
      .map { $0.rendered(color: color) + "\n" }.joined()
  }

  private var rows: (lines: [StyledLine], layout: TableLayout) {
    let entries = TableEntry.entries(of: report, charset: charset)
    let layout = layout(of: entries)
    guard !entries.isEmpty else { return ([StyledLine("No benchmark was run.")], layout) }
    let lines = entries.flatMap { entry -> [StyledLine] in
      switch entry {
      case .family(let path):
        nameLines(path, indent: 0)
      case .benchmark(let name, let indent, let content):
        rowLines(name: name, indent: indent, content, in: layout)
      }
    }
    return ([header(layout)] + lines, layout)
  }

  /// Columns without anything in them are left out without a word.
  private func layout(of entries: [TableEntry]) -> TableLayout {
    var names: [Int] = []
    var failureCells = 0
    var cellsByColumn: [TableColumn: Int] = [:]
    for case .benchmark(let name, let indent, let content) in entries {
      names.append(indent + CellWidth.of(name))
      switch content {
      case .failure(let kind):
        failureCells = max(failureCells, CellWidth.of(failureText(kind)))
      case .numbers(let cells):
        for column in TableColumn.allCases {
          let width = CellWidth.of(text(of: column, cells))
          cellsByColumn[column] = max(cellsByColumn[column] ?? 0, width)
        }
      }
    }
    let columns = TableColumn.allCases.compactMap { column -> TableLayout.Measured? in
      guard let cells = cellsByColumn[column], cells > 0 else { return nil }
      return (column, max(cells, CellWidth.of(column.title)))
    }
    return TableLayout(
      width: width, names: names, columns: columns, spanningCells: failureCells)
  }

  private func header(_ layout: TableLayout) -> StyledLine {
    var line = StyledLine(layout.hasNameColumn ? TableLayout.nameTitle : "", .dim)
    var edge = layout.nameCells
    for (column, cells) in layout.columns {
      edge += column.gap + cells
      line.pad(to: column.isRightAligned ? edge - CellWidth.of(column.title) : edge - cells)
      line.append(column.title, .dim)
    }
    return line
  }

  private func rowLines(
    name: String, indent: Int, _ content: TableEntry.Content, in layout: TableLayout
  ) -> [StyledLine] {
    var names = nameLines(name, indent: indent)
    let fits = layout.hasNameColumn && names.count == 1 && names[0].cells <= layout.nameCells
    var line = fits ? names.removeLast() : StyledLine()
    line.pad(to: layout.nameCells)
    switch content {
    case .failure(let kind):
      line.append(failureText(kind), .red)
    case .numbers(let cells):
      var edge = layout.nameCells
      for (column, width) in layout.columns {
        let text = text(of: column, cells)
        edge += column.gap + width
        line.pad(to: column.isRightAligned ? edge - CellWidth.of(text) : edge - width)
        line.append(text, column.style)
      }
    }
    return names + [line]
  }

  /// A name that is wider than the terminal breaks after a slash and goes on further right.
  private func nameLines(_ name: String, indent: Int) -> [StyledLine] {
    let room = width - indent
    let fits = CellWidth.of(name) <= room
    return TextWrap.lines(name, cells: fits ? room : room - Self.hangingIndent)
      .enumerated().map { index, row in
        var line = StyledLine()
        line.pad(to: indent + (index == 0 ? 0 : Self.hangingIndent))
        line.append(row)
        return line
      }
  }

  /// With the blanks that part it from the name.
  private func failureText(_ kind: String) -> String {
    "  \(charset.cross) \(kind), see below"
  }

  private func text(of column: TableColumn, _ cells: RowCells) -> String {
    let text = column.text(of: cells)
    guard column == .throughput else { return text }
    return TextWrap.elided(text, cells: Self.throughputCellsMax, charset: charset)
  }
}

extension TableColumn {
  fileprivate var style: StyledLine.Style {
    switch self {
    case .median, .throughput, .allocations: .plain
    case .interval, .density: .dim
    case .doubt: .yellow
    }
  }
}
