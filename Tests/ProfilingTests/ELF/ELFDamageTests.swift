import Testing

@testable import Profiling

/// Whatever is done to a file, reading it ends, and by itself.
@Suite struct ELFDamageTests {
  /// Asks everything of a file that there is to ask.
  private func read(_ bytes: [UInt8]) {
    guard let file = try? ELFFile(bytes: bytes, name: "damaged") else { return }
    for section in file.sections {
      file.withBytes(of: section) { #expect($0.count <= bytes.count) }
    }
    for offset in stride(from: UInt64(0), to: 0x4000, by: 0x111) {
      if let address = file.address(ofFileOffset: offset) {
        _ = file.fileOffset(ofAddress: address)
      }
    }
    let table = SymbolTable(symbolsOf: file, program: file)
    for address in stride(from: UInt64(0x1000), to: 0x1300, by: 7) {
      if let index = table.index(containing: address) { _ = table.name(at: index) }
    }
    if let index = table.index(containing: .max) { _ = table.name(at: index) }
    _ = file.debugLink
  }

  @Test func `a file cut anywhere is read as far as it goes`() throws {
    let bytes = try ELFFixture.bytes("elf/shapes.elf")
    for length in stride(from: 0, to: bytes.count, by: 61) { read(Array(bytes.prefix(length))) }
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `flipped bits in headers and tables are survived`(seed: UInt64) throws {
    let whole = try ELFFixture.bytes("elf/shapes.elf")
    let file = try ELFFile(bytes: whole, name: "whole")
    // Where damage does most: headers, symbols, relocations.
    let tables = [".symtab", ".dynsym", ".rela.plt", ".note.gnu.build-id"].compactMap {
      file.section(named: $0)
    }
    var places = Array(0..<(64 + 56 * file.segments.count))
    for table in tables { places += Int(table.offset)..<Int(table.offset + table.size) }
    places += (whole.count - 64 * file.sections.count)..<whole.count
    var random = SplitMix(state: seed)
    for _ in 0..<400 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let place = places.randomElement(using: &random) ?? 0
        bytes[place] =
          [0xff, 0x7f, 0, UInt8.random(in: 0...255, using: &random)]
          .randomElement(using: &random) ?? 0
      }
      read(bytes)
    }
  }

  @Test func `offsets at the end of numbers do not overflow`() throws {
    var bytes = try ELFFixture.bytes("elf/shapes.elf")
    let file = try ELFFile(bytes: bytes, name: "whole")
    let headers = bytes.count - 64 * file.sections.count
    for index in 0..<file.sections.count {
      for field in Array(16..<40) { bytes[headers + index * 64 + field] = 0xff }
    }
    for index in 0..<file.segments.count {
      for field in Array(8..<48) { bytes[64 + index * 56 + field] = 0xff }
    }
    read(bytes)
  }

  @Test func `names of sections are cut, so that they cannot fill memory`() throws {
    var bytes = [UInt8](repeating: 0, count: 64)
    bytes.replaceSubrange(0..<6, with: [0x7f, 0x45, 0x4c, 0x46, 2, 1])
    let count = 1000
    bytes[41] = 1  // Section headers at 256,
    bytes[58] = 64  // each of 64 bytes,
    bytes[60] = UInt8(count & 255)
    bytes[61] = UInt8(count >> 8)
    bytes += [UInt8](repeating: 0, count: 256 - 64 + count * 64)
    let names = bytes.count
    bytes += [UInt8](repeating: 0x61, count: 1 << 20)
    // The names are those of section 0, and have no end.
    for byte in 0..<4 { bytes[256 + 24 + byte] = UInt8(truncatingIfNeeded: names >> (8 * byte)) }
    bytes[256 + 34] = 0x10
    let file = try ELFFile(bytes: bytes, name: "names")
    #expect(file.sections.count == count)
    #expect(file.sections.allSatisfy { $0.name.utf8.count <= 128 })
  }
}
