/// Random words that a seed repeats exactly, on every machine and with every toolchain.
///
/// This is xoshiro256\*\*, its state filled by SplitMix64. The period is 2²⁵⁶ − 1 and a word costs
/// about a nanosecond, so drawing is never what a bootstrap waits for. It is not for secrets.
/// The standard library may change how `Int.random(in:using:)` spends words; the methods here
/// may not, or recorded intervals would no longer repeat.
///
/// - Source: D. Blackman and S. Vigna, *Scrambled Linear Pseudorandom Number Generators*,
///   ACM TOMS 47 (2021).
package struct SeededGenerator: RandomNumberGenerator, Equatable, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// Any seed will do; neighbouring seeds give unrelated streams.
  package init(seed: UInt64) {
    var filler = SplitMix64(seed: seed)
    state = (filler.next(), filler.next(), filler.next(), filler.next())
  }

  /// Starts from a bare state, as published test vectors do.
  package init(state: (UInt64, UInt64, UInt64, UInt64)) {
    precondition(state != (0, 0, 0, 0), "a state of four zeros would yield zeros for ever")
    self.state = state
  }

  @inline(__always)
  package mutating func next() -> UInt64 {
    let product = state.1 &* 5
    let word = ((product << 7) | (product >> 57)) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = (state.3 << 45) | (state.3 >> 19)
    return word
  }

  /// A fair draw from `0..<bound`: no index is favoured, whatever the bound.
  ///
  /// - Source: D. Lemire, *Fast Random Integer Generation in an Interval*, ACM TOMACS 29 (2019).
  /// - Complexity: O(1); one multiplication, and a division in at most one draw of 2⁶⁴/`bound`.
  package mutating func index(below bound: Int) -> Int {
    precondition(bound > 0, "an index needs a positive bound, got \(bound)")
    let range = UInt64(bound)
    var product = next().multipliedFullWidth(by: range)
    if product.low < range {
      let surplus = (0 &- range) % range
      while product.low < surplus { product = next().multipliedFullWidth(by: range) }
    }
    return Int(product.high)
  }

  /// A draw from `0..<1`, a multiple of 2⁻⁵³.
  package mutating func unitInterval() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  package static func == (left: Self, right: Self) -> Bool {
    left.state == right.state
  }
}
