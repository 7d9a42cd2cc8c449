/// The statistic of `SignFlipTest` under any pattern of signs, without sorting for each.
///
/// Values are put in order of magnitude once. In that order the largest positive values are the
/// first set bits of a pattern and the most negative ones its first clear bits, so the sums that
/// trimming takes away are found by counting bits. The rest of a pattern's sum, and its bits in
/// order of magnitude, come from tables of one byte of the pattern each.
struct SignPatterns {
  /// A bit for each value.
  private typealias Pattern = UInt128

  static let mostValues = Pattern.bitWidth

  /// The part of the plain mean in the statistic, which breaks ties.
  private static let meanShare = 1e-6
  private static let roundingShare = 1e-12

  private let count: Int
  private let trimmed: Int
  private let all: Pattern
  /// Bit *i* is set when value *i* is not negative.
  private let observed: Pattern
  /// Descending.
  private let magnitudes: [Double]
  /// For each byte of a pattern and each of its 256 values: the signed sum, and its bits in the
  /// order of `magnitudes`.
  private let sums: [Double]
  private let ranks: [Pattern]
  private let tolerance: Double

  /// - Parameter values: From 1 to 128 of them; evidence is a large statistic.
  init(_ values: [Double]) {
    count = values.count
    trimmed = TrimmedMean.trimmed(of: count)
    all = Pattern.max >> Pattern(Self.mostValues - count)
    let order = values.indices.sorted { values[$0].magnitude > values[$1].magnitude }
    magnitudes = order.map { values[$0].magnitude }
    var rank = [Int](repeating: 0, count: count)
    for (position, index) in order.enumerated() { rank[index] = position }
    var observed: Pattern = 0
    for index in values.indices where values[index] >= 0 { observed |= 1 << Pattern(index) }
    self.observed = observed

    let bytes = (count + 7) / 8
    var sums = [Double](repeating: 0, count: bytes * 256)
    var ranks = [Pattern](repeating: 0, count: bytes * 256)
    for byte in 0..<bytes {
      let indices = (8 * byte)..<min(count, 8 * byte + 8)
      for pattern in 0..<256 {
        var sum = 0.0
        var bits: Pattern = 0
        for index in indices {
          if pattern >> (index - 8 * byte) & 1 == 1 {
            sum += values[index].magnitude
            bits |= 1 << Pattern(rank[index])
          } else {
            sum -= values[index].magnitude
          }
        }
        sums[byte * 256 + pattern] = sum
        ranks[byte * 256 + pattern] = bits
      }
    }
    self.sums = sums
    self.ranks = ranks
    tolerance = Self.roundingShare * (magnitudes.first ?? 0)
  }

  /// How many of all 2ⁿ patterns reach the observed statistic, itself among them; counting ends at
  /// `most`.
  func exactHits(upTo most: Int = .max) -> Int {
    withStatistic { statistic in
      let threshold = statistic(observed) - tolerance
      var hits = 0
      for pattern in 0..<(Pattern(1) << Pattern(count)) where statistic(pattern) >= threshold {
        hits += 1
        if hits == most { break }
      }
      return hits
    }
  }

  /// How many of `flips` random patterns reach the observed statistic, and how many were drawn;
  /// drawing ends with the hit that makes them `enoughHits`.
  func sampledHits(flips: Int, enoughHits: Int, seed: UInt64) -> (hits: Int, drawn: Int) {
    var generator = SeededGenerator(seed: seed)
    return withStatistic { statistic in
      let threshold = statistic(observed) - tolerance
      var hits = 0
      for drawn in 1...flips {
        // Flips belong to values, not to ranks: moving the bound then moves p one way only.
        let pattern = (draw(&generator) ^ observed) & all
        guard statistic(pattern) >= threshold else { continue }
        hits += 1
        if hits == enoughHits { return (hits, drawn) }
      }
      return (hits, flips)
    }
  }

  /// One word where one is enough.
  private func draw(_ generator: inout SeededGenerator) -> Pattern {
    let low = Pattern(generator.next())
    return count <= 64 ? low : low | Pattern(generator.next()) << 64
  }

  private func withStatistic<Result>(_ body: ((Pattern) -> Double) -> Result) -> Result {
    let kept = Double(count - 2 * trimmed)
    let keptShare = (1 - Self.meanShare) / kept
    let meanShare = Self.meanShare / Double(count)
    let bytes = (count + 7) / 8
    return magnitudes.withUnsafeBufferPointer { magnitudes in
      sums.withUnsafeBufferPointer { sums in
        ranks.withUnsafeBufferPointer { ranks in
          body { pattern in
            var sum = 0.0
            var positive: Pattern = 0
            for byte in 0..<bytes {
              let entry =
                byte &* 256 &+ Int(truncatingIfNeeded: (pattern >> Pattern(8 * byte)) & 255)
              sum += sums[entry]
              positive |= ranks[entry]
            }
            let top = extreme(of: positive, magnitudes)
            let bottom = extreme(of: ~positive & all, magnitudes)
            return (sum - top + bottom) * keptShare + sum * meanShare
          }
        }
      }
    }
  }

  /// The sum of the `trimmed` values furthest to the side whose bits are set, counted away from
  /// zero on that side: the largest of its own, and where it has too few, the least of the other's.
  @inline(__always)
  private func extreme(
    of side: Pattern, _ magnitudes: UnsafeBufferPointer<Double>
  ) -> Double {
    var sum = 0.0
    var left = trimmed
    var own = side
    while left > 0, own != 0 {
      sum += magnitudes[own.trailingZeroBitCount]
      own &= own &- 1
      left &-= 1
    }
    var other = ~side & all
    while left > 0 {
      let last = Self.mostValues &- 1 &- other.leadingZeroBitCount
      sum -= magnitudes[last]
      other &= ~(1 << Pattern(last))
      left &-= 1
    }
    return sum
  }
}
