extension MarkupBuffer {
  mutating func appendNumber(_ number: Int, radix: UInt = 10) {
    if number < 0 { appendByte("-") }
    appendDigits(UInt64(number.magnitude), radix: UInt64(radix))
  }

  /// Up to two decimals, without zeros at the end.
  mutating func appendHundredths(_ value: Double) {
    guard value.isFinite, abs(value) < 1e15 else {
      appendByte("0")
      return
    }
    let hundredths = Int((value * 100).rounded())
    if hundredths < 0 { appendByte("-") }
    let magnitude = hundredths.magnitude
    appendDigits(UInt64(magnitude / 100), radix: 10)
    let rest = magnitude % 100
    guard rest != 0 else { return }
    appendByte(".")
    appendDigits(UInt64(rest / 10), radix: 10)
    if rest % 10 != 0 { appendDigits(UInt64(rest % 10), radix: 10) }
  }

  private mutating func appendDigits(_ number: UInt64, radix: UInt64) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { digits in
      var rest = number
      var first = 64
      repeat {
        first -= 1
        let digit = UInt8(truncatingIfNeeded: rest % radix)
        digits[first] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
        rest /= radix
      } while rest != 0
      appendBytes(UnsafeBufferPointer(rebasing: digits[first..<64]))
    }
  }
}
