import Glibc

/// Looking through text that came from outside, as bytes.
///
/// Ranges are the caller's care: a raw buffer checks them in debug builds only.
extension UnsafeRawBufferPointer {
  /// The bytes from `start` up to `end`, counted from 0.
  @inline(__always) func part(_ start: Int, _ end: Int) -> UnsafeRawBufferPointer {
    assert(0 <= start && start <= end && end <= count)
    guard let base = baseAddress else { return self }
    return UnsafeRawBufferPointer(start: base + start, count: end - start)
  }

  /// Where the byte is first found at or after `start`.
  @inline(__always) func position(of byte: UInt8, from start: Int = 0) -> Int? {
    guard let base = baseAddress, start < count,
      let found = memchr(base + start, Int32(byte), count - start)
    else { return nil }
    return UnsafeRawPointer(found) - base
  }

  @inline(__always) func isSame(as other: UnsafeRawBufferPointer) -> Bool {
    guard count == other.count else { return false }
    guard count > 0, let base = baseAddress, let otherBase = other.baseAddress else { return true }
    return memcmp(base, otherBase, count) == 0
  }

  func isSame(as text: StaticString) -> Bool {
    isSame(as: UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  func hasPrefix(_ text: StaticString) -> Bool {
    count >= text.utf8CodeUnitCount && part(0, text.utf8CodeUnitCount).isSame(as: text)
  }

  func hasSuffix(_ text: StaticString) -> Bool {
    count >= text.utf8CodeUnitCount
      && part(count - text.utf8CodeUnitCount, count).isSame(as: text)
  }

  func contains(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    var from = 0
    while let start = position(of: text.utf8Start[0], from: from), start + length <= count {
      if part(start, start + length).isSame(as: text) { return true }
      from = start + 1
    }
    return false
  }

  /// Without spaces, tabs and carriage returns at either end.
  var trimmed: UnsafeRawBufferPointer {
    var start = 0
    var end = count
    while start < end, self[start].isBlank { start += 1 }
    while end > start, self[end - 1].isBlank { end -= 1 }
    return part(start, end)
  }

  /// The bytes as text, with what is no UTF-8 repaired.
  var text: String { String(decoding: self, as: UTF8.self) }
}

extension UInt8 {
  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let tab = UInt8(ascii: "\t")
  static let space = UInt8(ascii: " ")
  static let semicolon = UInt8(ascii: ";")
  static let colon = UInt8(ascii: ":")
  static let hash = UInt8(ascii: "#")

  @inline(__always) var isBlank: Bool {
    self == .space || self == .tab || self == .carriageReturn
  }

  @inline(__always) var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

  @inline(__always) var isHexDigit: Bool {
    isDigit || (self | 0x20) &- UInt8(ascii: "a") < 6
  }

  @inline(__always) var isLetter: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 }
}
