import BenchModel
import Statistics
import Testing
import Verdicts

@testable import Reports

@Suite struct BisectTextTests {
  private func report(
    _ answer: CommitSearch.Answer, suspects: [String], decision: BisectReport.Step.Decision
  ) throws -> BisectReport {
    let change = Estimate(
      point: 0.051, low: 0.048, high: 0.054, coverage: 0.95, standardError: 0.001,
      method: .signFlip(units: 12))
    return BisectReport(
      benchmark: try BenchmarkName(parsing: "sync/hash"), answer: answer, suspects: suspects,
      errorRate: 0.01,
      steps: [
        BisectReport.Step(
          commit: "abc", summary: "abc123 2026-11-26 Ada: Hash twice", base: "the one before",
          decision: decision, change: change, pairs: 14)
      ])
  }

  @Test func `the commit that was found stands first, with its size and its certainty`() throws {
    let text = BisectText.render(try report(.found, suspects: ["abc"], decision: .slow))
    #expect(
      text == """
        sync/hash became slower with
          abc123 2026-11-26 Ada: Hash twice
        Such an answer is wrong in at most 1.0 % of searches.

          abc123 2026-11-26 Ada: Hash twice: slow +5.1 % (+4.8 to +5.4), 14 pairs against the one before

        """)
  }

  @Test func `what could not be told apart is listed`() throws {
    let text = BisectText.render(
      try report(.among, suspects: ["abc", "def"], decision: .undecided))
    #expect(text.contains("  abc\n  def\n"))
    #expect(text.contains("undecided"))
  }

  @Test func `JSON has all of it`() throws {
    let json = try BisectJSON.render(try report(.noChange, suspects: [], decision: .fast))
    #expect(json.contains("\"noChange\""))
    #expect(json.contains("\"errorRate\":0.01"))
  }
}
