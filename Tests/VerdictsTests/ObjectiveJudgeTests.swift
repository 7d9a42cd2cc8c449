import BenchModel
import Statistics
import Testing
import Verdicts

@Suite struct ObjectiveJudgeTests {
  private func wall(_ low: Double, _ point: Double, _ high: Double) -> Estimate {
    Estimate(
      point: point, low: low, high: high, coverage: 0.95, standardError: 0.1,
      method: .student(degreesOfFreedom: 4))
  }

  @Test(arguments: [
    (1.0, 2.0, 2.9, ObjectiveVerdict.Outcome.met), (1, 2, 3, .met), (2, 2.5, 3.1, .undecided),
    (3.1, 3.5, 4, .missed),
  ])
  func `a time is met, missed or undecided by its interval`(
    low: Double, point: Double, high: Double, expected: ObjectiveVerdict.Outcome
  ) throws {
    let benchmark = Bench.description("a", objective: .atMost(.seconds(3)))
    let verdict = try #require(
      ObjectiveJudge.verdict(on: benchmark, wall: wall(low, point, high)))
    #expect(verdict.outcome == expected)
    #expect(verdict.measured?.point == point)
  }

  /// By hand: 500 blocks in 2 to 2.5 s are 12,000 to 15,000 a minute.
  @Test(arguments: [
    (12_000.0, ObjectiveVerdict.Outcome.met), (12_001, .undecided), (15_001, .missed),
  ])
  func `a throughput is counted in its own period`(
    amount: Double, expected: ObjectiveVerdict.Outcome
  ) throws {
    let benchmark = Bench.description(
      "a", throughput: .elements(500, "blocks"), objective: .atLeast(amount, per: .minute))
    let verdict = try #require(ObjectiveJudge.verdict(on: benchmark, wall: wall(2, 2.25, 2.5)))
    #expect(verdict.outcome == expected)
    #expect(verdict.measured?.low == 12_000)
    #expect(verdict.measured?.high == 15_000)
  }

  @Test func `without a throughput iterations are counted`() throws {
    let benchmark = Bench.description("a", objective: .atLeast(3, per: .second))
    let verdict = try #require(
      ObjectiveJudge.verdict(on: benchmark, wall: wall(0.2, 0.25, 0.3)))
    #expect(verdict.outcome == .met)
    #expect(verdict.measured?.point == 4)
  }

  @Test func `nothing measured is unmeasured, and no objective is no verdict`() {
    let benchmark = Bench.description("a", objective: .atMost(.seconds(3)))
    #expect(ObjectiveJudge.verdict(on: benchmark, wall: nil)?.outcome == .unmeasured)
    #expect(ObjectiveJudge.verdict(on: Bench.description("a"), wall: wall(1, 2, 3)) == nil)
    var failed = BenchmarkComparison(
      benchmark: benchmark, units: (0..<3).map { Bench.unit(pair: $0, ratio: 1) })
    #expect(ObjectiveJudge.verdict(on: failed)?.outcome == .met)
    failed.failure = BenchmarkComparison.Failure(
      side: .base, failure: BenchmarkFailure(.hung, "no answer"))
    #expect(ObjectiveJudge.verdict(on: failed)?.outcome == .unmeasured)
  }

  /// By hand: the candidate takes 2 × 1,000,000 ns for 100 iterations, 20 µs each, in every pair.
  @Test func `of a comparison the candidate is held against it`() throws {
    let comparison = BenchmarkComparison(
      benchmark: Bench.description("a", objective: .atMost(.microseconds(19))),
      units: (0..<4).map { Bench.unit(pair: $0, ratio: 2) })
    let verdict = try #require(ObjectiveJudge.verdict(on: comparison))
    #expect(verdict.outcome == .missed)
    #expect((try #require(verdict.measured).point - 20e-6).magnitude < 1e-15)
  }

  @Test func `a summary is held against it`() throws {
    let process = ProcessRecord(
      cpuScope: .thread, threads: 1,
      warmUp: ProcessRecord.WarmUp(reachedSteadyState: true, samples: 15, wallNanoseconds: 1),
      observations: (0..<9).map { _ in
        Observation(iterations: 1, wallNanoseconds: 1_000_000, cpuNanoseconds: 1)
      }, allocations: .unavailable(reason: "x"), peakResidentBytes: .value(1))
    let result = BenchmarkResult(
      benchmark: Bench.description("a", objective: .atMost(.milliseconds(2))),
      processes: [process, process], failure: nil)
    let summarizer = Summarizer(
      settings: MeasurementSettings(
        processes: 2, samplesPerProcess: nil, timeLimitSeconds: 1, timeBudgetSeconds: nil,
        targetRelativeInterval: 0.01, timeoutSeconds: 1, sampleSeconds: 0.002, seed: 1))
    let summary = try #require(summarizer.summary(of: result))
    #expect(ObjectiveJudge.verdict(on: summary)?.outcome == .met)
  }
}
