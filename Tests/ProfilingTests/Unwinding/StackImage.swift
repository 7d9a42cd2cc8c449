import Profiling

/// A stack written down by hand, and what finding its callers gave.
struct StackImage {
  /// The address of the first word, which is the stack pointer.
  static let pointer: UInt64 = 0x7ffe_0000_0000

  var registers = UserRegisters()
  var words: [UInt64]
  var chain: [UInt64] = []

  /// - Parameters:
  ///   - offset: Of the interrupted instruction in `rules.so`, less 0x1000.
  ///   - words: From the stack pointer on.
  init(at offset: UInt64, rbp: UInt64 = 0xbad, _ words: [UInt64]) {
    self.words = words
    registers.ip = UnwindingFixture.code + offset
    registers.sp = Self.pointer
    registers.bp = rbp
    registers.present = 0xff_01ff
  }

  /// The address of a word.
  static func word(_ index: Int) -> UInt64 { pointer &+ UInt64(bitPattern: Int64(index * 8)) }

  /// A return address, by its offset in `rules.so` less 0x1000.
  static func to(_ offset: UInt64) -> UInt64 { UnwindingFixture.code + offset }

  struct Result: Equatable {
    /// Offsets in `rules.so` less 0x1000.
    var offsets: [UInt64]
    var end: StackEnd
  }

  static func unwinder() -> StackUnwinder {
    StackUnwinder { _ in try? UnwindingFixture.rules() }
  }

  func unwound(by unwinder: StackUnwinder = Self.unwinder()) -> Result {
    var space = AddressSpace()
    space.map(
      AddressSpace.Mapping(
        start: UnwindingFixture.base, end: UnwindingFixture.base + 0x2000, fileOffset: 0, file: 0))
    var addresses: [UInt64] = []
    let end = words.withUnsafeBytes { stack in
      chain.withUnsafeBufferPointer { chain in
        unwinder.unwind(
          registers: registers, stack: stack, space: space,
          files: [MappedFile(path: "rules.so", kind: .userFile)], framePointerChain: chain,
          into: &addresses)
      }
    }
    return Result(offsets: addresses.map { $0 &- UnwindingFixture.code }, end: end)
  }
}
