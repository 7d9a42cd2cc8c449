import BenchModel
import Verdicts

/// What the renderers of a comparison are handed: who was compared with whom, and what it came to.
///
/// Nothing is decided here. `Verdicts` made the verdict, and the tool chose the exit status; a
/// renderer puts both in words, and every format tells the same.
package struct ComparisonReport: Hashable, Sendable {
  /// One of the two builds, or one of the two stored runs.
  package struct Side: Hashable, Sendable {
    /// As a sentence would name it: `baseline main`, `the working tree`, `run 17`.
    package let label: String
    package let commit: Reading<String>
    package let isDirty: Reading<Bool>
    /// SHA-256 of the executable in hexadecimal; unavailable where only numbers were left of it.
    package let executable: Reading<String>

    package init(
      label: String, commit: Reading<String>, isDirty: Reading<Bool>, executable: Reading<String>
    ) {
      self.label = label
      self.commit = commit
      self.isDirty = isDirty
      self.executable = executable
    }
  }

  /// One line of how the comparison was made, such as `Process pairs`: `8 to 24`.
  package struct Setting: Hashable, Codable, Sendable {
    package let label: String
    package let text: String

    package init(label: String, text: String) {
      self.label = label
      self.text = text
    }
  }

  package struct Failure: Hashable, Sendable {
    package let benchmark: BenchmarkDescription
    package let side: BenchmarkComparison.Side
    package let failure: BenchmarkFailure

    package init(
      benchmark: BenchmarkDescription, side: BenchmarkComparison.Side, failure: BenchmarkFailure
    ) {
      self.benchmark = benchmark
      self.side = side
      self.failure = failure
    }
  }

  package let base: Side
  package let candidate: Side
  /// How the comparison as a whole was made. A benchmark that was judged by other evidence says
  /// so in its own verdict.
  package let trust: MetricVerdict.Trust
  package let verdict: SuiteVerdict
  /// What `bench` ends with; see `Outcome` for what it adds to the verdict.
  package let exitStatus: Int32
  package let benchmarks: [BenchmarkDescription]
  package let failures: [Failure]
  package let environment: MachineEnvironment
  /// UTC in ISO 8601, to the second.
  package let startedAt: String
  package let durationSeconds: Double
  package let settings: [Setting]
  /// What followed `bench` to choose the base, such as `["--baseline", "main"]`: what to type
  /// next repeats it. Empty for stored runs.
  package let baseArguments: [String]
  /// Where the time of what regressed went, in the order of the rows; empty unless it was asked for.
  package let explanations: [ChangedFunctions]

  package init(
    base: Side, candidate: Side, trust: MetricVerdict.Trust, verdict: SuiteVerdict,
    exitStatus: Int32, benchmarks: [BenchmarkDescription], failures: [Failure],
    environment: MachineEnvironment, startedAt: String, durationSeconds: Double,
    settings: [Setting], baseArguments: [String], explanations: [ChangedFunctions] = []
  ) {
    self.base = base
    self.candidate = candidate
    self.trust = trust
    self.verdict = verdict
    self.exitStatus = exitStatus
    self.benchmarks = benchmarks
    self.failures = failures
    self.environment = environment
    self.startedAt = startedAt
    self.durationSeconds = durationSeconds
    self.settings = settings
    self.baseArguments = baseArguments
    self.explanations = explanations
  }
}
