/// One invocation of `bench`: every raw sample, and all that is needed to ask again later.
package struct Run: Hashable, Codable, Sendable {
  /// The version of the JSON layout; a reader refuses what is newer than it knows.
  package static let currentSchema = 1
  /// How the arguments of an import begin that tell its samples from others, whatever is said of them.
  package static let samplesKeyPrefix = "samples-"

  package let schema: Int
  /// The names of the columns of each row in `observations`.
  package let observationColumns: [String]
  /// UTC in ISO 8601, to the second.
  package let startedAt: String
  /// Wall clock from the first worker to the last, in seconds.
  package let durationSeconds: Double
  package let arguments: [String]
  package let settings: MeasurementSettings
  package let environment: MachineEnvironment
  package let results: [BenchmarkResult]

  package init(
    startedAt: String, durationSeconds: Double, arguments: [String],
    settings: MeasurementSettings, environment: MachineEnvironment, results: [BenchmarkResult]
  ) {
    schema = Self.currentSchema
    observationColumns = Observation.columns
    self.startedAt = startedAt
    self.durationSeconds = durationSeconds
    self.arguments = arguments
    self.settings = settings
    self.environment = environment
    self.results = results
  }
}
