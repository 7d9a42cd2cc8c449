import CElfUtils

/// Finds functions by address: first the compilation unit, then the function in it.
///
/// Swift and clang write no index of addresses, so one is made of the units at first, and of a
/// unit's functions when one of them is asked for.
final class DebugUnits {
  private let information: DebugInformation
  private lazy var units: [CodeRange] = rangesOfUnits()
  /// By the unit's offset.
  private var functions: [UInt64: [CodeRange]] = [:]

  private static let depthLimit = 64

  init(_ information: DebugInformation) {
    self.information = information
  }

  /// The offset of the entry of the function that contains an address.
  func function(containing address: UInt64) -> UInt64? {
    guard let unit = units.entry(containing: address) else { return nil }
    if functions[unit] == nil { functions[unit] = rangesOfFunctions(inUnit: unit) }
    return functions[unit]?.entry(containing: address)
  }

  private func rangesOfUnits() -> [CodeRange] {
    var ranges: [CodeRange] = []
    var unit: OpaquePointer?
    while true {
      var next: OpaquePointer?
      var die = Dwarf_Die()
      guard dwarf_get_units(information.dwarf, unit, &next, nil, nil, &die, nil) == 0 else { break }
      die.appendRanges(to: &ranges, as: dwarf_dieoffset(&die))
      unit = next
    }
    ranges.sort { $0.low < $1.low }
    return ranges
  }

  private func rangesOfFunctions(inUnit unit: UInt64) -> [CodeRange] {
    guard var die = information.entry(at: unit) else { return [] }
    var ranges: [CodeRange] = []
    appendFunctions(below: &die, to: &ranges, depth: 0)
    ranges.sort { $0.low < $1.low }
    return ranges
  }

  private func appendFunctions(
    below die: inout Dwarf_Die, to ranges: inout [CodeRange], depth: Int
  ) {
    guard depth < Self.depthLimit else { return }
    die.forEachChild { child, tag in
      switch tag {
      case DW_TAG_subprogram:
        child.appendRanges(to: &ranges, as: dwarf_dieoffset(&child))
        // Swift has closures inside of the functions that make them.
        appendFunctions(below: &child, to: &ranges, depth: depth + 1)
      case DW_TAG_lexical_block, DW_TAG_namespace, DW_TAG_module, DW_TAG_structure_type,
        DW_TAG_class_type, DW_TAG_union_type, DW_TAG_enumeration_type, DW_TAG_interface_type:
        appendFunctions(below: &child, to: &ranges, depth: depth + 1)
      default:
        break
      }
    }
  }
}
