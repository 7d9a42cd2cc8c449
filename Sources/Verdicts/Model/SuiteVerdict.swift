import BenchModel

/// What a whole comparison comes to: the gate's color, and everything it was mixed from.
package struct SuiteVerdict: Hashable, Codable, Sendable {
  /// The most urgent of what applies: `failed`, then `invalid`, `red`, `green`. What is missing
  /// comes first, as nobody knows what it would have shown.
  package enum Color: String, Codable, Sendable {
    /// Nothing regressed; every benchmark of the baseline gave a number.
    case green
    /// Something regressed, or an objective was missed.
    case red
    /// A benchmark of the baseline failed or gave no number, or there was none to hold
    /// against an objective.
    case failed
    /// The control arm was flagged: nothing this run found may be used.
    case invalid
  }

  /// Base against its own copy.
  package struct Control: Hashable, Codable, Sendable {
    package let pairs: Int
    package let benchmarks: Int
    /// Benchmarks in which a copy differed from its original beyond chance.
    package let flagged: [BenchmarkName]
    /// The relative change that all benchmarks' copies share, where it is beyond chance.
    package let commonShift: Double?

    package init(
      pairs: Int, benchmarks: Int, flagged: [BenchmarkName], commonShift: Double? = nil
    ) {
      self.pairs = pairs
      self.benchmarks = benchmarks
      self.flagged = flagged
      self.commonShift = commonShift
    }

    package var isFlagged: Bool { !flagged.isEmpty || commonShift != nil }
  }

  package struct Missing: Hashable, Codable, Sendable {
    package let benchmark: BenchmarkName
    /// Such as "crashed: the worker was ended by signal 11", or "no longer declared".
    package let reason: String

    package init(benchmark: BenchmarkName, reason: String) {
      self.benchmark = benchmark
      self.reason = reason
    }
  }

  package let color: Color
  /// Sorted by name, then metric.
  package let verdicts: [MetricVerdict]
  package let objectives: [ObjectiveVerdict]
  /// Benchmarks of the baseline that gave no number.
  package let missing: [Missing]
  /// Benchmarks that the baseline does not have.
  package let added: [BenchmarkName]
  package let control: Control?
  /// What a reader should know before trusting this: load, steal, a forced environment.
  package let warnings: [String]

  package init(
    color: Color, verdicts: [MetricVerdict], objectives: [ObjectiveVerdict], missing: [Missing],
    added: [BenchmarkName], control: Control?, warnings: [String]
  ) {
    self.color = color
    self.verdicts = verdicts
    self.objectives = objectives
    self.missing = missing
    self.added = added
    self.control = control
    self.warnings = warnings
  }
}
