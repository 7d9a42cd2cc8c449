/// What the bytes of a function without a table tell of its frame at the interrupted instruction.
///
/// The Swift compiler leaves tables out for functions that cannot unwind, a third of its standard
/// library. Such functions keep frame pointers, so what is in doubt is only the beginning, before
/// the frame is made, and the end, when it is gone.
enum InterruptedCode {
  /// How many bytes before the instruction, and from it on, are looked at.
  static let before = 1
  static let after = 5

  private static let pushFramePointer: UInt8 = 0x55
  private static let popFramePointer: UInt8 = 0x5d
  /// `mov %rsp,%rbp`
  private static let setFramePointer: [UInt8] = [0x48, 0x89, 0xe5]
  /// `endbr64`
  private static let landingPad: [UInt8] = [0xf3, 0x0f, 0x1e, 0xfa]

  /// `vzeroupper`, `ret`
  private static let clearVectorsAndReturn: [UInt8] = [0xc5, 0xf8, 0x77, 0xc3]

  /// The caller's return address is on top of the stack.
  static let returnAddressOnTop = row(register: CallFrameRegister.rsp, offset: 8, savedAt: nil)
  /// The caller's `rbp` is on top of the stack, its return address below.
  static let framePointerOnTop = row(register: CallFrameRegister.rsp, offset: 16, savedAt: -16)
  /// The function has a frame pointer.
  static let framePointerSet = row(register: CallFrameRegister.rbp, offset: 16, savedAt: -16)

  /// - Parameters:
  ///   - preceding: The byte before the instruction.
  ///   - code: The bytes from the instruction on.
  /// - Returns: `nil` in the middle of a function.
  static func row(preceding: UInt8?, code: some Collection<UInt8>) -> CallFrameRow? {
    guard let first = code.first else { return nil }
    if preceding == pushFramePointer, code.starts(with: setFramePointer) {
      return framePointerOnTop
    }
    switch first {
    case pushFramePointer, 0xc3, 0xc2:
      return returnAddressOnTop
    case 0xf3 where code.dropFirst().first == 0xc3 || code.starts(with: landingPad):
      return returnAddressOnTop
    case 0xff where code.dropFirst().first == 0x25:
      // A jump through a table of addresses, as of a linkage table or to another library.
      return returnAddressOnTop
    case 0xe9, 0xeb, 0xff:
      // A function that ends in another: a jump after its frame is gone.
      return preceding == popFramePointer ? returnAddressOnTop : nil
    case 0xc5 where code.starts(with: clearVectorsAndReturn):
      return returnAddressOnTop
    default:
      return nil
    }
  }

  /// Whether code from a function's beginning up to the interrupted instruction makes a frame.
  static func makesFrame(_ code: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    while index + 4 <= code.count {
      if code[index] == pushFramePointer, code[index + 1] == 0x48, code[index + 2] == 0x89,
        code[index + 3] == 0xe5
      {
        return true
      }
      index += 1
    }
    return false
  }

  private static func row(register: UInt8, offset: Int32, savedAt: Int16?) -> CallFrameRow {
    var row = CallFrameRow(start: 0, rule: .register, register: register)
    row.cfaOffset = offset
    row.extra = -8
    if let savedAt {
      row.rbp = .atFrame
      row.rbpOffset = savedAt
    }
    return row
  }
}
