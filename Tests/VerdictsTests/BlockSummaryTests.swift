import BenchModel
import Foundation
import Statistics
import Testing
import Verdicts

@Suite struct BlockSummaryTests {
  private func verdict(_ units: [LockstepUnit]) throws -> MetricVerdict {
    let comparison = BenchmarkComparison(benchmark: Bench.description("a"), units: units)
    return try #require(Judge(policy: Policy()).verdict(on: [comparison]).verdict(on: "a"))
  }

  /// Both stages of a benchmark, 64 and 32 pairs.
  private func units(
    seed: UInt64, time: (_ isCandidate: Bool, _ bench: inout Bench) -> Double
  ) -> [LockstepUnit] {
    var bench = Bench(seed: seed)
    return (0..<96).map {
      bench.unit(pair: $0, stage: $0 < 64 ? .first : .confirmation, time: time)
    }
  }

  /// By hand: of 100 and 110 against 121 and 105 the lower are 100 and 105, the means 105 and 113.
  @Test func `a block is compared by its lower samples and by its means`() throws {
    var bench = Bench(seed: 1)
    var times = (base: [100.0, 110], candidate: [121.0, 105])
    let unit = bench.unit(blocks: 1) { isCandidate, _ in
      isCandidate ? times.candidate.removeLast() : times.base.removeLast()
    }
    for clock in [Metric.cpuTime, .wallTime] {
      let lower = try #require(unit.logRatio(of: clock, by: .lower))
      let mean = try #require(unit.logRatio(of: clock, by: .mean))
      #expect((lower - log(105.0 / 100)).magnitude < 1e-12)
      #expect((mean - log(113.0 / 105)).magnitude < 1e-12)
    }
  }

  /// Half of the samples are late by up to 40 %. The mean of two scatters by a tenth of it, so that
  /// 96 pairs of eight blocks would not tell 3 % to half a percent.
  @Test func `what slows all samples is found by the lower ones`() throws {
    let seed: UInt64 = 31
    let verdict = try verdict(
      units(seed: seed) { isCandidate, bench in
        let delay = bench.coin() ? 0 : 0.4 * bench.random.unitInterval()
        return 1e6 * (isCandidate ? 1.03 : 1) * (1 + delay + 0.001 * bench.normal())
      })
    #expect(verdict.verdict == .regressed, "seed \(seed)")
    #expect(verdict.summary == .lower)
    let effect = try #require(verdict.effect)
    #expect(0.025 < effect.low && effect.high < 0.035, "\(effect), seed \(seed)")
    // The times beside it are those that it was read from: of 100 iterations, in seconds.
    let (base, candidate) = (try #require(verdict.base), try #require(verdict.candidate))
    #expect((candidate / base - 1.03).magnitude < 0.005, "seed \(seed)")
  }

  /// Half of the candidate's samples take a fifth longer, so in three of four blocks one of the two
  /// does not: the lower ones are equal. By hand: a block's mean is up by 0, 10 or 20 %, in one, two
  /// and one of four blocks.
  @Test func `what slows only some samples is found by the mean`() throws {
    let seed: UInt64 = 32
    let verdict = try verdict(
      units(seed: seed) { isCandidate, bench in
        let isSlow = isCandidate && bench.coin()
        return 1e6 * (isSlow ? 1.2 : 1) * (1 + 0.003 * bench.normal())
      })
    #expect(verdict.verdict == .regressed, "seed \(seed)")
    let effect = try #require(verdict.effect)
    #expect(0.08 < effect.low && effect.high < 0.12, "\(effect), seed \(seed)")
  }

  /// Its samples became a twentieth faster, and every second one then three tenths slower. By hand: in
  /// two of four blocks the mean is 0.95·1.15 = 1.0925, and the lower one is 0.95 in three of four.
  @Test(arguments: [true, false])
  func `where they contradict each other the mean is right`(isOfCandidate: Bool) throws {
    let seed: UInt64 = 34
    let verdict = try verdict(
      units(seed: seed) { isCandidate, bench in
        guard isCandidate == isOfCandidate else { return 1e6 * (1 + 0.003 * bench.normal()) }
        return 0.95e6 * (bench.coin() ? 1.3 : 1) * (1 + 0.003 * bench.normal())
      })
    #expect(verdict.verdict == (isOfCandidate ? .regressed : .improved), "seed \(seed)")
    let effect = try #require(verdict.effect)
    #expect(effect.low < (isOfCandidate ? 0.0925 : 1 / 1.0925 - 1), "seed \(seed)")
    #expect(effect.high > (isOfCandidate ? 0.0925 : 1 / 1.0925 - 1), "seed \(seed)")
    #expect(verdict.summary == .mean)
  }

  @Test func `lower samples that are equal are no equivalence, and that is said`() throws {
    let seed: UInt64 = 33
    let verdict = try verdict(
      units(seed: seed) { _, bench in
        let delay = bench.coin() ? 0 : 2 * bench.random.unitInterval()
        return 1e6 * (1 + delay + 0.001 * bench.normal())
      })
    #expect(verdict.verdict == .inconclusive, "seed \(seed)")
    #expect(
      verdict.reason == "the lower samples are equivalent; the mean varies too much to tell")
    // What would have slowed all samples would have been found by the lower ones.
    #expect(try #require(verdict.smallestDetectableEffect) < 0.03, "seed \(seed)")
  }
}
