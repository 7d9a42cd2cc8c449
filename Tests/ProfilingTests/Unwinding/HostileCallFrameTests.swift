import Foundation
import Profiling
import Testing

/// Damaged tables and nonsense stacks: whatever comes out, it comes, and in bounds.
@Suite struct HostileCallFrameTests {

  private static func examine(_ table: CallFrameTable, sectionBytes: Int) {
    let compiled = table.compiled()
    compiled.checkInvariants()
    // Each row but those of gaps took a byte of instructions at least.
    #expect(compiled.rows.count <= 2 * sectionBytes + 1)
    for address: UInt64 in 0xff0..<0x1140 { _ = table.row(at: address) }
    _ = table.row(at: table.base)
    _ = table.row(at: .max)
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `tables with flipped bits give rows or none`(seed: UInt64) throws {
    var generator = SplitMix(state: seed)
    var section = try UnwindingFixture.bytes(of: ".eh_frame")
    var header = try UnwindingFixture.bytes(of: ".eh_frame_hdr")
    for _ in 0...generator.below(8) {
      section.bytes[generator.below(section.bytes.count)] ^= 1 << UInt8(generator.below(8))
    }
    if seed % 2 == 0 {
      header.bytes[generator.below(header.bytes.count)] ^= 1 << UInt8(generator.below(8))
    }
    Self.examine(
      CallFrameTable(bytes: section.bytes, at: section.address, header: header),
      sectionBytes: section.bytes.count)
    Self.examine(
      CallFrameTable(bytes: section.bytes, at: section.address, flavor: .debugging),
      sectionBytes: section.bytes.count)
  }

  @Test func `tables cut anywhere give what precedes the cut`() throws {
    let section = try UnwindingFixture.bytes(of: ".eh_frame")
    var counts: [Int] = []
    for count in 0...section.bytes.count {
      let table = CallFrameTable(bytes: Array(section.bytes.prefix(count)), at: section.address)
      Self.examine(table, sectionBytes: count)
      counts.append(table.count)
    }
    #expect(counts == counts.sorted())
    #expect(counts.last == 11)
    // The first description ends at 0x38, as readelf says.
    #expect(counts[0x37] == 0)
    #expect(counts[0x38] == 1)
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func `files with flipped bits give tables or none`(seed: UInt64) throws {
    var generator = SplitMix(state: seed)
    var bytes = [UInt8](
      try Data(contentsOf: URL(fileURLWithPath: UnwindingFixture.path("rules.so"))))
    // The headers, the section headers, or anything
    let ranges = [0..<344, (bytes.count - 640)..<bytes.count, 0..<bytes.count]
    for _ in 0...generator.below(20) {
      let range = ranges[generator.below(3)]
      bytes[range.lowerBound + generator.below(range.count)] = UInt8(
        truncatingIfNeeded: generator.next())
    }
    guard let file = try? ELFFile(bytes: bytes, name: "damaged") else { return }
    Self.examine(CallFrameTable(of: file), sectionBytes: bytes.count)
  }

  /// Each is the whole of a section.
  @Test(arguments: [
    // A length of 2⁶⁴ − 1, of 2⁶³, and of nearly 4 GiB
    [UInt8](repeating: 0xff, count: 40),
    [0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0x80] + [UInt8](repeating: 0, count: 40),
    [0xf0, 0xff, 0xff, 0xff] + [UInt8](repeating: 0, count: 40),
    // Lengths too short for an identifier
    [1, 0, 0, 0, 9, 2, 0, 0, 0, 9, 9, 3, 0, 0, 0, 9, 9, 9],
    // A description whose common information is itself, and two that name each other
    [28, 0, 0, 0, 4, 0, 0, 0] + [UInt8](repeating: 1, count: 24),
    [12, 0, 0, 0, 0xf4, 0xff, 0xff, 0xff, 1, 1, 1, 1, 1, 1, 1, 1]
      + [12, 0, 0, 0, 0x14, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1],
    // Nothing but ends
    [UInt8](repeating: 0, count: 4096),
    // A number without an end
    [60, 0, 0, 0, 0, 0, 0, 0, 1, 0] + [UInt8](repeating: 0x80, count: 54),
    // Letters without an end
    [60, 0, 0, 0, 0, 0, 0, 0, 1] + [UInt8](repeating: UInt8(ascii: "z"), count: 55),
  ])
  func `nonsense describes nothing`(bytes: [UInt8]) {
    for flavor in [CallFrameFlavor.exceptionHandling, .debugging] {
      let table = CallFrameTable(bytes: bytes, at: .max - 8, flavor: flavor)
      #expect(table.count == 0)
      Self.examine(table, sectionBytes: bytes.count)
    }
  }

  /// One common part, and one description of 0x1000 ..< 0x1100 with these instructions.
  private static func section(_ instructions: [UInt8]) -> [UInt8] {
    let common: [UInt8] = [20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0x78, 16, 0x0c, 7, 8, 0x90, 1]
    let first = common + [UInt8](repeating: 0, count: 24 - common.count)
    let contents =
      [0x00, 0x10, 0, 0, 0, 0, 0, 0, 0x00, 0x01, 0, 0, 0, 0, 0, 0] + instructions
    let length = withUnsafeBytes(of: UInt32(contents.count + 4).littleEndian) { Array($0) }
    return first + length + [28, 0, 0, 0] + contents
  }

  /// Instructions that ask for much, each a section of some megabytes. None may take memory or time
  /// that its size does not explain.
  @Test(
    arguments: [
      // Remembering without end, advancing by nothing, and by one
      [0x0a], [0x40], [0x41],
      // An expression that branches to itself: 0x2f is skip, by −3
      [0x0f, 3, 0x2f, 0xfd, 0xff],
      // One that doubles its stack, and one that is as long as 2⁶³
      [0x0f, 4, 0x30, 0x12, 0x12, 0x22],
      [0x0f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
      // The largest numbers: an offset, an advance, a register
      [0x0e, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1],
      [0x04, 0xff, 0xff, 0xff, 0xff],
      [0x05, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 1],
      // Restoring what was never remembered
      [0x0b],
    ] as [[UInt8]])
  func `instructions that ask for much get little`(instruction: [UInt8]) {
    let count = (1 << 20) / instruction.count
    let bytes = Self.section(Array(repeating: instruction, count: count).flatMap { $0 })
    let table = CallFrameTable(bytes: bytes, at: 0x100_0000)
    #expect(table.count == 1)
    let clock = ContinuousClock()
    let duration = clock.measure {
      _ = table.row(at: 0x10ff)
      let compiled = table.compiled()
      compiled.checkInvariants()
      #expect(compiled.rows.count <= 257)
    }
    #expect(duration < .seconds(5))
  }

  /// A search table of 50,000 entries that all mean one description of a megabyte: carrying it out
  /// for each would take hours.
  @Test func `many entries of one description are carried out once`() {
    let bytes = Self.section([UInt8](repeating: 0, count: 1 << 20))
    var header: [UInt8] = [1, 0x03, 0x03, 0x3b, 0, 0, 0, 0]
    let count = 50_000
    func append(_ value: Int32) {
      header += withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
    append(Int32(count))
    header[4] = 1
    // The table lies at 0, the section at 0x100000, its description 24 bytes on.
    for _ in 0..<count {
      append(0x1000)
      append(0x10_0018)
    }
    let table = CallFrameTable(bytes: bytes, at: 0x10_0000, header: (header, 0))
    #expect(table.count == count)
    let clock = ContinuousClock()
    let duration = clock.measure {
      let compiled = table.compiled()
      compiled.checkInvariants()
      #expect(!compiled.isComplete)
    }
    #expect(duration < .seconds(5))
  }

  @Test func `stacks of nonsense end`() throws {
    let unwinder = StackImage.unwinder()
    var generator = SplitMix(state: 2026)
    for _ in 0..<20_000 {
      // Half of the words point to code or to the stack, so that the walk goes on for a while.
      let words = (0..<generator.below(64)).map { _ in
        switch generator.below(4) {
        case 0, 1: StackImage.to(UInt64(generator.below(0x190)))
        case 2: StackImage.word(generator.below(70) - 3)
        default: generator.next()
        }
      }
      var image = StackImage(at: UInt64(generator.below(0x190)), words)
      image.registers.bp = words.first ?? 0
      image.registers.bx = StackImage.word(generator.below(70))
      image.chain = Array(words.prefix(generator.below(8)))
      let result = image.unwound(by: unwinder)
      #expect(result.offsets.count <= words.count + 3 + image.chain.count)
    }
    #expect(unwinder.statistics.stacks == 20_000)
  }

  /// The stack pointer at the ends of memory, where additions wrap.
  @Test(arguments: [0, 8, .max - 7, .max, 1 << 63] as [UInt64], [0, 1, 8, 64])
  func `stack pointers at the ends of memory are survived`(pointer: UInt64, count: Int) {
    for offset: UInt64 in 0..<0x180 {
      var image = StackImage(at: offset, rbp: pointer &- 8, Array(repeating: pointer, count: count))
      image.registers.sp = pointer
      image.registers.bx = .max
      image.chain = [1, 2, 3]
      #expect(image.unwound().offsets.count <= count + 3)
    }
  }
}

extension SplitMix {
  fileprivate mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
