import BenchModel

/// How far the gate can be trusted on this machine: what it did where the truth was known.
///
/// The rules of other tools were asked about the same raw samples, so that their rows differ
/// from ours by the rule alone. All rates and their intervals are handed in.
package struct SelftestReport: Hashable, Sendable {
  /// What was compared, and so what the right answer is.
  package enum Trial: Hashable, Sendable {
    /// A build against itself.
    case same
    /// A build against one that must behave the same.
    case null(NullChange)
    /// A build against one that does more work; `added` 0.05 is 5 % more.
    case power(added: Double, of: BodyClass)
  }

  package enum NullChange: String, Codable, CaseIterable, Sendable {
    case unusedFunction, otherLinkOrder, longerPath
  }

  /// What a benchmark's body is limited by, which decides how small a change can be seen.
  package enum BodyClass: String, Codable, CaseIterable, Sendable {
    case compute, memory, allocation, actors
  }

  /// In the order in which they stand side by side.
  package enum Rule: String, Codable, CaseIterable, Sendable {
    case ours, benchstat
    case criterion
    case packageBenchmark
    case gitHubActionBenchmark110
    case gitHubActionBenchmark200
  }

  /// A share of trials with its interval.
  package struct Rate: Hashable, Sendable {
    package let point: Double
    package let low: Double
    package let high: Double

    package init(point: Double, low: Double, high: Double) {
      self.point = point
      self.low = low
      self.high = high
    }
  }

  package struct Row: Hashable, Sendable {
    package let trial: Trial
    package let rule: Rule
    package let gates: Int
    /// Where nothing changed; a gate to which work was added is of several classes at once, and
    /// its color is not shown.
    package let redGates: Int
    /// Clopper-Pearson at 95 %: of red gates where nothing changed, of benchmarks found where
    /// work was added; `nil` before the first trial.
    package let rate: Rate?
    /// Benchmarks over all gates, of those to which work was added.
    ///
    /// Where nothing changed there is nothing to find or to miss, and what was called slower or
    /// faster all the same counts as a wrong sign.
    package let found: Int
    package let missed: Int
    package let wrongSign: Int
    /// Median over gates of measuring alone; `nil` for a rule that replays the samples of ours.
    package let secondsPerBenchmark: Double?

    package init(
      trial: Trial, rule: Rule, gates: Int, redGates: Int, rate: Rate?, found: Int, missed: Int,
      wrongSign: Int, secondsPerBenchmark: Double?
    ) {
      self.trial = trial
      self.rule = rule
      self.gates = gates
      self.redGates = redGates
      self.rate = rate
      self.found = found
      self.missed = missed
      self.wrongSign = wrongSign
      self.secondsPerBenchmark = secondsPerBenchmark
    }
  }

  package let rows: [Row]
  package let environment: MachineEnvironment
  /// UTC in ISO 8601, to the second.
  package let startedAt: String
  package let durationSeconds: Double
  package let settings: [ComparisonReport.Setting]

  package init(
    rows: [Row], environment: MachineEnvironment, startedAt: String, durationSeconds: Double,
    settings: [ComparisonReport.Setting]
  ) {
    self.rows = rows
    self.environment = environment
    self.startedAt = startedAt
    self.durationSeconds = durationSeconds
    self.settings = settings
  }
}
