import BenchModel

/// A lockstep comparison as the store keeps it: every raw sample of both sides, and the verdict
/// that was made of them at the time.
package struct ComparisonRecord: Hashable, Sendable {
  /// UTC in ISO 8601, to the second.
  package let startedAt: String
  package let machineClass: MachineClass
  /// What the candidate was compared with, such as `baseline main`.
  package let base: String
  package let baseRun: RunIdentifier?
  package let candidateRun: RunIdentifier?
  package let settings: LockstepSettings
  package let benchmarks: [BenchmarkComparison]
  /// A JSON document; the store does not look inside.
  package let verdict: String

  package init(
    startedAt: String, machineClass: MachineClass, base: String, baseRun: RunIdentifier?,
    candidateRun: RunIdentifier?, settings: LockstepSettings, benchmarks: [BenchmarkComparison],
    verdict: String
  ) {
    self.startedAt = startedAt
    self.machineClass = machineClass
    self.base = base
    self.baseRun = baseRun
    self.candidateRun = candidateRun
    self.settings = settings
    self.benchmarks = benchmarks
    self.verdict = verdict
  }
}
