/// What another harness measured, as its files tell it. What they do not tell is `nil`.
package struct ForeignResults: Hashable, Sendable {
  package struct Machine: Hashable, Sendable {
    package var hostName: String?
    package var cpuModel: String?
    package var logicalCores: Int?
    package var memoryBytes: Int?
    /// As `uname -m` says it.
    package var architecture: String?
    package var kernel: String?
    package var operatingSystem: String?
  }

  package let harness: Harness
  /// UTC in ISO 8601, to the second.
  package var startedAt: String?
  /// When the file was written, which a copy forgets: of use where nothing in it tells a time.
  package var fileDate: String?
  package var machine = Machine()
  /// The compiler or the runtime with its version.
  package var compiler: String?
  package var commit: String?
  package var isDirty: Bool?
  /// In the order of the file; those of Criterion by their identifiers.
  package var benchmarks: [ForeignBenchmark]
  /// What was found and not read, and why, in sentences.
  package var remarks: [String] = []

  init(harness: Harness, benchmarks: [ForeignBenchmark]) {
    self.harness = harness
    self.benchmarks = benchmarks
  }
}
