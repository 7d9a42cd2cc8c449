import Foundation
import Profiling
import Testing

@Suite struct CallFrameTableTests {
  /// What readelf makes of `rules.so` is kept beside it.
  @Test func `every row of hand-written rules is what readelf says`() throws {
    let table = CallFrameTable(of: try UnwindingFixture.rules())
    let text = try Data(contentsOf: URL(fileURLWithPath: UnwindingFixture.path("rules.readelf")))
    let expected = ReadelfRows(text: text).rows
    #expect(expected.count == 46)
    for row in expected {
      for address in row.start..<row.end {
        let ours = table.row(at: address)
        #expect(row.agrees(with: ours), "at \(String(address, radix: 16)): \(row) is not \(ours)")
      }
    }
  }

  /// Expressions, of which readelf does not print the meaning; worked by hand from `rules.s`.
  @Test func `expressions that compilers, linkers and the C library write become rules`() throws {
    let table = CallFrameTable(of: try UnwindingFixture.rules())

    var realigned = CallFrameRow(start: 0x74, rule: .indirect, register: 6)
    realigned.cfaOffset = -16
    (realigned.rbp, realigned.rbpOffset) = (.atFramePointer, 0)
    (realigned.rbx, realigned.rbxOffset) = (.atFramePointer, -8)
    #expect(table.row(at: 0x1075) == realigned)

    var linkage = CallFrameRow(start: 0x90, rule: .procedureLinkage, register: 7)
    linkage.cfaOffset = 8
    linkage.extra = 11
    #expect(table.row(at: 0x10ab) == linkage)

    var interrupted = CallFrameRow(start: 0xbf, rule: .interrupted, register: 7)
    interrupted.cfaOffset = 160
    interrupted.extra = 168
    interrupted.isSignalFrame = true
    (interrupted.rbp, interrupted.rbpOffset) = (.atStackPointer, 120)
    (interrupted.rbx, interrupted.rbxOffset) = (.atStackPointer, 128)
    #expect(table.row(at: 0x10c0) == interrupted)

    var cryptography = CallFrameRow(start: 0x11c, rule: .indirect, register: 7)
    cryptography.cfaOffset = 0x20
    cryptography.extra = 8
    #expect(table.row(at: 0x111e) == cryptography)

    #expect(table.row(at: 0x1120).rule == .unexpressible)
  }

  @Test func `code between descriptions has no rule`() throws {
    let table = CallFrameTable(of: try UnwindingFixture.rules())
    for address: UInt64 in [0, 0xfff, 0x100b, 0x101f, 0x1037, 0x1123, 0x1130, 0x1200, .max] {
      #expect(table.row(at: address).rule == .absent)
    }
    #expect(table.count == 11)
  }

  @Test func `all rows compiled at once say what single look-ups say`() throws {
    let table = CallFrameTable(of: try UnwindingFixture.rules())
    let compiled = table.compiled()
    compiled.checkInvariants()
    #expect(compiled.isComplete)
    for address: UInt64 in 0xf00..<0x1200 {
      var row = compiled.row(at: address)
      let single = table.row(at: address)
      row.start = single.start
      #expect(row == single, "at \(String(address, radix: 16))")
    }
  }

  /// C code walks them.
  @Test func `a row has sixteen bytes and no pointers`() {
    #expect(MemoryLayout<CallFrameRow>.size == 16)
    #expect(MemoryLayout<CallFrameRow>.stride == 16)
    #expect(_isPOD(CallFrameRow.self))
  }

  @Test func `the linker's search table and a scan of the section find the same`() throws {
    let section = try UnwindingFixture.bytes(of: ".eh_frame")
    let header = try UnwindingFixture.bytes(of: ".eh_frame_hdr")
    let sorted = CallFrameTable(bytes: section.bytes, at: section.address, header: header)
    let scanned = CallFrameTable(bytes: section.bytes, at: section.address)
    #expect(sorted.count == 11)
    #expect(scanned.count == 11)
    for address: UInt64 in 0xf00..<0x1200 {
      #expect(sorted.row(at: address) == scanned.row(at: address))
    }
  }

  @Test func `a search table that belongs to other code is not believed`() throws {
    let section = try UnwindingFixture.bytes(of: ".eh_frame")
    var header = try UnwindingFixture.bytes(of: ".eh_frame_hdr")
    header.address += 0x100
    let table = CallFrameTable(bytes: section.bytes, at: section.address, header: header)
    #expect(table.base == 0x1000)
    #expect(table.row(at: 0x1004).register == 6)
  }

  @Test func `a file stripped of its section headers keeps its tables`() throws {
    var bytes = [UInt8](
      try Data(contentsOf: URL(fileURLWithPath: UnwindingFixture.path("rules.so"))))
    // e_shoff, and e_shentsize, e_shnum, e_shstrndx
    for index in Array(40..<48) + Array(58..<64) { bytes[index] = 0 }
    let file = try ELFFile(bytes: bytes, name: "stripped")
    #expect(file.sections.isEmpty)
    let table = CallFrameTable(of: file)
    #expect(table.count == 11)
    #expect(table.row(at: 0x1026).cfaOffset == 48)
  }

  @Test func `a file for another processor has no rows`() throws {
    var bytes = [UInt8](
      try Data(contentsOf: URL(fileURLWithPath: UnwindingFixture.path("rules.so"))))
    bytes[18] = 183
    let table = CallFrameTable(of: try ELFFile(bytes: bytes, name: "arm"))
    #expect(table.count == 0)
    #expect(table.row(at: 0x1000).rule == .absent)
    #expect(table.compiled().rows.isEmpty)
  }
}
