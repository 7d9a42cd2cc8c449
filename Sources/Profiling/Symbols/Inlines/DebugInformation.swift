import CElfUtils
import Glibc

/// The DWARF of one file, through libdw.
///
/// It is read into memory, not mapped, for the reason that `ELFContent` gives.
final class DebugInformation {
  let dwarf: OpaquePointer
  private let elf: OpaquePointer
  private let descriptor: Int32

  /// - Returns: `nil` when the file has none, or none that libdw can read.
  init?(path: String) {
    guard elf_version(UInt32(EV_CURRENT)) != UInt32(EV_NONE) else { return nil }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    guard let elf = elf_begin(descriptor, ELF_C_READ, nil) else {
      close(descriptor)
      return nil
    }
    guard let dwarf = dwarf_begin_elf(elf, DWARF_C_READ, nil) else {
      elf_end(elf)
      close(descriptor)
      return nil
    }
    self.descriptor = descriptor
    self.elf = elf
    self.dwarf = dwarf
  }

  deinit {
    dwarf_end(dwarf)
    elf_end(elf)
    close(descriptor)
  }

  func entry(at offset: UInt64) -> Dwarf_Die? {
    var die = Dwarf_Die()
    return dwarf_offdie(dwarf, offset, &die) != nil ? die : nil
  }

  /// The name by which the linker knows a function, else the one in the source.
  func name(of entry: Dwarf_Die) -> [UInt8] {
    var entry = entry
    var attribute = Dwarf_Attribute()
    for code in [DW_AT_linkage_name, DW_AT_MIPS_linkage_name, DW_AT_name] {
      guard dwarf_attr_integrate(&entry, UInt32(code), &attribute) != nil,
        let text = dwarf_formstring(&attribute)
      else { continue }
      return Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
    }
    return []
  }
}

/// A stretch of code, and the entry that describes it by its offset or number.
struct CodeRange {
  var low: UInt64
  /// One past the last byte.
  var high: UInt64
  var entry: UInt64
}

extension Dwarf_Die {
  /// No function is in more pieces; damaged lists may go on for long.
  private static let rangeLimit = 1 << 16

  /// Appends where the code of an entry lies, which may be in several pieces.
  mutating func appendRanges(to ranges: inout [CodeRange], as entry: UInt64) {
    var offset = 0
    var base: Dwarf_Addr = 0
    var low: Dwarf_Addr = 0
    var high: Dwarf_Addr = 0
    for _ in 0..<Self.rangeLimit {
      offset = dwarf_ranges(&self, offset, &base, &low, &high)
      guard offset > 0 else { return }
      if low < high { ranges.append(CodeRange(low: low, high: high, entry: entry)) }
    }
  }

  /// The entries directly below this one.
  mutating func forEachChild(_ body: (inout Dwarf_Die, Int) -> Void) {
    var child = Dwarf_Die()
    guard dwarf_child(&self, &child) == 0 else { return }
    while true {
      body(&child, Int(dwarf_tag(&child)))
      var next = Dwarf_Die()
      guard dwarf_siblingof(&child, &next) == 0 else { return }
      child = next
    }
  }
}

extension [CodeRange] {
  /// The entry of the shortest range around an address among those that begin last before it.
  func entry(containing address: UInt64) -> UInt64? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low &+ high) >> 1
      if self[middle].low <= address { low = middle &+ 1 } else { high = middle }
    }
    // Ranges hardly ever nest, but a cut-off one may hide what encloses it.
    return self[Swift.max(low - 8, 0)..<low].last { address < $0.high }?.entry
  }
}
