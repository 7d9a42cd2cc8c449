import BenchModel
import Statistics
import Testing

@Suite struct MedianIntervalTests {
  /// Worked by hand from the binomial; for 10 readings, 1 − 2·(1 + 10)/2¹⁰ = 0.979.
  @Test(arguments: [(count: 6, low: 1, high: 6), (10, 2, 9), (20, 6, 15)])
  func `takes the ranks that reach 95% coverage`(count: Int, low: Int, high: Int) throws {
    let sample = try Sample((1...count).shuffled().map(Double.init), in: .seconds)
    let interval = try #require(MedianInterval(of: sample, coverage: 0.95))
    #expect(interval.low == Double(low))
    #expect(interval.high == Double(high))
  }

  @Test func `five readings are too few to bound a median at 95%`() throws {
    let sample = try Sample([4, 1, 3, 5, 2], in: .seconds)
    #expect(MedianInterval(of: sample, coverage: 0.95) == nil)
  }

  /// By hand: five readings cover the median unless all fall on one side, 1 − 2/2⁵.
  @Test func `a coverage that whole ranks meet exactly is met`() throws {
    let sample = try Sample([4, 1, 3, 5, 2], in: .seconds)
    let interval = try #require(MedianInterval(of: sample, coverage: 0.9375))
    #expect(interval.coverage == 0.9375)
    #expect((interval.low, interval.median, interval.high) == (1, 3, 5))
  }

  struct Ranks: Decodable {
    let count: Int
    let coverage: Double
    let low: Int?
    let achieved: Double?
  }

  /// scipy's binomial law, searched rank by rank.
  @Test func `takes the ranks that scipy's binomial gives`() throws {
    for expected in try fixture("median-ranks.json", as: [Ranks].self) {
      let sample = try Sample((1...expected.count).map(Double.init), in: .seconds)
      let interval = MedianInterval(of: sample, coverage: expected.coverage)
      let context = "n = \(expected.count), \(expected.coverage)"
      #expect(interval.map { Int($0.low) } == expected.low, "\(context)")
      guard let interval, let achieved = expected.achieved else { continue }
      #expect(agrees(interval.coverage, achieved), "\(context)")
      #expect(interval.low + interval.high == Double(expected.count + 1), "\(context)")
    }
  }

  @Test func `the sum of the middle two may exceed what a number can hold`() throws {
    let sample = try Sample([0x1p1023, 0x1.8p1023], in: .seconds)
    let interval = try #require(MedianInterval(of: sample, coverage: 0.5))
    #expect(interval.median == 0x1.4p1023)
  }
}
