/// The procedure linkage table: the stubs through which a file calls functions of others.
///
/// No symbol names them, so they are named after what they call: `malloc@plt`.
struct PLT: Sendable {
  struct Entry: Sendable {
    let address: UInt64
    /// The offset of the called function's name.
    let name: UInt32
  }

  let entries: [Entry]
  let entrySize: UInt64 = 16
  private let names: StringTable?

  private static let relocationSize: UInt64 = 24
  /// Programs call some thousand functions of others.
  private static let limit: UInt64 = 1 << 20

  init(of file: ELFFile) {
    guard let relocations = file.section(named: ".rela.plt"),
      relocations.type == ELF.SectionType.relocationsWithAddends,
      file.sections.indices.contains(Int(relocations.link)),
      let names = StringTable(of: file.sections[Int(relocations.link)], in: file)
    else {
      self.names = nil
      entries = []
      return
    }
    self.names = names
    let called = Self.namesOfCalled(relocations, in: file)
    var entries: [Entry] = []
    // The first entry finds the function on the first call; that of 64-bit ARM takes two places.
    if let table = file.section(named: ".plt") {
      entries += Self.entries(table, skipping: file.machine == 183 ? 32 : 16, called: called)
    }
    // With Intel's branch tracking the stubs that are called lie in a table of their own.
    if let table = file.section(named: ".plt.sec") {
      entries += Self.entries(table, skipping: 0, called: called)
    }
    self.entries = entries
  }

  func name(at index: Int) -> [UInt8] {
    guard entries.indices.contains(index), let names else { return [] }
    return names.name(at: entries[index].name) + Array("@plt".utf8)
  }

  private static func entries(
    _ table: ELFFile.Section, skipping header: UInt64, called: [UInt32?]
  ) -> [Entry] {
    called.enumerated().compactMap { index, name in
      let offset = header + UInt64(index) * 16
      guard let name, offset < table.size, table.size - offset >= 16 else { return nil }
      let (address, overflow) = table.address.addingReportingOverflow(offset)
      return overflow ? nil : Entry(address: address, name: name)
    }
  }

  /// The name of what each relocation is for, in their order, which is that of the stubs.
  private static func namesOfCalled(
    _ relocations: ELFFile.Section, in file: ELFFile
  ) -> [UInt32?] {
    let symbols = file.withBytes(of: file.sections[Int(relocations.link)]) { Array($0) }
    return symbols.withUnsafeBytes { symbols in
      let symbols = LittleEndianBytes(symbols)
      return file.withBytes(of: relocations) { buffer in
        let bytes = LittleEndianBytes(buffer)
        return (0..<min(bytes.count / relocationSize, limit)).map { index in
          let info: UInt64 = bytes.integer(at: index * relocationSize + 8) ?? 0
          // A stub for a function of the file itself has no symbol.
          guard info >> 32 != 0 else { return nil }
          return symbols.integer(at: (info >> 32) * SymbolTable.entrySize)
        }
      }
    }
  }
}
