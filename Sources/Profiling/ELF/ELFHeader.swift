/// The first 64 bytes of an object file, which say where its tables are.
struct ELFHeader {
  let type: UInt16
  let machine: UInt16
  let entry: UInt64
  private let segmentsOffset: UInt64
  private let sectionsOffset: UInt64
  private let segmentSize: UInt64
  private let segmentCount: UInt64
  private let sectionSize: UInt64
  private let sectionCount: UInt64
  private let namesIndex: UInt32

  private static let size: UInt64 = 64
  /// Linkers write dozens; objects of many sections, some ten thousand.
  private static let tableLimit: UInt64 = 1 << 17
  private static let nameLimit = 128

  init(_ content: ELFContent, name: String) throws(ELFError) {
    self = try content.withBytes(at: 0, count: Self.size) { buffer throws(ELFError) in
      try ELFHeader(LittleEndianBytes(buffer), name: name)
    }
  }

  private init(_ bytes: LittleEndianBytes, name: String) throws(ELFError) {
    guard bytes.count >= 4, bytes.buffer.prefix(4).elementsEqual([0x7f, 0x45, 0x4c, 0x46]) else {
      throw .notELF(path: name)
    }
    guard bytes.count >= Self.size else { throw .truncated(path: name, bytes: bytes.count) }
    guard bytes.buffer[4] == 2 else { throw .unsupported(path: name, what: "not 64-bit") }
    guard bytes.buffer[5] == 1 else { throw .unsupported(path: name, what: "big-endian") }
    func integer<Integer: FixedWidthInteger>(_ offset: UInt64) -> Integer {
      // All 64 bytes are there.
      bytes.integer(at: offset) ?? 0
    }
    type = integer(16)
    machine = integer(18)
    entry = integer(24)
    segmentsOffset = integer(32)
    sectionsOffset = integer(40)
    segmentSize = UInt64(integer(54) as UInt16)
    segmentCount = UInt64(integer(56) as UInt16)
    sectionSize = UInt64(integer(58) as UInt16)
    sectionCount = UInt64(integer(60) as UInt16)
    namesIndex = UInt32(integer(62) as UInt16)
  }

  func segments(_ content: ELFContent) -> [ELFFile.Segment] {
    guard segmentsOffset != 0, segmentSize >= 56 else { return [] }
    return content.withBytes(at: segmentsOffset, count: segmentCount * segmentSize) { buffer in
      let bytes = LittleEndianBytes(buffer)
      return (0..<(bytes.count / segmentSize)).compactMap { index in
        let base = index * segmentSize
        guard let type: UInt32 = bytes.integer(at: base),
          let flags: UInt32 = bytes.integer(at: base + 4),
          let offset: UInt64 = bytes.integer(at: base + 8),
          let address: UInt64 = bytes.integer(at: base + 16),
          let fileSize: UInt64 = bytes.integer(at: base + 32),
          let memorySize: UInt64 = bytes.integer(at: base + 40),
          let alignment: UInt64 = bytes.integer(at: base + 48)
        else { return nil }
        return ELFFile.Segment(
          type: type, flags: flags, offset: offset, address: address, fileSize: fileSize,
          memorySize: memorySize, alignment: alignment)
      }
    }
  }

  func sections(_ content: ELFContent) -> [ELFFile.Section] {
    guard sectionsOffset != 0, sectionSize >= 64 else { return [] }
    // Counts that do not fit into the header are in the first section, which stands for none.
    let (realCount, realNames) = content.withBytes(at: sectionsOffset, count: sectionSize) {
      buffer -> (UInt64, UInt32) in
      let first = LittleEndianBytes(buffer)
      let count = sectionCount != 0 ? sectionCount : first.integer(at: 32) ?? 0
      return (count, namesIndex != 0xffff ? namesIndex : first.integer(at: 40) ?? 0)
    }
    let count = min(realCount, Self.tableLimit)
    return content.withBytes(at: sectionsOffset, count: count * sectionSize) { buffer in
      let table = LittleEndianBytes(buffer)
      return withNames(content, table: table, index: realNames) { names in
        (0..<(table.count / sectionSize)).compactMap {
          section(table, at: $0 * sectionSize, names: names)
        }
      }
    }
  }

  private func withNames<Result>(
    _ content: ELFContent, table: LittleEndianBytes, index: UInt32,
    _ body: (LittleEndianBytes) -> Result
  ) -> Result {
    let base = UInt64(index) * sectionSize
    let offset: UInt64 = table.integer(at: base + 24) ?? 0
    let size: UInt64 = table.integer(at: base + 32) ?? 0
    return content.withBytes(at: offset, count: size) { body(LittleEndianBytes($0)) }
  }

  private func section(
    _ table: LittleEndianBytes, at base: UInt64, names: LittleEndianBytes
  ) -> ELFFile.Section? {
    guard let name: UInt32 = table.integer(at: base),
      let type: UInt32 = table.integer(at: base + 4),
      let flags: UInt64 = table.integer(at: base + 8),
      let address: UInt64 = table.integer(at: base + 16),
      let offset: UInt64 = table.integer(at: base + 24),
      let size: UInt64 = table.integer(at: base + 32),
      let link: UInt32 = table.integer(at: base + 40),
      let info: UInt32 = table.integer(at: base + 44),
      let alignment: UInt64 = table.integer(at: base + 48),
      let entrySize: UInt64 = table.integer(at: base + 56)
    else { return nil }
    let text = names.zeroTerminated(at: UInt64(name), limit: Self.nameLimit)
    return ELFFile.Section(
      name: text.map { String(decoding: $0, as: UTF8.self) } ?? "", type: type, flags: flags,
      address: address, offset: offset, size: size, link: link, info: info,
      alignment: alignment, entrySize: entrySize)
  }
}
