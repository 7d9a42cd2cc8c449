enum HexadecimalText {
  /// Reads up to 16 digits, and moves past them; `nil` when there is none or one too many.
  @inline(__always)
  static func number(_ bytes: UnsafeRawBufferPointer, at index: inout Int) -> UInt64? {
    let start = index
    var value: UInt64 = 0
    while index < bytes.count, let digit = digit(bytes[index]) {
      guard index - start < 16 else { return nil }
      value = value << 4 | UInt64(digit)
      index &+= 1
    }
    return index > start ? value : nil
  }

  @inline(__always)
  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte &- 0x30
    case 0x61...0x66: byte &- 0x57
    case 0x41...0x46: byte &- 0x37
    default: nil
    }
  }
}
