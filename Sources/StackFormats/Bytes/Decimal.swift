/// Numbers of the text formats, to and from text.
enum Decimal {
  /// Digits, a fraction and an exponent; no sign, and nothing that is not finite.
  ///
  /// - Returns: `nil` for everything else, and for what reaches 2⁶³.
  static func value(of text: UnsafeRawBufferPointer) -> Double? {
    guard let first = text.first, first.isDigit || first == UInt8(ascii: "."), text.count <= 400
    else { return nil }
    if text.count <= 15, text.allSatisfy(\.isDigit) {
      return Double(text.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) })
    }
    // Double's own reader would take "0x10" and "infinity" too.
    let isPlain = text.allSatisfy { byte in
      byte.isDigit || byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e")
        || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
    }
    guard isPlain, let value = Double(text.text), value < 0x1p63 else { return nil }
    return value
  }

  /// The shortest digits that read back as the same value, without an exponent up to 2⁶³.
  static func text(of value: Double) -> String {
    guard value.isFinite else { return "0" }
    if value == value.rounded(), abs(value) < 0x1p63 { return String(Int64(value)) }
    return String(describing: value)
  }

  /// The same, behind other bytes.
  static func append(_ value: Double, to bytes: inout [UInt8]) {
    guard value >= 0, value < 0x1p63, value == value.rounded() else {
      bytes.append(contentsOf: text(of: value).utf8)
      return
    }
    var rest = UInt64(value)
    let start = bytes.count
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    bytes.withUnsafeMutableBufferPointer {
      var part = UnsafeMutableBufferPointer(rebasing: $0[start...])
      part.reverse()
    }
  }

  /// A whole number of up to 18 digits.
  static func whole(_ digits: UnsafeRawBufferPointer) -> UInt64? {
    guard !digits.isEmpty, digits.count <= 18 else { return nil }
    var value: UInt64 = 0
    for digit in digits {
      guard digit.isDigit else { return nil }
      value = value * 10 + UInt64(digit - UInt8(ascii: "0"))
    }
    return value
  }
}
