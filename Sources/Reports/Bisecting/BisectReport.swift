import BenchModel
import Statistics
import Verdicts

/// What a search for the commit that slowed a benchmark came to, and how.
package struct BisectReport: Hashable, Codable, Sendable {
  /// One commit that was measured, or could not be.
  package struct Step: Hashable, Codable, Sendable {
    package enum Decision: String, Hashable, Codable, Sendable {
      case fast, slow, undecided
      /// It does not build, or has no such benchmark.
      case untestable
    }

    package let commit: String
    /// Hash, date, author and subject.
    package let summary: String
    /// What it was measured against.
    package let base: String
    package let decision: Decision
    /// As a part of the base's time; `nil` for too few pairs.
    package let change: Estimate?
    package let pairs: Int

    package init(
      commit: String, summary: String, base: String, decision: Decision, change: Estimate?,
      pairs: Int
    ) {
      self.commit = commit
      self.summary = summary
      self.base = base
      self.decision = decision
      self.change = change
      self.pairs = pairs
    }
  }

  package let benchmark: BenchmarkName
  package let answer: CommitSearch.Answer
  /// The commits it may be, the oldest first; one where it was found.
  package let suspects: [String]
  /// The chance that the answer is wrong, at most.
  package let errorRate: Double
  package let steps: [Step]

  package init(
    benchmark: BenchmarkName, answer: CommitSearch.Answer, suspects: [String], errorRate: Double,
    steps: [Step]
  ) {
    self.benchmark = benchmark
    self.answer = answer
    self.suspects = suspects
    self.errorRate = errorRate
    self.steps = steps
  }
}
