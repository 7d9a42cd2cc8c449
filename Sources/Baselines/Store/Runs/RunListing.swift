import BenchModel

/// What a list shows of a stored run, without its samples.
package struct RunListing: Hashable, Sendable {
  package let id: RunIdentifier
  /// UTC in ISO 8601, to the second, as the run says it.
  package let startedAt: String
  package let durationSeconds: Double
  package let machineClass: MachineClass
  /// `Fingerprint.hash`: runs with the same one compare.
  package let fingerprint: String
  package let commit: String?
  package let isDirty: Bool?
  package let benchmarks: Int
  /// Those of the benchmarks that have no number.
  package let failures: Int
  package let samples: Int
  /// The baselines that are this run, sorted.
  package let baselines: [BaselineName]

  package init(
    id: RunIdentifier, startedAt: String, durationSeconds: Double, machineClass: MachineClass,
    fingerprint: String, commit: String?, isDirty: Bool?, benchmarks: Int, failures: Int,
    samples: Int, baselines: [BaselineName]
  ) {
    self.id = id
    self.startedAt = startedAt
    self.durationSeconds = durationSeconds
    self.machineClass = machineClass
    self.fingerprint = fingerprint
    self.commit = commit
    self.isDirty = isDirty
    self.benchmarks = benchmarks
    self.failures = failures
    self.samples = samples
    self.baselines = baselines
  }
}
