/// Compares two samples by rank alone: does one of them tend to have the larger values?
///
/// Without ties and with at most 50 values on each side, the p-value is exact; otherwise it is the
/// normal approximation with the corrections for ties and for continuity.
///
/// - Source: H. B. Mann and D. R. Whitney, *On a Test of Whether one of Two Random Variables is
///   Stochastically Larger than the Other*, Annals of Mathematical Statistics 18 (1947).
package struct MannWhitneyTest: Hashable, Sendable {
  private static let mostExact = 50

  /// How many of all pairs have the first side's value above the second's; a tie counts one half.
  package let statistic: Double
  package let twoSidedPValue: Double
  package let isExact: Bool

  /// - Precondition: Neither side is empty.
  /// - Complexity: O(*n* log *n*), and O((*nm*)²) where it is exact: 0.1 ms for 20 and 20.
  package init(_ first: [Double], _ second: [Double]) {
    precondition(!first.isEmpty && !second.isEmpty, "ranks are compared of two sides")
    let pooled = (first.map { ($0, true) } + second.map { ($0, false) }).sorted { $0.0 < $1.0 }
    let total = Double(pooled.count)
    var rankSum = 0.0
    var tieSum = 0.0
    var start = 0
    while start < pooled.count {
      var end = start
      while end < pooled.count, pooled[end].0 == pooled[start].0 { end += 1 }
      let tied = Double(end - start)
      let rank = (Double(start) + Double(end - 1)) / 2 + 1
      rankSum += rank * Double(pooled[start..<end].count { $0.1 })
      tieSum += tied * tied * tied - tied
      start = end
    }
    let left = Double(first.count)
    let right = Double(second.count)
    let wins = rankSum - left * (left + 1) / 2
    statistic = wins
    isExact = tieSum == 0 && max(first.count, second.count) <= Self.mostExact
    if isExact {
      let smaller = Int(min(wins, left * right - wins))
      twoSidedPValue = min(1, 2 * Self.probability(atMost: smaller, first.count, second.count))
    } else {
      let spread = left * right / 12 * (total + 1 - tieSum / (total * (total - 1)))
      let distance = max(0, (wins - left * right / 2).magnitude - 0.5)
      twoSidedPValue =
        spread > 0
        ? min(1, 2 * NormalDistribution.cumulative(-distance / spread.squareRoot())) : 1
    }
  }

  /// P(U ≤ `wins`) when all orders are equally likely, by who has the largest value: with chance
  /// *n*/(*n* + *m*) the first side, which then beats all *m*.
  private static func probability(atMost wins: Int, _ first: Int, _ second: Int) -> Double {
    // rows[m][u] = P(U = u) for as many of the first side as the loop has come to.
    var rows = (0...second).map { _ in
      var row = [Double](repeating: 0, count: wins + 1)
      row[0] = 1
      return row
    }
    for left in 1...first {
      for right in 1...second {
        let leftLast = Double(left) / Double(left + right)
        let fewer = rows[right - 1]
        rows[right].withUnsafeMutableBufferPointer { row in
          for wins in stride(from: row.count - 1, through: 0, by: -1) {
            let beaten = wins >= right ? row[wins - right] : 0
            row[wins] = leftLast * beaten + (1 - leftLast) * fewer[wins]
          }
        }
      }
    }
    return rows[second].reduce(0, +)
  }
}
