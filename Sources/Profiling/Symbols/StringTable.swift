/// The names of a symbol table, fetched one by one when a symbol is hit.
struct StringTable: Sendable {
  private let file: ELFFile
  private let section: ELFFile.Section

  /// A name this long is cut: C++ templates make some of ten thousand bytes.
  static let nameLimit: UInt64 = 1 << 16

  init?(of symbols: ELFFile.Section, in file: ELFFile) {
    guard file.sections.indices.contains(Int(symbols.link)) else { return nil }
    section = file.sections[Int(symbols.link)]
    guard section.type != ELF.SectionType.noBits else { return nil }
    self.file = file
  }

  /// The bytes of a name up to its zero; empty when there is none.
  func name(at offset: UInt32) -> [UInt8] {
    guard UInt64(offset) < section.size else { return [] }
    let available = section.size - UInt64(offset)
    let (start, overflow) = section.offset.addingReportingOverflow(UInt64(offset))
    guard !overflow else { return [] }
    var length: UInt64 = 256
    while true {
      let asked = min(length, available)
      let (name, isWhole) = file.withBytes(at: start, count: asked) { bytes in
        let end = bytes.firstIndex(of: 0)
        return (Array(bytes[..<(end ?? bytes.endIndex)]), end != nil)
      }
      if isWhole || asked == available || length >= Self.nameLimit { return name }
      length = min(length * 8, Self.nameLimit)
    }
  }
}
