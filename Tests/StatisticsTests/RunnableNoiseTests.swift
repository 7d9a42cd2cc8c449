import BenchModel
import Statistics
import Testing

@Suite struct RunnableNoiseTests {
  private static let ratios = [
    0.012, -0.004, 0.009, 0.003, -0.011, 0.020, 0.001, -0.006, 0.015, -0.002, 0.008, -0.150,
    0.005, 0.000, -0.009,
  ]

  private func compared(
    _ ratios: [Double], seconds: Double = 0.02, margin: Double = 0.01
  ) -> RunnableNoise? {
    RunnableNoise(
      units: ratios.map { RunnableNoise.Unit(logRatio: $0, seconds: seconds) }, margin: margin)
  }

  private func isClose(_ value: Double?, _ expected: Double) -> Bool {
    value.map { ($0 - expected).magnitude < 1e-12 } ?? false
  }

  /// scipy 1.17.1: `mstats.trimmed_stde(x, limits=(0.2, 0.2)) * sqrt(15)` for the spread,
  /// `expm1(trim_mean(x, 0.2))` for the shift, and
  /// `expm1(log1p(0.01) + (norm.ppf(0.99) + norm.ppf(0.9)) * spread / sqrt(K))`.
  @Test func `spread, shift and smallest change are scipy's`() throws {
    let noise = try #require(compared(Self.ratios))
    #expect(isClose(noise.spread, 0.010462834198767534))
    #expect(isClose(noise.shift, 0.0015567660596862009))
    #expect(isClose(noise.smallestChange(afterSeconds: 1).value, 0.015406296921588531))
    #expect(isClose(noise.smallestChange(afterSeconds: 0.16).value, 0.02357005066563613))
    #expect(!noise.isShifted)
  }

  @Test func `the order of the units says nothing`() {
    #expect(compared(Self.ratios.reversed()) == compared(Self.ratios))
  }

  /// 0.15 s pays for seven units of 0.02 s.
  @Test func `time for fewer than eight units finds nothing`() throws {
    let noise = try #require(compared(Self.ratios))
    #expect(
      noise.smallestChange(afterSeconds: 0.15)
        == .unavailable(reason: "it pays for 7 units, and 8 are the fewest"))
  }

  @Test func `seven units, a ratio that is no number and a unit that took no time are refused`() {
    #expect(compared(Array(repeating: 0, count: 7)) == nil)
    #expect(compared(Array(repeating: 0, count: 8)) != nil)
    #expect(compared(Array(repeating: 0, count: 8) + [.nan]) == nil)
    #expect(compared(Array(repeating: 0, count: 8) + [.infinity]) == nil)
    #expect(compared(Array(repeating: 0, count: 8), seconds: 0) == nil)
  }

  /// Without noise, the margin is all that hides a change.
  @Test func `units that agree find whatever exceeds the margin`() throws {
    let noise = try #require(compared(Array(repeating: 0, count: 10)))
    #expect(isClose(noise.smallestChange(afterSeconds: 1).value, 0.01))
    #expect(!noise.isShifted)
  }

  @Test func `a build that differs from itself every time is a shift`() throws {
    #expect(try #require(compared(Self.ratios.map { $0 + 0.02 })).isShifted)
    #expect(try #require(compared(Array(repeating: -0.01, count: 8))).isShifted)
  }

  /// The definition: noise of a known deviation, a slowdown as large as claimed, and the test that
  /// the claim is about. 1,500 trials put three standard errors at ±2.3 points.
  @Test func `a slowdown of that size is found nine times of ten`() throws {
    let seed: UInt64 = 20_091_103
    print("seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    func draw() -> Double {
      NormalDistribution.quantile(Double.random(in: 1e-12..<1, using: &generator)) * 0.01
    }
    let units = (0..<5_000).map { _ in RunnableNoise.Unit(logRatio: draw(), seconds: 0.1) }
    let noise = try #require(RunnableNoise(units: units, margin: 0))
    let change = try #require(noise.smallestChange(afterSeconds: 2.5).value)
    let trials = 1_500
    let found = (0..<trials).count { _ in
      let sorted = (0..<25).map { _ in draw() + change }.sorted()
      let center = sorted[5..<20].reduce(0, +) / 15
      return center > NormalDistribution.quantile(0.99) * noise.spread / 5
    }
    let rate = Double(found) / Double(trials)
    #expect((0.877...0.923).contains(rate), "found \(rate)")
  }
}
