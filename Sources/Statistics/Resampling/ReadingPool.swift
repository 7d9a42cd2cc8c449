import BenchModel

/// The readings of all processes in one order, with each process's share of them.
///
/// One process is a pool too; a resample of it is a plain one.
struct ReadingPool {
  /// Every reading, ascending.
  let sorted: [Double]

  /// Process after process, the rank of each reading within `sorted`.
  private let ranks: [UInt32]

  /// Where in `ranks` each process begins and ends.
  private let extents: [Range<Int>]

  /// - Complexity: O(*n* log *n*) for several processes, O(*n*) for one.
  init(_ processes: [Sample]) {
    precondition(!processes.isEmpty, "no processes have no readings")
    var end = 0
    extents = processes.map { process in
      let start = end
      end += process.values.count
      return start..<end
    }
    let readings = processes.count == 1 ? processes[0].values : processes.flatMap(\.values)
    let order =
      processes.count == 1
      ? Array(readings.indices) : readings.indices.sorted { readings[$0] < readings[$1] }
    var ranks = [UInt32](repeating: 0, count: readings.count)
    for (rank, index) in order.enumerated() { ranks[index] = UInt32(rank) }
    sorted = order.map { readings[$0] }
    self.ranks = ranks
  }

  /// The center of all readings together.
  func center(_ center: Center) -> Double {
    switch center {
    case .mean: Moments(of: sorted).mean
    case .median: midpoint(sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
    }
  }

  /// The center of each of many resamples.
  ///
  /// A mean is summed as its readings are drawn. A median is found by counting the draws of each
  /// rank and running through the counts up to the middle: no resample is ever sorted.
  ///
  /// - Complexity: O(*n* × resamples), one to two nanoseconds for each reading of each resample.
  func replicates(
    of center: Center, resamples: Int, using generator: inout SeededGenerator
  ) -> [Double] {
    switch center {
    case .mean: means(resamples, using: &generator)
    case .median: medians(resamples, using: &generator)
    }
  }

  private func means(_ resamples: Int, using generator: inout SeededGenerator) -> [Double] {
    let scale = BinaryScale(for: sorted)
    let scaled = ranks.map { scale.scaled(sorted[Int($0)]) }
    var random = generator
    let means = [Double](unsafeUninitializedCapacity: resamples) { buffer, filled in
      scaled.withUnsafeBufferPointer { readings in
        for resample in 0..<resamples {
          var sum = 0.0
          let drawn = drawReadings(using: &random) { sum += readings[$0] }
          buffer.initializeElement(at: resample, to: scale.restored(sum / Double(drawn)))
        }
      }
      filled = resamples
    }
    generator = random
    return means
  }

  private func medians(_ resamples: Int, using generator: inout SeededGenerator) -> [Double] {
    var counts = [UInt32](repeating: 0, count: sorted.count)
    var random = generator
    let medians = [Double](unsafeUninitializedCapacity: resamples) { buffer, filled in
      ranks.withUnsafeBufferPointer { ranks in
        counts.withUnsafeMutableBufferPointer { counts in
          let tally = RankTally(counts: counts)
          for resample in 0..<resamples {
            tally.clear()
            let drawn = drawReadings(using: &random) { tally.add(Int(ranks[$0])) }
            let middle = tally.middle(of: drawn)
            buffer.initializeElement(
              at: resample, to: midpoint(sorted[middle.lower], sorted[middle.upper]))
          }
        }
      }
      filled = resamples
    }
    generator = random
    return medians
  }

  /// One resample: hands positions in `ranks` to `body` and returns how many.
  @inline(__always)
  private func drawReadings(
    using random: inout SeededGenerator, _ body: (Int) -> Void
  ) -> Int {
    if extents.count == 1 {
      random.drawIndices(sorted.count, below: sorted.count, body)
      return sorted.count
    }
    var drawn = 0
    for _ in extents.indices {
      let extent = extents[random.index(below: extents.count)]
      random.drawIndices(extent.count, below: extent.count) { body(extent.lowerBound &+ $0) }
      drawn += extent.count
    }
    return drawn
  }
}
