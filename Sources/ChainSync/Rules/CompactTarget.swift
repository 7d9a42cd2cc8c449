/// The 32 bits by which a header states its target: an exponent to base 256, a sign, 23 bits.
///
/// The sign and exponents past 256 bits are accidents of the format; both can be written and
/// neither is ever a valid target.
///
/// - Source: `arith_uint256::SetCompact` and `GetCompact` in Bitcoin Core.
package struct CompactTarget: RawRepresentable, Hashable, Sendable {
  /// What the bits say, taken literally.
  package struct Value: Equatable, Sendable {
    package let magnitude: UInt256
    package let isNegative: Bool
    package let isOverflow: Bool
  }

  package let rawValue: UInt32

  package init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// Rounds a number down to the 23 or fewer leading bits that fit.
  package init(_ value: UInt256) {
    var size = (value.bitWidth + 7) / 8
    let shifted = size <= 3 ? value << (8 * (3 - size)) : value >> (8 * (size - 3))
    var mantissa = UInt32(truncatingIfNeeded: shifted.leastSignificantWord)
    if mantissa & Self.signBit != 0 {
      mantissa >>= 8
      size += 1
    }
    rawValue = mantissa | UInt32(size) << 24
  }

  package var value: Value {
    let size = Int(rawValue >> 24)
    let mantissa = rawValue & 0x007f_ffff
    let magnitude =
      size <= 3
      ? UInt256(UInt64(mantissa >> UInt32(8 * (3 - size))))
      : UInt256(UInt64(mantissa)) << (8 * (size - 3))
    return Value(
      magnitude: magnitude,
      isNegative: rawValue & Self.signBit != 0 && (size > 3 ? mantissa != 0 : magnitude != .zero),
      isOverflow: mantissa != 0
        && (size > 34 || (mantissa > 0xff && size > 33) || (mantissa > 0xffff && size > 32)))
  }

  /// The number a hash must not exceed.
  ///
  /// - Returns: `nil` when the bits are negative, zero, too large for 256 bits, or above `limit`.
  package func target(limit: UInt256) -> UInt256? {
    let value = value
    guard !value.isNegative, !value.isOverflow, value.magnitude != .zero, value.magnitude <= limit
    else { return nil }
    return value.magnitude
  }

  private static let signBit: UInt32 = 0x0080_0000
}

extension CompactTarget: CustomStringConvertible {
  package var description: String {
    let digits = String(rawValue, radix: 16)
    return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
  }
}
