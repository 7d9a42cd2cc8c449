/// Rows of cells under titles, with names at the left, fitted to a number of cells.
///
/// A name is never cut, since it is what a reader copies back to the command line. One that is
/// wider than its column gets a line of its own, above its cells. Where that would befall most
/// names, the cells have the whole width, and columns that can be spared go in their order.
struct GridTable {
  struct Column {
    let title: String
    let isRightAligned: Bool
    /// The lowest goes first where the width does not hold all; `nil` for what always stays.
    let spared: Int?
    /// Goes before names lose their column.
    let isLuxury: Bool

    init(
      _ title: String, isRightAligned: Bool = false, spared: Int? = nil, isLuxury: Bool = false
    ) {
      self.title = title
      self.isRightAligned = isRightAligned
      self.spared = spared
      self.isLuxury = isLuxury
    }
  }

  struct Cell {
    let text: String
    let style: StyledLine.Style

    init(_ text: String, _ style: StyledLine.Style = .plain) {
      self.text = text
      self.style = style
    }
  }

  enum Row {
    /// A line of its own above the rows that belong to it.
    case heading(String)
    /// One cell for each column. Without a name it goes on with the row above.
    case cells(name: String?, indent: Int, [Cell])
    /// What stands in place of the cells.
    case note(name: String, Cell)
  }

  /// Below this, too many names would need a line of their own.
  private static let nameCellsMin = 18
  private static let gap = 2
  private static let cellsIndent = 2
  private static let hangingIndent = 4

  private let rows: [Row]
  private let width: Int
  private let nameTitle: String
  private let nameCells: Int
  private let hasNameColumn: Bool
  /// The columns that are shown: index and width.
  private let shown: [(index: Int, cells: Int)]
  private let columns: [Column]

  /// The titles of columns that did not fit.
  let leftOut: [String]

  /// Columns without anything in them are left out without a word.
  ///
  /// - Precondition: Each row has as many cells as there are columns.
  init(name nameTitle: String, columns: [Column], rows: [Row], width: Int) {
    var cellsByColumn = columns.map { _ in 0 }
    var names: [Int] = []
    var noteCells = 0
    for row in rows {
      switch row {
      case .heading: continue
      case .note(let name, let cell):
        names.append(CellWidth.of(name))
        noteCells = max(noteCells, CellWidth.of(cell.text))
      case .cells(let name, let indent, let cells):
        precondition(
          cells.count == columns.count, "\(cells.count) cells for \(columns.count) columns")
        if let name { names.append(indent + CellWidth.of(name)) }
        for (index, cell) in cells.enumerated() {
          cellsByColumn[index] = max(cellsByColumn[index], CellWidth.of(cell.text))
        }
      }
    }
    let all = columns.indices.filter { cellsByColumn[$0] > 0 }.map { index in
      (index: index, cells: max(cellsByColumn[index], CellWidth.of(columns[index].title)))
    }
    func cells(_ shown: [(index: Int, cells: Int)]) -> Int {
      shown.reduce(0) { $0 + Self.gap + $1.cells }
    }
    let title = CellWidth.of(nameTitle)
    let needed = min(Self.nameCellsMin, max(title, names.max() ?? 0))
    func room(beside shown: [(index: Int, cells: Int)]) -> Int {
      width - max(cells(shown), Self.gap + noteCells)
    }
    let luxuries = Self.inOrderOfSparing(columns).filter { columns[$0].isLuxury }
    let fewer = (0...luxuries.count).map { count in
      all.filter { !luxuries.prefix(count).contains($0.index) }
    }
    var kept = all
    if let fitting = fewer.first(where: { room(beside: $0) >= needed }) {
      let room = room(beside: fitting)
      kept = fitting
      hasNameColumn = true
      nameCells = max(title, names.filter { $0 <= room }.max() ?? 0)
    } else {
      hasNameColumn = false
      nameCells = Self.cellsIndent
      let spared = Self.inOrderOfSparing(columns).filter { columns[$0].spared != nil }
      // The first gap is not needed where no name stands before it.
      for index in spared where Self.cellsIndent + cells(kept) - Self.gap > width {
        kept.removeAll { $0.index == index }
      }
    }
    self.nameTitle = nameTitle
    self.columns = columns
    self.rows = rows
    self.width = width
    shown = kept
    leftOut = all.filter { column in !kept.contains { $0.index == column.index } }
      .map { columns[$0.index].title }.filter { !$0.isEmpty }
  }

  var lines: [StyledLine] {
    [header]
      + rows.flatMap { row -> [StyledLine] in
        switch row {
        case .heading(let text):
          return nameLines(text, indent: 0)
        case .note(let name, let cell):
          var (above, line) = opened(name: name, indent: 0)
          line.pad(to: start)
          line.append(cell.text, cell.style)
          return above + [line]
        case .cells(let name, let indent, let cells):
          var (above, line) = opened(name: name, indent: indent)
          place(in: &line) { cells[$0] }
          return above + [line]
        }
      }
  }

  /// Those that always stay come last.
  private static func inOrderOfSparing(_ columns: [Column]) -> [Int] {
    columns.indices.sorted { (columns[$0].spared ?? .max) < (columns[$1].spared ?? .max) }
  }

  private var header: StyledLine {
    var line = StyledLine(hasNameColumn ? nameTitle : "", .dim)
    place(in: &line) { Cell(columns[$0].title, .dim) }
    return line
  }

  /// Where the first column begins.
  private var start: Int { hasNameColumn ? nameCells + Self.gap : nameCells }

  private func place(in line: inout StyledLine, _ cell: (Int) -> Cell) {
    var edge = start
    for (index, cells) in shown {
      let cell = cell(index)
      let text = CellWidth.of(cell.text)
      line.pad(to: columns[index].isRightAligned ? edge + cells - text : edge)
      line.append(cell.text, cell.style)
      edge += cells + Self.gap
    }
  }

  /// The line on which the cells stand, and those above it that the name needs for itself.
  private func opened(name: String?, indent: Int) -> (above: [StyledLine], line: StyledLine) {
    guard let name else { return ([], StyledLine()) }
    var names = nameLines(name, indent: indent)
    let fits = hasNameColumn && names.count == 1 && names[0].cells <= nameCells
    let line = fits ? names.removeLast() : StyledLine()
    return (names, line)
  }

  /// A name that is wider than the terminal breaks after a slash and goes on further right.
  private func nameLines(_ name: String, indent: Int) -> [StyledLine] {
    StyledLine.wrapped(
      name, width: width, indent: indent,
      hanging: CellWidth.of(name) <= width - indent ? indent : indent + Self.hangingIndent)
  }
}
