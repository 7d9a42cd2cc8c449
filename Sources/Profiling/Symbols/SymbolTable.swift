/// The functions of one object file by address, as the linker put them.
///
/// Made from `.symtab`, or `.dynsym` where that was stripped, and the procedure linkage table. It
/// keeps the table's own bytes and sorted 16-byte keys into it; names stay in the file.
package struct SymbolTable: Sendable {
  struct Symbol: Equatable {
    var address: UInt64
    var size: UInt64
    /// The section that the symbol lies in.
    var section: UInt16
    var isWeak: Bool
    var isGlobal: Bool
    var name: UInt32
  }

  private let keys: [SymbolKey]
  private let entries: [UInt8]
  private let names: StringTable?
  private let plt: PLT
  /// One past the last byte of each section, to which a function without a size may reach.
  private let sectionEnds: [UInt64]

  /// Marks the numbers of keys that count entries of the procedure linkage table.
  private static let pltMark: UInt32 = 1 << 31
  /// How far back a function is searched that encloses what lies before an address.
  private static let enclosingLimit = 8

  /// - Parameters:
  ///   - file: Has the symbols; it may be a separate file that has nothing else.
  ///   - program: What runs: it alone has the procedure linkage table.
  ///   - includesData: Whether variables are taken for functions, too.
  package init(symbolsOf file: ELFFile, program: ELFFile, includesData: Bool = false) {
    sectionEnds = file.sections.map { $0.address.addingReportingOverflow($0.size).partialValue }
    plt = PLT(of: program)
    var keys: [SymbolKey] = []
    if let section = file.functionSymbols {
      names = StringTable(of: section, in: file)
      entries = file.bytes(of: section)
      keys = Self.functionKeys(
        entries, of: file, includesData: includesData, room: plt.entries.count)
    } else {
      names = nil
      entries = []
    }
    for (index, entry) in plt.entries.enumerated() {
      keys.append(SymbolKey(address: entry.address, number: UInt32(index) | Self.pltMark))
    }
    keys.sortByAddress()
    self.keys = keys
  }

  package var count: Int { keys.count }

  /// The number of the function that contains an address. Names for one address share a number.
  package func index(containing address: UInt64) -> Int? {
    var index = keys.count(upTo: address)
    for _ in 0..<Self.enclosingLimit {
      guard index > 0 else { return nil }
      let group = keys.group(at: index - 1)
      if address < end(of: group) { return group.lowerBound }
      index = group.lowerBound
    }
    return nil
  }

  /// The name of the function with a number, as it stands in the file.
  package func name(at index: Int) -> [UInt8] {
    let best = SymbolPreference.best(
      of: Array(keys.group(at: index)),
      preference: { index in
        let symbol = symbol(at: index)
        return SymbolPreference(
          hasSize: symbol.size > 0, isWeak: symbol.isWeak, isGlobal: symbol.isGlobal)
      }, name: { nameOfEntry(at: $0) })
    return nameOfEntry(at: best)
  }

  /// Hands over the name and the place of each function that has a size, by address. One that has
  /// several names comes with each of them; the procedure linkage table is left out.
  package func forEachFunction(
    _ body: (_ name: [UInt8], _ address: UInt64, _ bytes: UInt64) -> Void
  ) {
    for index in keys.indices where keys[index].number & Self.pltMark == 0 {
      let symbol = symbol(at: index)
      if symbol.size > 0 { body(nameOfEntry(at: index), symbol.address, symbol.size) }
    }
  }

  /// From the first byte of the function with a number to the one past its last.
  func addresses(at index: Int) -> Range<UInt64> {
    let group = keys.group(at: index)
    let start = keys[group.lowerBound].address
    return start..<max(start, end(of: group))
  }

  /// One past the last byte of the functions that begin at one address.
  private func end(of group: Range<Int>) -> UInt64 {
    let start = keys[group.lowerBound].address
    let size = group.reduce(0) { max($0, symbol(at: $1).size) }
    if size > 0 { return start.addingReportingOverflow(size).overflow ? .max : start + size }
    // Without a size, as assembly has it, a function reaches to the next one.
    let next = group.upperBound < keys.count ? keys[group.upperBound].address : UInt64.max
    let section = Int(symbol(at: group.lowerBound).section)
    let sectionEnd = sectionEnds.indices.contains(section) ? sectionEnds[section] : UInt64.max
    return sectionEnd > start ? min(next, sectionEnd) : next
  }

  private func symbol(at index: Int) -> Symbol {
    let key = keys[index]
    if key.number & Self.pltMark != 0 {
      return Symbol(
        address: key.address, size: plt.entrySize, section: 0, isWeak: false, isGlobal: true,
        name: 0)
    }
    return entries.withUnsafeBytes { buffer in
      let bytes = LittleEndianBytes(buffer)
      let base = UInt64(key.number) * Self.entrySize
      let info: UInt8 = bytes.integer(at: base + 4) ?? 0
      return Symbol(
        address: key.address, size: bytes.integer(at: base + 16) ?? 0,
        section: bytes.integer(at: base + 6) ?? 0, isWeak: info >> 4 == 2, isGlobal: info >> 4 == 1,
        name: bytes.integer(at: base) ?? 0)
    }
  }

  private func nameOfEntry(at index: Int) -> [UInt8] {
    let number = keys[index].number
    if number & Self.pltMark != 0 { return plt.name(at: Int(number & ~Self.pltMark)) }
    return names?.name(at: symbol(at: index).name) ?? []
  }
}

extension SymbolTable {
  static let entrySize: UInt64 = 24

  /// Keys of everything in a table that code can be in.
  ///
  /// Functions, resolvers of functions, and labels without a type if they lie in executable
  /// sections, as `_start` does.
  ///
  /// - Parameter room: For how many more keys there is to be room.
  private static func functionKeys(
    _ entries: [UInt8], of file: ELFFile, includesData: Bool, room: Int
  ) -> [SymbolKey] {
    // Labels of 64-bit ARM only mark where code and data alternate.
    let labelsAreFunctions = file.machine != 183
    let isExecutable = file.sections.map(\.isExecutable)
    let count = min(entries.count / Int(entrySize), Int(pltMark) - 1)
    return entries.withUnsafeBytes { bytes in
      var keys: [SymbolKey] = []
      keys.reserveCapacity(count + room)
      HugePages.ask(forRoomOf: keys)
      for number in 0..<count {
        let base = number &* Int(entrySize)
        let type = bytes[base + 4] & 15
        guard
          type == 2 || type == 10 || (type == 1 && includesData)
            || (type == 0 && labelsAreFunctions)
        else { continue }
        let section = UInt16(
          littleEndian: bytes.loadUnaligned(fromByteOffset: base + 6, as: UInt16.self))
        guard section != 0, section < 0xff00 else { continue }
        if type == 0 {
          guard Int(section) < isExecutable.count, isExecutable[Int(section)],
            bytes.loadUnaligned(fromByteOffset: base, as: UInt32.self) != 0
          else { continue }
        }
        let address = UInt64(
          littleEndian: bytes.loadUnaligned(fromByteOffset: base + 8, as: UInt64.self))
        keys.append(SymbolKey(address: address, number: UInt32(number)))
      }
      return keys
    }
  }
}

extension ELFFile {
  /// The table with the most function names: the linker's, else the loader's.
  var functionSymbols: Section? { linkerSymbols ?? usable(ELF.SectionType.dynamicSymbols) }

  var linkerSymbols: Section? { usable(ELF.SectionType.symbols) }

  private func usable(_ type: UInt32) -> Section? {
    sections.first {
      $0.type == type && $0.size >= SymbolTable.entrySize
        && ($0.entrySize == SymbolTable.entrySize || $0.entrySize == 0)
    }
  }
}
