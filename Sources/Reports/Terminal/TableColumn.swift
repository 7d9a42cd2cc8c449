/// The columns after the name, in the order in which they stand.
enum TableColumn: CaseIterable {
  case median
  case interval
  /// Right beside the number that is in doubt.
  case doubt
  case throughput
  case allocations
  case density

  /// What is given up first on a narrow terminal.
  static let dispensable: [TableColumn] = [.density, .allocations, .throughput]

  var title: String {
    switch self {
    case .median: "median"
    case .interval, .doubt: ""
    case .throughput: "throughput"
    case .allocations: "allocs"
    case .density: "density"
    }
  }

  var isRightAligned: Bool {
    switch self {
    case .median, .interval, .throughput, .allocations: true
    case .doubt, .density: false
    }
  }

  /// The blank cells between this column and the one before it.
  var gap: Int { self == .doubt ? 1 : 2 }

  func text(of cells: RowCells) -> String {
    switch self {
    case .median: cells.median
    case .interval: cells.interval
    case .doubt: cells.isDoubted ? "!" : ""
    case .throughput: cells.throughput
    case .allocations: cells.allocations
    case .density: cells.density
    }
  }
}
