import CElfUtils

/// Numbers for what stands at an address once inlined calls are told apart.
final class InlinePlaces {
  private struct Place: Hashable {
    /// The number of the function in the symbol table.
    var symbol: UInt32?
    /// The offset of the function's entry in DWARF.
    var function: UInt64?
    /// The innermost inlined call in that function's tree.
    var node: Int?
  }

  private let information: DebugInformation
  private let units: DebugUnits
  private var trees: [UInt64: InlineTree] = [:]
  private var places: [Place] = []
  private var numbers: [Place: UInt32] = [:]

  init(_ information: DebugInformation) {
    self.information = information
    units = DebugUnits(information)
  }

  /// - Parameters:
  ///   - address: As the linker put it.
  ///   - symbol: The function that the symbol table has there.
  func place(of address: UInt64, symbol: UInt32?) -> UInt32? {
    var place = Place(symbol: symbol)
    if let function = units.function(containing: address) {
      place.function = function
      place.node = tree(of: function).innermost(at: address)
    }
    if place.symbol == nil && place.function == nil { return nil }
    if let number = numbers[place] { return number }
    let number = UInt32(places.count)
    places.append(place)
    numbers[place] = number
    return number
  }

  /// The symbol, and the names of what was inlined, innermost first; the function's own name is the
  /// last of them when there is no symbol.
  func content(of number: UInt32) -> (symbol: UInt32?, names: [[UInt8]]) {
    let place = places[Int(number)]
    guard let function = place.function else { return (place.symbol, []) }
    var entries = place.node.map { tree(of: function).chain(from: $0).map(\.entry) } ?? []
    if place.symbol == nil { entries.append(function) }
    let names = entries.map { offset in
      information.entry(at: offset).map { information.name(of: $0) } ?? []
    }
    return (place.symbol, names)
  }

  private func tree(of function: UInt64) -> InlineTree {
    if let tree = trees[function] { return tree }
    var tree: InlineTree?
    if var die = information.entry(at: function) { tree = InlineTree(of: &die) }
    let made = tree ?? InlineTree()
    trees[function] = made
    return made
  }
}

extension InlineTree {
  /// Nothing was inlined.
  fileprivate init() {}
}
