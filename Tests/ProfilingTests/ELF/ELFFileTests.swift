import Foundation
import Glibc
import Testing

@testable import Profiling

@Suite struct ELFFileTests {
  private let file: ELFFile

  init() throws { file = try ELFFile(path: ELFFixture.path("elf/shapes.elf")) }

  /// `readelf --section-headers`, a line such as
  /// `[14] .text PROGBITS 0000000000001050 001050 000236 00 AX 0 0 16`.
  @Test func `sections are what readelf lists`() throws {
    var seen = 0
    for line in try ELFFixture.lines("elf/shapes.readelf") {
      guard let close = line.firstIndex(of: "]"), line.hasPrefix("  ["),
        let index = Int(line.dropFirst(3).prefix { $0 != "]" }.drop { $0 == " " }), index > 0
      else { continue }
      let words = line[close...].dropFirst().split(separator: " ")
      let section = try #require(file.sections.indices.contains(index) ? file.sections[index] : nil)
      #expect(section.name == words[0])
      #expect(section.address == UInt64(words[2], radix: 16))
      #expect(section.offset == UInt64(words[3], radix: 16))
      #expect(section.size == UInt64(words[4], radix: 16))
      #expect(section.entrySize == UInt64(words[5], radix: 16))
      let flags = words.count == 10 ? words[6] : ""
      #expect(section.isExecutable == flags.contains("X"), "\(section.name)")
      #expect(section.link == UInt32(words[words.count - 3]))
      #expect(section.info == UInt32(words[words.count - 2]))
      #expect(section.alignment == UInt64(words[words.count - 1]))
      seen += 1
    }
    #expect(seen == file.sections.count - 1)
  }

  /// `readelf --program-headers`, a line such as
  /// `LOAD 0x001000 0x0000000000001000 0x0000000000001000 0x000281 0x000281 R E 0x1000`.
  @Test func `loaded segments are what readelf lists`() throws {
    let lines = try ELFFixture.lines("elf/shapes.readelf").filter { $0.hasPrefix("  LOAD ") }
    let loaded = file.segments.filter(\.isLoaded)
    #expect(loaded.count == lines.count)
    for (segment, line) in zip(loaded, lines) {
      let words = line.split(separator: " ")
      let numbers = words[1...5].compactMap { UInt64($0.dropFirst(2), radix: 16) }
      #expect(
        [segment.offset, segment.address, segment.fileSize, segment.memorySize]
          == [numbers[0], numbers[1], numbers[3], numbers[4]])
      #expect(segment.isExecutable == words[6...].dropLast().contains { $0.contains("E") })
    }
  }

  @Test func `the build id is what readelf prints`() throws {
    let line = try #require(
      ELFFixture.lines("elf/shapes.readelf").first { $0.contains("Build ID: ") })
    let digits = try #require(file.buildID.map(DebugFiles.digits))
    #expect(line.hasSuffix("Build ID: \(digits)"))
    #expect(file.machine == 62)
    #expect(file.type == 3)
  }

  @Test func `the build id is found without section headers`() throws {
    var bytes = try ELFFixture.bytes("elf/shapes.elf")
    // e_shoff, e_shnum and e_shstrndx.
    for index in Array(40..<48) + Array(60..<64) { bytes[index] = 0 }
    let bare = try ELFFile(bytes: bytes, name: "bare")
    #expect(bare.sections.isEmpty)
    #expect(bare.buildID == file.buildID)
  }

  /// By hand from readelf's table: code lies where the file has it, data 4096 bytes later.
  @Test func `file offsets and addresses are turned into each other`() throws {
    let code = try #require(file.section(named: ".text"))
    let data = try #require(file.section(named: ".data"))
    #expect(file.address(ofFileOffset: code.offset) == code.address)
    #expect(file.address(ofFileOffset: data.offset) == data.offset + 0x1000)
    #expect(file.fileOffset(ofAddress: data.address) == data.offset)
    #expect(file.fileOffset(ofAddress: code.address + 5) == code.offset + 5)
    #expect(file.address(ofFileOffset: 0x7fff_ffff_ffff) == nil)
    #expect(file.fileOffset(ofAddress: .max) == nil)
    // Memory that is zero at the start is in no file.
    let zeroed = try #require(file.section(named: ".bss"))
    #expect(file.fileOffset(ofAddress: zeroed.address + zeroed.size - 1) == nil)
  }

  @Test func `a section hands out its bytes, and none where it takes no room`() throws {
    let comment = try #require(file.section(named: ".comment"))
    let text = file.withBytes(of: comment) { String(decoding: $0, as: UTF8.self) }
    #expect(text.hasPrefix("GCC: ("))
    let zeroed = try #require(file.section(named: ".bss"))
    #expect(file.withBytes(of: zeroed) { $0.count } == 0)
  }

  @Test func `large files are read in parts with the same result`() throws {
    try ELFFixture.withFolder { folder in
      let path = folder + "/large"
      var bytes = try ELFFixture.bytes("elf/shapes.elf")
      let code = try #require(file.section(named: ".text"))
      let expected = file.withBytes(of: code) { Array($0) }
      bytes += [UInt8](repeating: 0, count: Int(ELFContent.wholeLimit))
      try Data(bytes).write(to: URL(filePath: path))
      let large = try ELFFile(path: path)
      #expect(large.sections == file.sections)
      #expect(large.segments == file.segments)
      #expect(large.withBytes(of: code) { Array($0) } == expected)
    }
  }

  @Test func `a file that shrinks while it is open gives fewer bytes`() throws {
    try ELFFixture.withFolder { folder in
      let path = folder + "/shrinking"
      let bytes = try ELFFixture.bytes("elf/shapes.elf")
      let zeros = [UInt8](repeating: 0, count: Int(ELFContent.wholeLimit))
      try Data(bytes + zeros).write(to: URL(filePath: path))
      let shrinking = try ELFFile(path: path)
      let code = try #require(shrinking.section(named: ".text"))
      #expect(truncate(path, off_t(code.offset) + 7) == 0)
      #expect(shrinking.withBytes(of: code) { $0.count } == 7)
      #expect(truncate(path, 0) == 0)
      #expect(shrinking.withBytes(of: code) { $0.count } == 0)
      #expect(SymbolTable(symbolsOf: shrinking, program: shrinking).count == 0)
    }
  }
}
