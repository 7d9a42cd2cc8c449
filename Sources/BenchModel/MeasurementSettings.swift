/// How long and how often to measure: everything a user can set about measuring itself.
package struct MeasurementSettings: Hashable, Codable, Sendable {
  /// Worker processes for each benchmark; more are added where the interval would be too wide.
  package var processes: Int
  /// Samples in each process; `nil` lets the stopping rule decide.
  package var samplesPerProcess: Int?
  /// Seconds of measuring, without set-up, to aim at for one benchmark over all its processes.
  package var timeLimitSeconds: Double
  /// Seconds for the whole suite; `nil` sets no bound beyond the sum of the time limits.
  package var timeBudgetSeconds: Double?
  /// Half the width of the interval over its median at which measuring stops early.
  package var targetRelativeInterval: Double
  /// Seconds without an answer after which a worker counts as hung.
  package var timeoutSeconds: Double
  /// The wall clock that one sample should take, in seconds.
  package var sampleSeconds: Double
  /// Seeds the order of benchmarks.
  package var seed: UInt64

  package init(
    processes: Int, samplesPerProcess: Int?, timeLimitSeconds: Double,
    timeBudgetSeconds: Double?, targetRelativeInterval: Double, timeoutSeconds: Double,
    sampleSeconds: Double, seed: UInt64
  ) {
    self.processes = processes
    self.samplesPerProcess = samplesPerProcess
    self.timeLimitSeconds = timeLimitSeconds
    self.timeBudgetSeconds = timeBudgetSeconds
    self.targetRelativeInterval = targetRelativeInterval
    self.timeoutSeconds = timeoutSeconds
    self.sampleSeconds = sampleSeconds
    self.seed = seed
  }
}
