import BenchModel
import Foundation
import Statistics
import Testing

@Suite struct BootstrapTests {
  struct Law: Decodable {
    let deviation: Double
    let values: [Double]
    let cumulative: [Double]

    /// The outcome at which the exact cumulative passes `probability`; `nil` where it runs so
    /// close that chance decides between two outcomes.
    func quantile(_ probability: Double, tolerance: Double) -> Double? {
      guard let index = cumulative.firstIndex(where: { $0 > probability }) else { return nil }
      let below = index == 0 ? 0 : cumulative[index - 1]
      let isClear = cumulative[index] - probability > tolerance && probability - below > tolerance
      return isClear ? values[index] : nil
    }
  }

  struct Enumerated: Decodable {
    let name: String
    let center: Center
    let groups: [[Double]]
    let law: Law
  }

  struct Simulated: Decodable {
    let groups: [[Double]]
    let center: Center
    let low: Double
    let high: Double
    let deviation: Double
    let lowSlope: Double
    let highSlope: Double
    let resamples: Int
  }

  struct ExactMedian: Decodable {
    let data: [Double]
    let low: Double
    let high: Double
    let deviation: Double
  }

  struct Replayed: Decodable {
    let seed: UInt64
    let resamples: Int
    let center: Center
    let groups: [[Double]]
    let low: Double
    let high: Double
    let deviation: Double
  }

  struct Fixture: Decodable {
    let enumerated: [Enumerated]
    let exactMedian: ExactMedian
    let plainMean: Simulated
    let hierarchicalMean: Simulated
    let hierarchicalMedian: Simulated
    let replayed: [Replayed]
  }

  /// One group is resampled plainly, several in two stages.
  private func estimate(
    _ groups: [[Double]], _ center: Center, resamples: Int, coverage: Double = 0.95,
    using generator: inout SeededGenerator
  ) throws -> Estimate {
    let samples = try groups.map { try Sample($0, in: .seconds) }
    if samples.count == 1 {
      return Bootstrap(of: center, resamples: resamples)
        .estimate(of: samples[0], coverage: coverage, using: &generator)
    }
    return HierarchicalBootstrap(of: center, resamples: resamples)
      .estimate(of: samples, coverage: coverage, using: &generator)
  }

  /// Every possible resample of four or five readings, listed and weighed by `generate.py`.
  @Test func `agrees with the listing of all resamples`() throws {
    let seed: UInt64 = 11
    let resamples = 20_000
    var generator = SeededGenerator(seed: seed)
    var ends = 0
    for expected in try fixture("resampling.json", as: Fixture.self).enumerated {
      for coverage in [0.5, 0.8, 0.95] {
        let actual = try estimate(
          expected.groups, expected.center, resamples: resamples, coverage: coverage,
          using: &generator)
        let context = "\(expected.name), \(coverage), seed \(seed)"
        #expect(agrees(actual.standardError, expected.law.deviation, within: 0.03), "\(context)")
        // Five standard errors of an empirical cumulative.
        let tolerance = 5 * (0.25 / Double(resamples)).squareRoot()
        let expectedEnds = [0.5 - coverage / 2, 0.5 + coverage / 2].map {
          expected.law.quantile($0, tolerance: tolerance)
        }
        for (end, outcome) in zip([actual.low, actual.high], expectedEnds) {
          guard let outcome else { continue }
          ends += 1
          #expect(agrees(end, outcome, within: 1e-12), "\(context)")
        }
      }
    }
    #expect(ends >= 24, "too few clear outcomes to test anything")
  }

  /// The bootstrap median of an odd sample has a known law: P(≤ x₍ₖ₎) = P(Bin(n, k/n) ≥ (n + 1)/2).
  @Test func `agrees with the exact law of the median`() throws {
    let seed: UInt64 = 12
    let expected = try fixture("resampling.json", as: Fixture.self).exactMedian
    var generator = SeededGenerator(seed: seed)
    let actual = try estimate(
      [expected.data], .median, resamples: 20_000, using: &generator)
    #expect(actual.low == expected.low, "seed \(seed)")
    #expect(actual.high == expected.high, "seed \(seed)")
    #expect(agrees(actual.standardError, expected.deviation, within: 0.03), "seed \(seed)")
  }

  /// numpy's own resampling, with hundreds of thousands of resamples; five standard errors of the
  /// difference between two simulated percentiles are allowed.
  @Test func `agrees with numpy's resampling within chance`() throws {
    let seed: UInt64 = 13
    let resamples = 10_000
    let all = try fixture("resampling.json", as: Fixture.self)
    for expected in [all.plainMean, all.hierarchicalMean, all.hierarchicalMedian] {
      var generator = SeededGenerator(seed: seed)
      let actual = try estimate(
        expected.groups, expected.center, resamples: resamples, using: &generator)
      let share = (0.025 * 0.975 * (1 / Double(resamples) + 1 / Double(expected.resamples)))
        .squareRoot()
      let context = "\(expected.center) of \(expected.groups.count), seed \(seed)"
      #expect((actual.low - expected.low).magnitude < 5 * share * expected.lowSlope, "\(context)")
      #expect(
        (actual.high - expected.high).magnitude < 5 * share * expected.highSlope, "\(context)")
      #expect(agrees(actual.standardError, expected.deviation, within: 0.04), "\(context)")
    }
  }

  /// The generator and the order of its draws, written again in Python.
  @Test func `a seed gives the same interval in another language`() throws {
    for expected in try fixture("resampling.json", as: Fixture.self).replayed {
      var generator = SeededGenerator(seed: expected.seed)
      let actual = try estimate(
        expected.groups, expected.center, resamples: expected.resamples, using: &generator)
      #expect(agrees(actual.low, expected.low, within: 1e-14))
      #expect(agrees(actual.high, expected.high, within: 1e-14))
      #expect(agrees(actual.standardError, expected.deviation, within: 1e-12))
      #expect(actual.method == .percentileBootstrap(resamples: expected.resamples))
      #expect(actual.coverage == 0.95)
    }
  }

  /// By theory, the variance of a two-stage mean of P processes of n readings is the sum of the
  /// variances of process means and of readings within processes, over P and over P·n.
  @Test func `two stages add the variance of processes to that of readings`() throws {
    let seed: UInt64 = 14
    var generator = SeededGenerator(seed: seed)
    let groups = (0..<4).map { group in
      (0..<25).map { _ in Double(group) + generator.unitInterval() }
    }
    let means = groups.map { $0.reduce(0, +) / 25 }
    let grand = means.reduce(0, +) / 4
    let between = means.reduce(0) { $0 + ($1 - grand) * ($1 - grand) } / 4
    let within = zip(groups, means).reduce(0.0) { sum, pair in
      sum + pair.0.reduce(0) { $0 + ($1 - pair.1) * ($1 - pair.1) } / 25
    }
    let expected = (between / 4 + within / 4 / 100).squareRoot()
    let actual = try estimate(groups, .mean, resamples: 10_000, using: &generator)
    #expect(agrees(actual.standardError, expected, within: 0.04), "seed \(seed)")
    #expect(agrees(actual.point, grand, within: 1e-14))
  }

  @Test func `one process is resampled plainly`() throws {
    let sample = try Sample((0..<30).map { Double($0 * $0) }, in: .seconds)
    var first = SeededGenerator(seed: 4)
    var second = SeededGenerator(seed: 4)
    let plain = Bootstrap(of: .median, resamples: 100)
      .estimate(of: sample, coverage: 0.9, using: &first)
    let staged = HierarchicalBootstrap(of: .median, resamples: 100)
      .estimate(of: [sample], coverage: 0.9, using: &second)
    #expect(plain == staged)
    #expect(first == second)
  }

  @Test func `the generator moves on, so a second estimate is another one`() throws {
    let data = (0..<50).map { Double($0 * $0) }
    var generator = SeededGenerator(seed: 1)
    let first = try estimate([data], .mean, resamples: 200, using: &generator)
    let second = try estimate([data], .mean, resamples: 200, using: &generator)
    #expect(first != second)
    #expect(first.point == second.point)
  }

  @Test(arguments: [Center.mean, .median])
  func `equal readings have an interval without width`(center: Center) throws {
    var generator = SeededGenerator(seed: 1)
    for groups in [[[0.1, 0.1, 0.1]], [[5]], [[0.1, 0.1], [0.1]]] {
      let actual = try estimate(groups, center, resamples: 100, using: &generator)
      #expect(agrees(actual.low, groups[0][0], within: 1e-15))
      #expect(agrees(actual.high, groups[0][0], within: 1e-15))
      #expect(actual.standardError < 1e-16)
    }
  }

  @Test(arguments: [Center.mean, .median])
  func `huge readings do not overflow`(center: Center) throws {
    var generator = SeededGenerator(seed: 1)
    let group = [1.1e308, 1.3e308, 1.7e308, 1.6e308]
    for groups in [[group], [group, group]] {
      let actual = try estimate(groups, center, resamples: 100, using: &generator)
      #expect(1.1e308 <= actual.low && actual.low < actual.high && actual.high <= 1.7e308)
      #expect(actual.standardError.isFinite && actual.standardError > 1e306)
    }
  }

  /// Two readings out of three are equal, so almost every resample of many has the same median.
  @Test func `heavy ties settle the median`() throws {
    var generator = SeededGenerator(seed: 2)
    let data = (0..<300).map { $0.isMultiple(of: 3) ? Double($0) : 7 }
    let actual = try estimate([data], .median, resamples: 2_000, using: &generator)
    #expect(actual.point == 7)
    #expect(actual.low == 7)
  }

  @Test func `an estimate survives being stored`() throws {
    var generator = SeededGenerator(seed: 3)
    let stored = try estimate([[1, 2, 4]], .mean, resamples: 50, using: &generator)
    let data = try JSONEncoder().encode(stored)
    #expect(try JSONDecoder().decode(Estimate.self, from: data) == stored)
  }
}
