/// How different the two sides of each split of a segment are, by the energy statistic.
///
/// For a split into *k* and *m* points it is *km*/(*k* + *m*) times: twice the mean distance
/// across, minus the mean distances of pairs within each side. It sees changes of spread and
/// shape as well as of level, and needs no model of the noise.
///
/// The sum within the left side is carried from split to split: a point adds its distances to
/// all before it, which a table of one running sum for each level has ready. The other sums
/// follow from it and from the distances to all points, which no rearrangement changes.
///
/// - Source: D. S. Matteson and N. A. James, *A Nonparametric Approach for Multiple Change Point
///   Analysis of Multivariate Data*, JASA 109 (2014), with α = 1, and the right end fixed to that of the
///   segment.
package struct EnergySplits {
  package struct Split: Equatable, Sendable {
    /// The first point of the right side.
    package let index: Int
    /// In the unit of the values.
    package let statistic: Double
  }

  private typealias Sums = SIMD16<UInt32>

  /// The statistic is `total` · Σ totals of the left side − `within` · its sum − `constant`.
  private struct Weights {
    let total: Double
    let within: Double
    let constant: Double
  }

  let levels: EnergyLevels
  private let minimumSegment: Int
  /// For each level, its distances to all levels.
  private let distances: [Sums]
  /// For each level, the sum of its distances to all points.
  private let totals: [Double]
  /// For each split, from the first with enough points on its left.
  private let weights: [Weights]

  /// - Returns: `nil` where there is nothing to split: too few points, or all equal.
  /// - Complexity: O(*n* log *n*).
  package init?(of values: some Collection<Double>, minimumSegment: Int) {
    precondition(minimumSegment >= 2, "a side has pairs, got \(minimumSegment) points")
    guard values.count >= 2 * minimumSegment, let levels = EnergyLevels(of: values) else {
      return nil
    }
    self.levels = levels
    self.minimumSegment = minimumSegment
    let distances = levels.positions.map { from in
      var row = Sums(repeating: 0)
      for (level, to) in levels.positions.enumerated() {
        row[level] = from > to ? from - to : to - from
      }
      return row
    }
    var populations = [Int](repeating: 0, count: distances.count)
    for level in levels.indices { populations[Int(level)] += 1 }
    let totals = distances.map { row in
      populations.indices.reduce(0) { $0 + populations[$1] * Int(row[$1]) }
    }
    self.distances = distances
    self.totals = totals.map(Double.init)
    let pairs = Double(zip(populations, totals).reduce(0) { $0 + $1.0 * $1.1 }) / 2
    let n = Double(values.count)
    weights = (minimumSegment...(values.count - minimumSegment)).map { left in
      let k = Double(left)
      let m = n - k
      let right = 2 * k / (n * (m - 1))
      return Weights(
        total: 2 / n + right, within: 4 / n + 2 * m / (n * (k - 1)) + right,
        constant: right * pairs)
    }
  }

  /// The first split with the greatest statistic, of the levels in the order of the segment.
  ///
  /// - Complexity: O(*n*).
  package var best: Split {
    var best = Split(index: 0, statistic: -.infinity)
    levels.indices.withUnsafeBufferPointer { order in
      forEachSplit(of: order) { index, statistic in
        if statistic > best.statistic { best = Split(index: index, statistic: statistic) }
      }
    }
    return Split(index: best.index, statistic: best.statistic * levels.unit)
  }

  /// The greatest statistic of the levels in another order, in the unit of the values.
  ///
  /// - Complexity: O(*n*), some two nanoseconds a point.
  func greatestStatistic(of order: UnsafeBufferPointer<UInt8>) -> Double {
    var greatest = -Double.infinity
    forEachSplit(of: order) { greatest = $1 > greatest ? $1 : greatest }
    return greatest * levels.unit
  }

  @inline(__always)
  private func forEachSplit(
    of order: UnsafeBufferPointer<UInt8>, _ body: (_ index: Int, _ statistic: Double) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: Sums.self, capacity: 1) { stored in
      let sumOfLevel = UnsafeRawPointer(stored.baseAddress!).assumingMemoryBound(to: UInt32.self)
      distances.withUnsafeBufferPointer { distances in
        totals.withUnsafeBufferPointer { totals in
          weights.withUnsafeBufferPointer { weights in
            var sums = Sums(repeating: 0)
            var within = 0
            var total = 0.0
            stored[0] = sums
            @inline(__always) func add(_ place: Int) {
              let level = Int(order[place])
              within &+= Int(sumOfLevel[level])
              total += totals[level]
              sums &+= distances[level]
              stored[0] = sums
            }
            for place in 0..<(minimumSegment - 1) { add(place) }
            for split in 0..<weights.count {
              add(minimumSegment - 1 + split)
              let weights = weights[split]
              body(
                minimumSegment + split,
                weights.total * total - weights.within * Double(within) - weights.constant)
            }
          }
        }
      }
    }
  }
}
