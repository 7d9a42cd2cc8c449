/// Everything that one worker process measured of one benchmark.
///
/// The process is the statistical unit: samples within it share their memory layout, their
/// heap and the machine's mood, so they agree with each other more than they should.
package struct ProcessRecord: Hashable, Codable, Sendable {
  /// How the warm-up of a process ended.
  package struct WarmUp: Hashable, Codable, Sendable {
    /// The rule for steadiness compares so many windows of so many samples.
    package static let windows = 3
    package static let windowSamples = 5
    package static let samplesToJudge = windows * windowSamples

    /// Whether the rule for steadiness was met before the cap.
    package let reachedSteadyState: Bool
    package let samples: Int
    package let wallNanoseconds: Int

    package init(reachedSteadyState: Bool, samples: Int, wallNanoseconds: Int) {
      self.reachedSteadyState = reachedSteadyState
      self.samples = samples
      self.wallNanoseconds = wallNanoseconds
    }
  }

  package let cpuScope: CPUScope
  package let threads: Int
  package let warmUp: WarmUp
  /// In the order in which they were taken.
  package let observations: [Observation]
  /// One entry for each sample in which allocations were counted.
  package let allocations: Reading<[AllocationCount]>
  package let peakResidentBytes: Reading<Int>

  package init(
    cpuScope: CPUScope, threads: Int, warmUp: WarmUp, observations: [Observation],
    allocations: Reading<[AllocationCount]>, peakResidentBytes: Reading<Int>
  ) {
    self.cpuScope = cpuScope
    self.threads = threads
    self.warmUp = warmUp
    self.observations = observations
    self.allocations = allocations
    self.peakResidentBytes = peakResidentBytes
  }
}
