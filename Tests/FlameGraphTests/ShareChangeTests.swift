import BenchModel
import Testing

@testable import FlameGraph

@Suite struct ShareChangeTests {
  /// Newcombe (1998), table II, rows (a) and (b), method 10; there the first share less the second.
  @Test(arguments: [
    (before: (48, 80), after: (56, 70), low: 0.0524, high: 0.3339),
    (before: (3, 10), after: (9, 10), low: 0.1705, high: 0.8090),
  ])
  func `bounds a difference as published`(
    before: (Int, Int), after: (Int, Int), low: Double, high: Double
  ) {
    let change = ShareChange(before: before.0, of: before.1, after: after.0, of: after.1)
    #expect(abs(change.interval.lowerBound - low) < 0.00005)
    #expect(abs(change.interval.upperBound - high) < 0.00005)
  }

  /// From SciPy's `hypergeom`, twice the smaller tail.
  @Test(arguments: [
    (3, 10, 9, 10, 0.019766611097880447), (0, 1000, 12, 1000, 0.0004723406974635946),
    (500, 10000, 640, 10000, 2.1944847078938445e-05),
    (9000, 100000, 9400, 100000, 0.002021959234018025), (50, 100, 50, 100, 1), (1, 5, 1, 7, 1),
  ])
  func `agrees with SciPy on Fisher's exact test`(
    before: Int, beforeTotal: Int, after: Int, afterTotal: Int, expected: Double
  ) {
    let change = ShareChange(before: before, of: beforeTotal, after: after, of: afterTotal)
    #expect(abs(change.pValue / expected - 1) < 1e-6, "\(change.pValue)")
  }

  @Test func `large populations agree with the exact test just below them`() {
    let scale = ShareChange.largestExactPopulation / 2
    let small = ShareChange(before: 400_000, of: scale, after: 402_000, of: scale)
    let large = ShareChange(before: 400_001, of: scale + 1, after: 402_001, of: scale + 1)
    #expect(abs(small.pValue / large.pValue - 1) < 0.01, "\(small.pValue) \(large.pValue)")
  }

  @Test func `counts at the end of their range neither trap nor hang`() {
    let change = ShareChange(before: .max / 2, of: .max, after: 1, of: .max)
    #expect(change.pValue < 1e-9)
    #expect(change.interval.upperBound < 0)
  }

  /// Holm by hand: p of 0.0047 in 1000, 0.02 and 1 at three tests; 0.05/3, then 0.05/2, then stop.
  @Test func `tests in steps, the clearest change first`() {
    let clear = ShareChange(before: 0, of: 1000, after: 12, of: 1000)
    let likely = ShareChange(before: 30, of: 1000, after: 50, of: 1000)
    let none = ShareChange(before: 50, of: 1000, after: 50, of: 1000)
    // SciPy: likely has a p of 0.0299, which is more than 0.05 / 2.
    #expect(abs(likely.pValue - 0.0299) < 0.003)
    let rule = NoiseRule([clear, likely, none])
    #expect(rule.testCount == 3)
    #expect(!rule.isNoise(clear))
    #expect(rule.isNoise(likely))
    #expect(rule.isNoise(none))
    #expect(!NoiseRule([likely]).isNoise(likely))
  }

  /// Four samples can at best have a p of 2/2⁴, whatever the others do.
  @Test func `what could never be told from noise does not weaken the others`() {
    let clear = ShareChange(before: 0, of: 1000, after: 12, of: 1000)
    let hopeless = (1...4).map { ShareChange(before: 0, of: 1000 + $0, after: 4, of: 1000) }
    let rule = NoiseRule([clear] + hopeless)
    #expect(rule.testCount == 1)
    #expect(!rule.isNoise(clear))
    #expect(hopeless.allSatisfy(rule.isNoise))
  }

  /// The rule allows an error in 5% of pictures; of 100, 5 are expected, and 16 or more come with
  /// a probability below 10⁻⁴ (binomial).
  @Test func `two recordings of the same are nearly always all grey`() throws {
    var random = SplitMix(state: 2_024)
    var wrong = 0
    for _ in 0..<100 {
      let trees = (0..<2).map { _ in
        var tree = StackTree(unit: .samples)
        let names = (0..<60).map { tree.frames.intern("f\($0)") }
        for _ in 0..<1_500 {
          // Some names are much more likely than others.
          let widest = Int.random(in: 1...60, using: &random)
          let first = Int.random(in: 0..<widest, using: &random)
          tree.add([names[first], names[Int.random(in: 0..<5, using: &random)]], weight: 1)
        }
        return tree
      }
      let scene = try Scene(
        of: DifferentialTree(before: trees[0], after: trees[1]), options: PictureOptions())
      if scene.changes.contains(where: { $0.inclusive.step != 0 || $0.own.step != 0 }) {
        wrong += 1
      }
    }
    #expect(wrong < 16)
  }
}
