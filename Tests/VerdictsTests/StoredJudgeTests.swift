import BenchModel
import Foundation
import Statistics
import Testing
import Verdicts

@Suite struct StoredJudgeTests {
  private let judge = StoredJudge(policy: Policy())

  private func result(
    _ name: String, medians: [Double], scope: CPUScope = .thread, voluntary: Int = 0,
    allocations: [Int]? = nil, samples: Int = 11, failure: BenchmarkFailure? = nil
  ) -> BenchmarkResult {
    let processes = medians.enumerated().map { index, median in
      ProcessRecord(
        cpuScope: scope, threads: 1,
        warmUp: ProcessRecord.WarmUp(reachedSteadyState: true, samples: 15, wallNanoseconds: 1),
        observations: (0..<samples).map { sample in
          let time = Int(median * 1e9) + (sample - samples / 2) * 10
          return Observation(
            iterations: 1, wallNanoseconds: time, cpuNanoseconds: time,
            voluntarySwitches: voluntary)
        },
        allocations: allocations.map {
          .value([AllocationCount(iterations: 1, allocations: $0[index], bytes: 0)])
        } ?? .unavailable(reason: "x"),
        peakResidentBytes: .value(1))
    }
    return BenchmarkResult(
      benchmark: Bench.description(name), processes: processes, failure: failure)
  }

  private let calm = [1.000, 1.001, 0.999, 1.0005, 0.9995]

  @Test(arguments: [
    (1.05, Verdict.regressed), (0.95, .improved), (1.0, .equivalent), (1.015, .regressed),
  ])
  func `process medians are compared beyond the margin`(factor: Double, expected: Verdict) throws {
    let suite = judge.verdict(
      base: [result("a", medians: calm)],
      candidate: [result("a", medians: calm.map { $0 * factor })])
    let verdict = try #require(suite.verdict(on: "a"))
    #expect(verdict.verdict == expected)
    #expect(verdict.trust == .stored)
    #expect(verdict.units == 10)
    let effect = try #require(verdict.effect)
    #expect((effect.point - (factor - 1)).magnitude < 1e-6)
    #expect(verdict.isConfirmed == (expected == .equivalent ? nil : false))
    #expect(suite.color == (expected == .regressed ? .red : .green))
  }

  /// scipy.stats.ttest_ind of the logarithms, less log 1.01, Welch, one-sided: p = 0.0075.
  @Test func `the p-value is Welch's beyond the margin`() throws {
    let suite = judge.verdict(
      base: [result("a", medians: [1.00, 1.02, 0.98, 1.01])],
      candidate: [result("a", medians: [1.06, 1.03, 1.08, 1.05, 1.04])])
    let verdict = try #require(suite.verdict(on: "a"))
    #expect((try #require(verdict.pValue) - Self.scipyPValue).magnitude < 1e-6)
    #expect(verdict.adjustedPValue == verdict.pValue)
    #expect(verdict.smallestDetectableEffect == nil)
  }

  private static let scipyPValue = 0.0075331706

  @Test func `one process of each run says nothing`() throws {
    let suite = judge.verdict(
      base: [result("a", medians: [1])], candidate: [result("a", medians: [9])])
    let verdict = try #require(suite.verdict(on: "a"))
    #expect(verdict.verdict == .inconclusive)
    #expect(verdict.reason?.hasPrefix("a test needs two processes of each run") == true)
  }

  /// By hand: of eleven readings, the 1st and the 11th bound the median at 99.9 %, the 2nd and the
  /// 10th at 98.8 % (1 − 2·12/2048), the 3rd and the 9th at 93.5 %; so each side takes its 2nd and
  /// 10th, which are 40 ns from its median.
  @Test func `one process of each run shows its change, and decides nothing`() throws {
    let suite = judge.verdict(
      base: [result("a", medians: [1e-6])], candidate: [result("a", medians: [2e-6])])
    let effect = try #require(suite.verdict(on: "a")?.effect)
    #expect((effect.point - 1).magnitude < 1e-12)
    #expect((effect.low - (1.96 / 1.04 - 1)).magnitude < 1e-9)
    #expect((effect.high - (2.04 / 0.96 - 1)).magnitude < 1e-9)
    #expect(suite.color == .green)
  }

  @Test func `too few samples in one process show no interval`() throws {
    let suite = judge.verdict(
      base: [result("a", medians: [1], samples: 5)],
      candidate: [result("a", medians: [9], samples: 5)])
    #expect(suite.verdict(on: "a")?.effect == nil)
  }

  @Test func `a clock that nobody read makes no row`() throws {
    func unread(_ factor: Double) -> BenchmarkResult {
      let whole = result("a", medians: calm.map { $0 * factor })
      return BenchmarkResult(
        benchmark: whole.benchmark,
        processes: whole.processes.map { process in
          ProcessRecord(
            cpuScope: process.cpuScope, threads: 1, warmUp: process.warmUp,
            observations: process.observations.map {
              Observation(
                iterations: $0.iterations, wallNanoseconds: $0.wallNanoseconds, cpuNanoseconds: 0)
            },
            allocations: process.allocations, peakResidentBytes: process.peakResidentBytes)
        }, failure: nil)
    }
    let suite = judge.verdict(base: [unread(1)], candidate: [unread(1.05)])
    #expect(suite.verdicts.map(\.metric) == [.wallTime])
    #expect(suite.verdict(on: "a", .wallTime)?.verdict == .regressed)
    #expect(suite.verdict(on: "a", .wallTime)?.isGating == true)
  }

  @Test func `a large suite asks for more`() throws {
    let noisy = [1.0, 1.03, 0.97, 1.02]
    let base = (0..<40).map { result("b\($0)", medians: noisy) }
    let candidate = (0..<40).map {
      result("b\($0)", medians: noisy.map { $0 * 1.07 })
    }
    let alone = judge.verdict(base: [base[0]], candidate: [candidate[0]])
    #expect(alone.verdict(on: "b0")?.verdict == .regressed)
    let many = judge.verdict(base: base, candidate: candidate)
    #expect(many.verdict(on: "b0")?.verdict == .inconclusive)
    #expect(try #require(many.verdict(on: "b0")?.smallestDetectableEffect) > 0.01)
  }

  @Test func `a body that waits is judged by wall clock`() {
    let suite = judge.verdict(
      base: [result("a", medians: calm, voluntary: 1)],
      candidate: [result("a", medians: calm, voluntary: 1)])
    #expect(suite.verdict(on: "a", .wallTime)?.isGating == true)
    #expect(suite.verdict(on: "a", .cpuTime)?.isGating == false)
  }

  @Test(arguments: [
    ([7, 7, 7, 7, 7], [7, 7, 7, 7, 7], Verdict.equivalent),
    ([7, 7, 7, 7, 7], [8, 8, 8, 8, 8], .regressed),
    ([0, 0, 0, 0, 0], [1, 1, 1, 1, 1], .regressed),
    ([7, 7, 7, 7, 7], [6, 6, 6, 6, 6], .improved),
    ([70, 71, 70, 72, 71], [90, 91, 92, 90, 90], .regressed),
    ([70, 75, 70, 72, 71], [70, 76, 71, 73, 72], .inconclusive),
  ])
  func `allocations are compared exactly where they repeat`(
    base: [Int], candidate: [Int], expected: Verdict
  ) {
    let suite = judge.verdict(
      base: [result("a", medians: calm, allocations: base)],
      candidate: [result("a", medians: calm, allocations: candidate)])
    #expect(suite.verdict(on: "a", .allocations)?.verdict == expected)
    #expect(suite.verdict(on: "a", .allocations)?.isGating == true)
  }

  @Test func `what failed or is gone fails the suite`() {
    let crash = BenchmarkFailure(.crashed, "signal 4")
    let suite = judge.verdict(
      base: [
        result("a", medians: calm), result("b", medians: calm),
        result("c", medians: [], failure: crash), result("e", medians: []),
      ],
      candidate: [
        result("b", medians: [], failure: crash), result("c", medians: calm),
        result("d", medians: calm), result("e", medians: calm),
      ])
    #expect(suite.color == .failed)
    #expect(
      suite.missing.map(\.reason) == [
        "no longer declared", "crashed (candidate): signal 4", "crashed (base): signal 4",
        "no process measured it (base)",
      ])
    #expect(suite.added == [Bench.name("d")])
  }
}
