extension MedianInterval {
  /// One-based ranks `low` and `count + 1 - low`, and the probability that they cover.
  struct Ranks {
    let low: Int
    let high: Int
    let coverage: Double
  }

  /// The narrowest symmetric pair of ranks that reaches `coverage`; `nil` when none does.
  ///
  /// The true median lies between readings *l* and *n* + 1 − *l* when *l* to *n* − *l* readings fall
  /// below it, and that number is binomial with *p* = ½. A coverage within 10⁻¹² of the request
  /// counts as reached: five readings cover 1 − 2/2⁵, and whoever asks for 0.9375 must get them.
  static func ranks(count: Int, coverage: Double) -> Ranks? {
    let weights = halfBinomialWeights(count)
    let isEven = count.isMultiple(of: 2)
    let total = 2 * weights.reduce(0, +) - (isEven ? weights[0] : 0)
    var inside = isEven ? weights[0] : 0
    var low = (count + 1) / 2
    var next = isEven ? 1 : 0
    while inside / total < coverage - 1e-12 {
      guard low > 1, next < weights.count else { return nil }
      inside += 2 * weights[next]
      low -= 1
      next += 1
    }
    return Ranks(low: low, high: count + 1 - low, coverage: inside / total)
  }

  /// Binomial weights with *p* = ½ from ⌊*n*/2⌋ downwards, relative to the first.
  ///
  /// No factorial is formed, so nothing overflows, and weights below 10⁻²⁰ of the first are left
  /// out, so there are O(√*n*) of them. Only basic arithmetic is used: every machine gets the same.
  private static func halfBinomialWeights(_ count: Int) -> [Double] {
    var weights = [1.0]
    for successes in stride(from: count / 2, to: 0, by: -1) {
      let weight = weights[weights.count - 1] * Double(successes) / Double(count - successes + 1)
      if weight < 1e-20 { break }
      weights.append(weight)
    }
    return weights
  }
}
