/// The arithmetic of proof of work: targets and sums of work, nothing more.
///
/// Sums trap on overflow, since 2²⁵⁶ hashes will not be done. Shifts drop bits at either end.
package struct UInt256: Hashable, Sendable {
  /// Least significant word first.
  var words: InlineArray<4, UInt64>

  package static let zero = UInt256(0)
  package static let max = UInt256(words: [.max, .max, .max, .max])

  init(words: InlineArray<4, UInt64>) {
    self.words = words
  }

  package init(_ value: UInt64) {
    words = [value, 0, 0, 0]
  }

  /// Reads a hash as proof of work does, its last byte the most significant.
  package init(_ hash: Hash256) {
    words = [hash.word0, hash.word1, hash.word2, hash.word3]
  }

  package static func == (left: UInt256, right: UInt256) -> Bool {
    left.words[0] == right.words[0] && left.words[1] == right.words[1]
      && left.words[2] == right.words[2] && left.words[3] == right.words[3]
  }

  package func hash(into hasher: inout Hasher) {
    for index in 0..<4 { hasher.combine(words[index]) }
  }

  /// Bits up to the highest that is set; 0 for zero.
  package var bitWidth: Int {
    for index in stride(from: 3, through: 0, by: -1) where words[index] != 0 {
      return index * 64 + 64 - words[index].leadingZeroBitCount
    }
    return 0
  }

  package var leastSignificantWord: UInt64 { words[0] }
}

extension UInt256: Comparable {
  package static func < (left: UInt256, right: UInt256) -> Bool {
    for index in stride(from: 3, through: 0, by: -1) where left.words[index] != right.words[index] {
      return left.words[index] < right.words[index]
    }
    return false
  }
}

extension UInt256 {
  package static func + (left: UInt256, right: UInt256) -> UInt256 {
    var sum = UInt256.zero
    var carry: UInt64 = 0
    for index in 0..<4 {
      let (partial, overflow) = left.words[index].addingReportingOverflow(right.words[index])
      let (total, overflowAgain) = partial.addingReportingOverflow(carry)
      sum.words[index] = total
      carry = overflow || overflowAgain ? 1 : 0
    }
    precondition(carry == 0, "\(left) + \(right) exceeds 256 bits")
    return sum
  }

  package static func - (left: UInt256, right: UInt256) -> UInt256 {
    var difference = UInt256.zero
    var borrow: UInt64 = 0
    for index in 0..<4 {
      let (partial, overflow) = left.words[index].subtractingReportingOverflow(right.words[index])
      let (total, overflowAgain) = partial.subtractingReportingOverflow(borrow)
      difference.words[index] = total
      borrow = overflow || overflowAgain ? 1 : 0
    }
    precondition(borrow == 0, "\(left) - \(right) is negative")
    return difference
  }

  package static prefix func ~ (value: UInt256) -> UInt256 {
    UInt256(words: [~value.words[0], ~value.words[1], ~value.words[2], ~value.words[3]])
  }

  package static func << (value: UInt256, bits: Int) -> UInt256 {
    var result = UInt256.zero
    let (skipped, within) = bits.quotientAndRemainder(dividingBy: 64)
    for index in stride(from: 3, through: skipped, by: -1) {
      let source = index - skipped
      result.words[index] = value.words[source] << UInt64(within)
      if within > 0, source > 0 {
        result.words[index] |= value.words[source - 1] >> UInt64(64 - within)
      }
    }
    return result
  }

  package static func >> (value: UInt256, bits: Int) -> UInt256 {
    var result = UInt256.zero
    let (skipped, within) = bits.quotientAndRemainder(dividingBy: 64)
    for index in stride(from: 0, to: 4 - skipped, by: 1) {
      let source = index + skipped
      result.words[index] = value.words[source] >> UInt64(within)
      if within > 0, source < 3 {
        result.words[index] |= value.words[source + 1] << UInt64(64 - within)
      }
    }
    return result
  }

  /// The number times a fraction, rounded down, without losing bits in between.
  ///
  /// - Returns: `nil` when the result needs more than 256 bits.
  package func scaled(by numerator: UInt64, over denominator: UInt64) -> UInt256? {
    precondition(denominator > 0, "\(self) is divided by zero")
    var product = UInt256.zero
    var carry: UInt64 = 0
    for index in 0..<4 {
      let (high, low) = words[index].multipliedFullWidth(by: numerator)
      let (total, overflow) = low.addingReportingOverflow(carry)
      product.words[index] = total
      carry = high + (overflow ? 1 : 0)
    }
    guard carry < denominator else { return nil }
    var quotient = UInt256.zero
    var remainder = carry
    for index in stride(from: 3, through: 0, by: -1) {
      (quotient.words[index], remainder) =
        denominator.dividingFullWidth((remainder, product.words[index]))
    }
    return quotient
  }

  /// Shift and subtract: targets are divided rarely, and differ from their dividend by few bits.
  ///
  /// - Complexity: O(*d*) for *d* bits of difference in width.
  package static func / (dividend: UInt256, divisor: UInt256) -> UInt256 {
    precondition(divisor != .zero, "\(dividend) is divided by zero")
    var quotient = UInt256.zero
    var remainder = dividend
    for shift in stride(from: dividend.bitWidth - divisor.bitWidth, through: 0, by: -1) {
      let shifted = divisor << shift
      if shifted <= remainder {
        remainder = remainder - shifted
        quotient.words[shift / 64] |= 1 << UInt64(shift % 64)
      }
    }
    return quotient
  }
}

extension UInt256: CustomStringConvertible {
  /// 64 hexadecimal digits, the most significant first.
  package var description: String {
    Hash256(word0: words[0], word1: words[1], word2: words[2], word3: words[3]).description
  }

  /// Reads 64 hexadecimal digits, the most significant first.
  package init?(_ text: String) {
    guard let hash = Hash256(text) else { return nil }
    self.init(hash)
  }
}
