import Profiling
import Testing

/// Sections made byte by byte, for what no assembler here writes.
@Suite struct CallFrameBytesTests {
  /// Where sections lie in these tests.
  private static let address: UInt64 = 0x5000

  private static func little<Integer: FixedWidthInteger>(_ value: Integer) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }

  private static func entry(_ contents: [UInt8], identifier: UInt32 = 0) -> [UInt8] {
    little(UInt32(contents.count + 4)) + little(identifier) + contents
  }

  /// def_cfa rsp + 8; the return address at CFA − 8.
  private static let common: [UInt8] = [0x0c, 7, 8, 0x90, 1]

  /// A function at 0x1000, 32 bytes long, whose frame grows to 16 bytes after one byte, behind one
  /// common part that is as given. Addresses are absolute.
  private static func section(common: [UInt8], augmentation: [UInt8] = []) -> [UInt8] {
    let first = entry(common)
    let description =
      little(UInt64(0x1000)) + little(UInt64(32)) + augmentation + [0x41, 0x0e, 16]
    return first + entry(description, identifier: UInt32(first.count + 4))
  }

  /// Return-address column 16, code alignment 1, data alignment −8 (0x78 as signed LEB128).
  @Test(arguments: [
    [1, 0, 1, 0x78, 16],
    [3, 0, 1, 0x78, 16],
    [4, 0, 8, 0, 1, 0x78, 16],
    // Before there were letters: "eh", and a word.
    [1, UInt8(ascii: "e"), UInt8(ascii: "h"), 0, 1, 2, 3, 4, 5, 6, 7, 8, 1, 0x78, 16],
  ])
  func `common information is read in each of its versions`(header: [UInt8]) {
    let table = CallFrameTable(
      bytes: Self.section(common: header + Self.common), at: Self.address)
    #expect(table.row(at: 0x1000).cfaOffset == 8)
    #expect(table.row(at: 0x1001).cfaOffset == 16)
    #expect(table.row(at: 0x101f).cfaOffset == 16)
    #expect(table.row(at: 0x1020).rule == .absent)
  }

  @Test(arguments: [
    [2, 0, 1, 0x78, 16], [5, 0, 1, 0x78, 16],
    // Addresses of four bytes, segments
    [4, 0, 4, 0, 1, 0x78, 16], [4, 0, 8, 2, 1, 0x78, 16],
    // Letters without a length
    [1, UInt8(ascii: "R"), 0, 1, 0x78, 16, 0x1b],
  ])
  func `common information of kinds not known is left alone`(header: [UInt8]) {
    let table = CallFrameTable(
      bytes: Self.section(common: header + Self.common), at: Self.address)
    #expect(table.row(at: 0x1000).rule == .absent)
  }

  /// The code alignment is 4: an advance by 1 is 4 bytes.
  @Test func `advances are multiplied by the code alignment`() {
    let table = CallFrameTable(
      bytes: Self.section(common: [1, 0, 4, 0x78, 16] + Self.common), at: Self.address)
    #expect(table.row(at: 0x1003).cfaOffset == 8)
    #expect(table.row(at: 0x1004).cfaOffset == 16)
  }

  @Test func `a letter that is not known ends the letters, not the entry`() {
    let header: [UInt8] =
      [1] + Array("zRX".utf8) + [0, 1, 0x78, 16, 4, 0x00, 1, 2, 3] + Self.common
    let table = CallFrameTable(
      bytes: Self.section(common: header, augmentation: [2, 9, 9]), at: Self.address)
    #expect(table.row(at: 0x1001).cfaOffset == 16)
  }

  /// A function at 0x4000, 0x10 bytes long, written in each way. The pointer lies 8 bytes into the
  /// second entry.
  @Test(
    arguments: [
      0x00, 0x02, 0x03, 0x04, 0x0a, 0x0b, 0x0c, 0x01, 0x09, 0x1a, 0x1b, 0x1c, 0x10,
    ] as [UInt8])
  func `addresses are read in every encoding`(encoding: UInt8) throws {
    let first = Self.entry(
      [1] + Array("zR".utf8) + [0, 1, 0x78, 16, 1, encoding] + Self.common)
    let place = Self.address + UInt64(first.count) + 8
    let value = encoding & 0x70 == 0x10 ? 0x4000 &- place : 0x4000
    let (pointer, length): ([UInt8], [UInt8]) =
      switch encoding & 0x0f {
      case 0x02, 0x0a: (Self.little(UInt16(truncatingIfNeeded: value)), [0x10, 0])
      case 0x03, 0x0b: (Self.little(UInt32(truncatingIfNeeded: value)), [0x10, 0, 0, 0])
      // 0x4000 in groups of seven bits: 0, 0, 1
      case 0x01, 0x09: ([0x80, 0x80, 0x01], [0x10])
      default: (Self.little(value), [0x10, 0, 0, 0, 0, 0, 0, 0])
      }
    let second = Self.entry(
      pointer + length + [0, 0x41, 0x0e, 16], identifier: UInt32(first.count + 4))
    let table = CallFrameTable(bytes: first + second, at: Self.address)
    #expect(table.count == 1)
    #expect(table.row(at: 0x3fff).rule == .absent)
    #expect(table.row(at: 0x4000).cfaOffset == 8)
    #expect(table.row(at: 0x400f).cfaOffset == 16)
    #expect(table.row(at: 0x4010).rule == .absent)
  }

  /// What lies behind a pointer is known only when the program runs, and nothing says what text,
  /// data or functions are relative to.
  @Test(arguments: [0x9b, 0x2b, 0x3b, 0x4b, 0xff, 0x05] as [UInt8])
  func `addresses that a file cannot tell describe nothing`(encoding: UInt8) {
    let first = Self.entry(
      [1] + Array("zR".utf8) + [0, 1, 0x78, 16, 1, encoding] + Self.common)
    let second = Self.entry(
      [0, 0x40, 0, 0, 0x10, 0, 0, 0, 0, 0x41, 0x0e, 16], identifier: UInt32(first.count + 4))
    let table = CallFrameTable(bytes: first + second, at: Self.address)
    #expect(table.count == 0)
    #expect(table.compiled().rows.isEmpty)
  }

  @Test func `lengths of 64 bits make identifiers of 64 bits`() {
    let common = [1, 0, 1, 0x78, 16] + Self.common
    let first =
      Self.little(UInt32.max) + Self.little(UInt64(common.count + 8)) + Self.little(UInt64(0))
      + common
    let contents = Self.little(UInt64(0x1000)) + Self.little(UInt64(32)) + [0x41, 0x0e, 16]
    let second =
      Self.little(UInt32.max) + Self.little(UInt64(contents.count + 8))
      + Self.little(UInt64(first.count + 12)) + contents
    let table = CallFrameTable(bytes: first + second, at: Self.address)
    #expect(table.row(at: 0x1001).cfaOffset == 16)
  }

  /// There, common information is marked by all ones and meant by its place in the section.
  @Test func `the debugger's section refers to common information by its place`() {
    let common = [4, 0, 8, 0, 1, 0x78, 16] + Self.common
    let contents = Self.little(UInt64(0x1000)) + Self.little(UInt64(32)) + [0x41, 0x0e, 16]
    let filler = Self.entry([4, 0, 8, 0, 1, 0x78, 16], identifier: .max)
    let table = CallFrameTable(
      bytes: filler + Self.entry(common, identifier: .max)
        + Self.entry(contents, identifier: UInt32(filler.count)),
      at: 0, flavor: .debugging)
    #expect(table.row(at: 0x1000).cfaOffset == 8)
    #expect(table.row(at: 0x1001).cfaOffset == 16)
  }

  @Test func `a location may be set outright`() {
    let first = Self.entry([1, 0, 1, 0x78, 16] + Self.common)
    let contents =
      Self.little(UInt64(0x1000)) + Self.little(UInt64(32)) + [0x01]
      + Self.little(UInt64(0x1010)) + [0x0e, 16]
    let table = CallFrameTable(
      bytes: first + Self.entry(contents, identifier: UInt32(first.count + 4)), at: Self.address)
    #expect(table.row(at: 0x100f).cfaOffset == 8)
    #expect(table.row(at: 0x1010).cfaOffset == 16)
  }

  @Test func `what follows damaged instructions has no rules, what precedes them keeps its own`() {
    let first = Self.entry([1, 0, 1, 0x78, 16] + Self.common)
    let contents =
      Self.little(UInt64(0x1000)) + Self.little(UInt64(32)) + [0x41, 0x0e, 16, 0x41, 0x3f]
    let table = CallFrameTable(
      bytes: first + Self.entry(contents, identifier: UInt32(first.count + 4)), at: Self.address)
    #expect(table.row(at: 0x1001).cfaOffset == 16)
    #expect(table.row(at: 0x1002).rule == .unexpressible)
    #expect(table.row(at: 0x101f).rule == .unexpressible)
  }
}
