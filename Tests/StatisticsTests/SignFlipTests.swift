import Foundation
import Statistics
import Testing

@Suite struct SignFlipTests {
  /// All patterns of signs, counted by numpy and by scipy's permutation test.
  @Test func `counts the patterns that scipy counts`() throws {
    for expected in try HypothesesFixture.read().signFlips {
      let test = SignFlipTest(of: expected.values, seed: 1)
      let context = "\(expected.name), \(expected.values.count) values beyond \(expected.bound)"
      #expect(
        agrees(test.pValue(that: .greater, than: expected.bound), expected.greater), "\(context)")
      #expect(agrees(test.pValue(that: .less, than: expected.bound), expected.less), "\(context)")
    }
  }

  /// All 2¹⁶ patterns, counted by numpy; the drawn ones scatter binomially, five deviations
  /// allowed.
  @Test func `random patterns come close to all of them`() throws {
    let seed: UInt64 = 3
    for expected in try HypothesesFixture.read().largeSignFlips {
      let test = SignFlipTest(of: expected.values, flips: 20_000, seed: seed)
      let actual = test.pValue(that: .greater, than: expected.bound)
      // Drawing ends at 1,001 hits, which is what the scatter of a large p-value comes from.
      let drawn = min(20_000, 1_001 / expected.greater)
      let deviation = (expected.greater * (1 - expected.greater) / drawn).squareRoot()
      #expect(
        (actual - expected.greater).magnitude < 5 * deviation + 1e-4,
        "\(actual) for \(expected.greater), seed \(seed)")
    }
  }

  /// A search over a grid of centers with all patterns, in numpy.
  @Test func `the interval holds the centers that no pattern rules out`() throws {
    for expected in try HypothesesFixture.read().intervals {
      let interval = try #require(
        SignFlipTest(of: expected.values, seed: 1).interval(coverage: expected.coverage))
      #expect((interval.low - expected.low).magnitude < 1.1 * expected.step)
      #expect((interval.high - expected.high).magnitude < 1.1 * expected.step)
      #expect(interval.method == .signFlip(units: expected.values.count))
    }
  }

  @Test(arguments: [9, 24, 64, 65, 128])
  func `an interval ends where the p-value reaches its tail`(count: Int) throws {
    let seed: UInt64 = 11
    var random = SeededGenerator(seed: seed)
    let values = (0..<count).map { _ in random.unitInterval() - 0.3 }
    let test = SignFlipTest(of: values, flips: 1_999, seed: seed)
    let interval = try #require(test.interval(coverage: 0.95))
    #expect(interval.low < interval.point && interval.point < interval.high)
    #expect(test.pValue(that: .greater, than: interval.low) <= 0.025, "seed \(seed)")
    #expect(test.pValue(that: .greater, than: interval.low + 1e-3) > 0.025, "seed \(seed)")
    #expect(test.pValue(that: .less, than: interval.high) <= 0.025, "seed \(seed)")
    #expect(test.pValue(that: .less, than: interval.high - 1e-3) > 0.025, "seed \(seed)")
  }

  /// By hand: with all values equal only the pattern as observed reaches their mean, and at the
  /// bound itself every pattern does.
  @Test func `equal values leave one pattern of all`() throws {
    let twelve = SignFlipTest(of: Array(repeating: 0.02, count: 12), seed: 1)
    #expect(twelve.pValue(that: .greater, than: 0.01) == 0x1p-12)
    #expect(twelve.pValue(that: .greater, than: 0.02) == 1)
    #expect(twelve.pValue(that: .greater, than: 0.03) == 1)
    let interval = try #require(twelve.interval(coverage: 0.95))
    #expect((interval.low, interval.point, interval.high) == (0.02, 0.02, 0.02))
    for count in [24, 64, 65, 128] {
      let many = SignFlipTest(of: Array(repeating: 0.02, count: count), seed: 1)
      #expect(many.pValue(that: .greater, than: 0.01) == 1e-4)
    }
  }

  /// By hand: 2·2⁻⁵ > 0.05 > 2·2⁻⁶.
  @Test func `five values bound nothing at 95 %`() {
    #expect(SignFlipTest(of: [1, 2, 3, 4, 5], seed: 1).interval(coverage: 0.95) == nil)
    #expect(SignFlipTest(of: [1, 2, 3, 4, 5, 6], seed: 1).interval(coverage: 0.95) != nil)
  }

  @Test func `exchanging the sides exchanges the alternatives`() {
    var random = SeededGenerator(seed: 4)
    let values = (0..<20).map { _ in random.unitInterval() - 0.4 }
    let test = SignFlipTest(of: values, seed: 8)
    let mirrored = SignFlipTest(of: values.map { -$0 }, seed: 8)
    let difference =
      test.pValue(that: .greater, than: 0.01) - mirrored.pValue(that: .less, than: -0.01)
    #expect(difference.magnitude < 1e-12)
    #expect(test.twoSidedPValue(margin: 0.01) == mirrored.twoSidedPValue(margin: 0.01))
  }

  @Test(arguments: [11, 30])
  func `the p-value never falls as the bound rises`(count: Int) {
    let seed: UInt64 = 21
    var random = SeededGenerator(seed: seed)
    let values = (0..<count).map { _ in cauchy(&random) }
    let test = SignFlipTest(of: values, flips: 999, seed: seed)
    var previous = 0.0
    for step in -40...40 {
      let pValue = test.pValue(that: .greater, than: Double(step) / 10)
      // Where drawing was broken off, p is rounded to hits over draws; those are large.
      #expect(pValue >= previous || previous > 0.4, "at \(step), seed \(seed)")
      previous = pValue
    }
  }

  /// A valid test rejects a true null hypothesis in at most α of all cases; four deviations of
  /// 2,000 trials are allowed. Noise of three shapes, the scale of each unit drawn anew, drifting.
  @Test(arguments: [10, 13, 100])
  func `a true center is ruled out no more often than it says`(count: Int) {
    let seed: UInt64 = 5
    var random = SeededGenerator(seed: seed)
    let trials = 2_000
    var rejected = 0
    var covered = 0
    for trial in 0..<trials {
      let values = (0..<count).map { unit in
        let noise =
          trial % 3 == 0 ? normal(&random) : trial % 3 == 1 ? cauchy(&random) : sign(&random)
        return 0.01 + noise * Double(1 + unit)
      }
      let test = SignFlipTest(of: values, flips: 199, seed: random.next())
      if test.pValue(that: .greater, than: 0.01) <= 0.05 { rejected += 1 }
      if trial < 300, let interval = test.interval(coverage: 0.9),
        interval.low <= 0.01 && 0.01 <= interval.high
      {
        covered += 1
      }
    }
    #expect(Double(rejected) / Double(trials) < 0.05 + 4 * 0.0049, "seed \(seed)")
    #expect(rejected > trials / 50, "a test that never rejects is of no use; seed \(seed)")
    #expect(Double(covered) / 300 > 0.9 - 4 * 0.0173, "\(covered) of 300, seed \(seed)")
  }

  private func sign(_ random: inout SeededGenerator) -> Double {
    random.next() & 1 == 0 ? 1 : -1
  }
}

func normal(_ random: inout SeededGenerator) -> Double {
  let radius = (-2 * log(1 - random.unitInterval())).squareRoot()
  return radius * cos(2 * Double.pi * random.unitInterval())
}

func cauchy(_ random: inout SeededGenerator) -> Double {
  tan(Double.pi * (random.unitInterval() - 0.5))
}
