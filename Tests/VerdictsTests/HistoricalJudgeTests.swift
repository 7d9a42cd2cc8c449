import BenchModel
import Foundation
import Testing
import Verdicts

@Suite struct HistoricalJudgeTests {
  private let judge = HistoricalJudge(policy: Policy())
  private let name = Bench.name("a")
  /// Logarithms with the mean 0 and the deviation 0.01·√(8/7).
  private let past = [1.0, -1, 1, -1, 1, -1, 1, -1].map { exp(0.01 * $0) }

  /// By hand: t₀.₉₉₉ with 7 degrees of freedom is 4.785 (any printed table), so today may be 4.785
  /// × 0.01·√(8/7) × √(9/8) = 5.43 % away, and 1 % more is nobody's business.
  @Test(arguments: [
    (0.0630, Verdict.inconclusive), (0.0650, .regressed), (-0.0630, .inconclusive),
    (-0.0650, .improved),
  ])
  func `today is held against the prediction of the past`(log: Double, expected: Verdict) {
    let verdict = judge.verdict(on: name, metric: .wallTime, today: exp(log), past: past)
    #expect(verdict.verdict == expected)
    #expect(verdict.trust == .history)
    #expect(!verdict.isGating)
    #expect(!verdict.turnsRed)
    #expect(verdict.effect?.method == .student(degreesOfFreedom: 7))
  }

  @Test func `it gates where the policy says so`() {
    var policy = Policy()
    policy.failsOnHistory = true
    let verdict = HistoricalJudge(policy: policy).verdict(
      on: name, metric: .wallTime, today: 2, past: past)
    #expect(verdict.turnsRed)
    #expect(verdict.isConfirmed == false)
    let suite = SuiteContext().verdict(of: [verdict], measured: [name], missing: [])
    #expect(suite.color == .red)
  }

  @Test func `a narrow past shows that today is the same`() {
    let narrow = [1.0, 1.001, 0.999, 1.0, 1.001, 0.999, 1.0, 1.0]
    let verdict = judge.verdict(on: name, metric: .wallTime, today: 1.001, past: narrow)
    #expect(verdict.verdict == .equivalent)
  }

  @Test func `seven runs are no history`() {
    let verdict = judge.verdict(
      on: name, metric: .wallTime, today: 5, past: Array(past.dropLast()))
    #expect(verdict.verdict == .inconclusive)
    #expect(verdict.reason == "7 past runs; it takes 8")
  }

  @Test(arguments: [
    ([Double](repeating: 7, count: 8), 7.0, Verdict.equivalent),
    (Array(repeating: 7, count: 8), 8, .regressed), (Array(repeating: 7, count: 8), 6, .improved),
    (Array(repeating: 0, count: 8), 0, .equivalent), (Array(repeating: 0, count: 8), 1, .regressed),
    (Array(repeating: 3, count: 8), 0, .improved), ([0, 1, 0, 1, 0, 1, 0, 1], 5, .inconclusive),
  ])
  func `counts that never varied are held against each other`(
    past: [Double], today: Double, expected: Verdict
  ) {
    let verdict = judge.verdict(on: name, metric: .allocations, today: today, past: past)
    #expect(verdict.verdict == expected)
  }
}
