import Statistics
import Testing

@Suite struct ChangePointTests {
  struct Fixture: Decodable {
    struct Winsorized: Decodable {
      let series: [Double]
      let values: [Double]
    }
    struct Split: Decodable {
      let values: [Double]
      let minimum: Int
      /// Where the split of the values themselves would be.
      let exact: Int?
      let index: Int
      let statistic: Double
    }
    struct Block: Decodable {
      let correlation: Double
      let count: Int
      let length: Int
    }
    struct Noise: Decodable {
      let series: [Double]
      let correlation: Double
      let deviation: Double
    }
    struct Permutation: Decodable {
      let values: [Double]
      let index: Int
      let share: Double
    }
    let winsorized: [Winsorized]
    let fewValues: [Split]
    let manyValues: [Split]
    let blockLengths: [Block]
    let noise: [Noise]
    let permutations: [Permutation]
  }

  /// numpy's medians, window by window.
  @Test func `spikes are drawn to their neighbours and levels are kept`() throws {
    for expected in try fixture("change-points.json", as: Fixture.self).winsorized {
      let actual = WinsorizedSeries(expected.series)
      #expect(actual.isLogarithmic == expected.series.allSatisfy { $0 > 0 })
      #expect(actual.values.count == expected.values.count)
      for (value, wanted) in zip(actual.values, expected.values) {
        #expect(agrees(value, wanted, within: 1e-12))
      }
    }
    #expect(WinsorizedSeries([]).values == [])
  }

  /// The definition of Matteson and James, every distance summed for every split by numpy.
  @Test func `up to sixteen values have the exact statistic`() throws {
    for expected in try fixture("change-points.json", as: Fixture.self).fewValues {
      let best = try #require(
        EnergySplits(of: expected.values, minimumSegment: expected.minimum)?.best)
      #expect(best.index == expected.index)
      #expect(agrees(best.statistic, expected.statistic, within: 1e-6))
    }
  }

  /// The same of the values drawn to sixteen levels by scipy's `kmeans2`.
  @Test func `more values are drawn to sixteen levels, and split at the same place`() throws {
    for expected in try fixture("change-points.json", as: Fixture.self).manyValues {
      let best = try #require(
        EnergySplits(of: expected.values, minimumSegment: expected.minimum)?.best)
      #expect(best.index == expected.index)
      #expect(best.index == expected.exact)
      #expect(agrees(best.statistic, expected.statistic, within: 1e-6))
    }
  }

  @Test func `there is nothing to split in equal or few points`() {
    #expect(EnergySplits(of: [3, 3, 3, 3, 3, 3], minimumSegment: 3) == nil)
    #expect(EnergySplits(of: [1, 2, 3, 4, 5], minimumSegment: 3) == nil)
    #expect(ChangePointDetector().changePoints(in: []) == [])
    #expect(ChangePointDetector().changePoints(in: [1]) == [])
    #expect(ChangePointDetector().changePoints(in: Array(repeating: 7, count: 50)) == [])
  }

  /// The formula in Python.
  @Test func `blocks are as long as the correlation asks for`() throws {
    for expected in try fixture("change-points.json", as: Fixture.self).blockLengths {
      let length = BlockPermutation.blockLength(
        correlation: expected.correlation, count: expected.count)
      #expect(length == expected.length, "\(expected.correlation), \(expected.count)")
    }
  }

  /// Of the circle of 23 points, all neighbours but those at the block edges stay neighbours;
  /// six blocks of up to four have six edges.
  @Test func `a rearrangement keeps the points and most neighbours`() {
    let seed: UInt64 = 61
    var random = SeededGenerator(seed: seed)
    var permutation = BlockPermutation(of: Array(0..<23), blockLength: 4)
    var arrangements: Set<[UInt8]> = []
    for _ in 0..<200 {
      let order = permutation.next(using: &random) { Array($0) }
      #expect(order.sorted() == Array(0..<23), "seed \(seed)")
      let broken = zip(order, order.dropFirst()).count { ($0 + 1) % 23 != $1 }
      #expect(broken <= 5, "seed \(seed)")
      arrangements.insert(order)
    }
    #expect(arrangements.count > 190, "seed \(seed)")
  }

  /// χ² with 119 degrees of freedom exceeds 178 once in 3,000 times.
  @Test func `each order is equally likely`() {
    let seed: UInt64 = 62
    var random = SeededGenerator(seed: seed)
    var counts: [[UInt8]: Int] = [:]
    for _ in 0..<12_000 {
      var elements: [UInt8] = [0, 1, 2, 3, 4]
      elements.withUnsafeMutableBufferPointer { random.shuffle($0) }
      counts[elements, default: 0] += 1
    }
    let squares = counts.values.reduce(0.0) { $0 + Double(($1 - 100) * ($1 - 100)) }
    #expect(counts.count == 120, "seed \(seed)")
    #expect(squares / 100 < 178, "seed \(seed)")
  }

  /// Twenty thousand permutations in numpy. Both shares are estimates; five deviations of their
  /// difference are allowed.
  @Test func `the p-value is the share of permutations that reach the split`() throws {
    let permutations = 2_999
    for expected in try fixture("change-points.json", as: Fixture.self).permutations {
      let detector = ChangePointDetector(
        significance: 0.9, excursionSignificance: 0, permutations: permutations, seed: 63)
      let found = detector.changePoints(in: expected.values)
      let point = try #require(found.first { $0.index == expected.index })
      let deviation =
        (expected.share * (1 - expected.share) * (1 / Double(permutations) + 1 / 20_000))
        .squareRoot()
      #expect((point.pValue - expected.share).magnitude < 5 * deviation + 0.001, "seed 63")
    }
  }

  /// Trimmed mean squares of differences in numpy; the third series has a step of twenty
  /// deviations in its middle.
  @Test func `noise is told from differences`() throws {
    for expected in try fixture("change-points.json", as: Fixture.self).noise {
      let noise = NeighbourNoise(of: expected.series)
      #expect((noise.correlation - expected.correlation).magnitude < 1e-9)
      #expect(agrees(noise.standardDeviation, expected.deviation, within: 1e-9))
    }
  }

  /// The flow of the Nile at Aswan from 1871 to 1970, which fell with the climate after 1898:
  /// G. W. Cobb, *The Problem of the Nile*, Biometrika 65 (1978). The medians are of the years
  /// before and after, by Python's `statistics.median`.
  @Test func `finds the year in which the Nile fell`() throws {
    let found = ChangePointDetector().changePoints(in: Self.nile)
    #expect(found.map(\.index) == [1899 - 1871])
    let point = try #require(found.first)
    #expect((point.before, point.after) == (1130, 842.5))
    #expect(try #require(point.relativeChange) == 842.5 / 1130 - 1)
    #expect(point.pValue == 0.001)
  }

  /// Built from a repeating pattern of noise, so that the places are known: steps after 30, 60
  /// and 75 runs, and one spike.
  @Test func `finds several steps and no spike`() throws {
    let pattern = [0.0, 1, -1, 0.5, -0.7, 0.2, 0.9, -0.4, -1.1, 0.6, 0.3]
    var series = (0..<110).map { run in
      let level = run < 30 ? 100.0 : run < 60 ? 110 : run < 75 ? 104 : 120
      return level + pattern[run * run % 11]
    }
    series[15] = 300
    let found = ChangePointDetector().changePoints(in: series)
    #expect(found.map(\.index) == [30, 60, 75])
    for (point, levels) in zip(found, [(100.0, 110.0), (110, 104), (104, 120)]) {
      #expect((point.before - levels.0).magnitude < 1)
      #expect((point.after - levels.1).magnitude < 1)
    }
  }

  /// Ten runs of a hundred at double the level: most shuffles have a split that is as uneven.
  @Test func `an excursion is found where no single split shows it`() {
    let pattern = [0.0, 1, -1, 0.5, -0.7, 0.2, 0.9, -0.4, -1.1, 0.6, 0.3]
    let series = (0..<100).map { (45..<55 ~= $0 ? 200 : 100) + pattern[$0 * $0 % 11] }
    let found = ChangePointDetector().changePoints(in: series)
    #expect(found.map(\.index) == [45, 55])
    #expect(ChangePointDetector(excursionSignificance: 0).changePoints(in: series) == [])
  }

  /// An allocation more or less is a change of level, one run that differs is not.
  @Test func `counts that repeat exactly change at once`() throws {
    let series = Array(repeating: 0.0, count: 20) + Array(repeating: 2.0, count: 20)
    let point = try #require(ChangePointDetector().changePoints(in: series).first)
    #expect((point.index, point.before, point.after) == (20, 0, 2))
    #expect(point.relativeChange == nil)
    var lone = Array(repeating: 12.0, count: 40)
    lone[17] = 13
    #expect(ChangePointDetector().changePoints(in: lone) == [])
  }

  /// A year of runs every day or so is far from what 16 or 32 bits could overflow.
  @Test func `thousands of runs do not overflow`() throws {
    let series = (0..<6_000).map { Double($0 * 7_919 % 101) + ($0 < 4_000 ? 1e3 : 3e3) }
    let detector = ChangePointDetector(significance: 0.05, permutations: 19)
    #expect(detector.changePoints(in: series).first?.index == 4_000)
  }

  @Test func `a seed repeats and the unit does not matter`() {
    let first = ChangePointDetector(seed: 5).changePoints(in: Self.nile)
    #expect(first == ChangePointDetector(seed: 5).changePoints(in: Self.nile))
    let scaled = ChangePointDetector(seed: 5).changePoints(in: Self.nile.map { $0 * 0x1p-30 })
    #expect(scaled.map(\.index) == first.map(\.index))
    #expect(scaled.map(\.before) == first.map { $0.before * 0x1p-30 })
  }

  static let nile: [Double] = [
    1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960,
    1180, 799, 958, 1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694,
    940, 833, 701, 916, 692, 1020, 1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764,
    821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897, 822,
    1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918,
    986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740,
  ]
}
