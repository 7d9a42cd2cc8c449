/// Decides which columns stand where, from widths alone.
///
/// A name is never cut, since it is what a reader copies back to the command line. One that is
/// wider than its column gets a line of its own, above its numbers. Where the terminal leaves
/// names less than `nameCellsMin`, the density goes; where that does not help, every name gets
/// a line of its own and the numbers have the whole width.
struct TableLayout {
  /// A column with its width in cells.
  typealias Measured = (column: TableColumn, cells: Int)

  static let nameTitle = "benchmark"

  /// Below this, too many names would need a line of their own.
  static let nameCellsMin = 24

  /// How far numbers stand in where all of them have a line of their own.
  static let numbersIndent = 2

  /// The width of the name column, or what numbers stand in where there is none.
  let nameCells: Int
  let hasNameColumn: Bool
  let columns: [Measured]
  let leftOut: [TableColumn]

  /// - Parameters:
  ///   - names: The width of each name, with its indentation.
  ///   - spanningCells: The width of the widest text that stands in place of the columns.
  init(width: Int, names: [Int], columns: [Measured], spanningCells: Int) {
    func cells(_ columns: [Measured]) -> Int {
      columns.reduce(0) { $0 + $1.column.gap + $1.cells }
    }
    func room(beside columns: [Measured]) -> Int { width - max(cells(columns), spanningCells) }
    let title = CellWidth.of(Self.nameTitle)
    let needed = min(Self.nameCellsMin, max(title, names.max() ?? 0))
    let withoutDensity = columns.filter { $0.column != .density }
    var kept: [Measured]
    if let fitting = [columns, withoutDensity].first(where: { room(beside: $0) >= needed }) {
      let room = room(beside: fitting)
      kept = fitting
      nameCells = max(title, names.filter { $0 <= room }.max() ?? 0)
      hasNameColumn = true
    } else {
      kept = columns
      for column in TableColumn.dispensable where Self.numbersIndent + cells(kept) > width {
        kept.removeAll { $0.column == column }
      }
      nameCells = Self.numbersIndent
      hasNameColumn = false
    }
    self.columns = kept
    leftOut = columns.map(\.column).filter { column in !kept.contains { $0.column == column } }
  }
}
