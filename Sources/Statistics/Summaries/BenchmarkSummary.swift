import BenchModel

/// What a run says of one benchmark, in numbers that a person reads.
///
/// All of it can be made again from the raw samples of the run.
package struct BenchmarkSummary: Hashable, Sendable {
  package let benchmark: BenchmarkDescription
  /// The wall clock of an iteration, in seconds: the mean over processes of their medians.
  package let wall: Estimate
  /// The processor time of an iteration likewise, of the scope in `cpuScope`. Other harnesses,
  /// whose results were imported, do not record it.
  package let cpu: Reading<Estimate>
  package let cpuScope: CPUScope
  /// The wall clock of an iteration, in seconds: the mean over processes of their means; above
  /// `wall` where there is a tail.
  package let meanWall: Estimate
  /// Elements or bytes per second of wall clock, for benchmarks that declare a throughput.
  package let throughput: Estimate?
  /// Allocations and bytes per iteration: the median over the counting samples.
  package let allocations: Reading<Double>
  package let allocatedBytes: Reading<Double>
  /// The largest over the processes.
  package let peakResidentBytes: Reading<Int>
  package let processes: Int
  package let samples: Int
  /// Samples outside of Tukey's outer fences (3 interquartile ranges).
  package let severeOutliers: Int
  /// Page faults and context switches per sample, over all samples.
  package let minorFaultsPerSample: Double
  package let majorFaultsPerSample: Double
  package let voluntarySwitchesPerSample: Double
  package let involuntarySwitchesPerSample: Double
  /// The share of samples, pooled over processes, in each of `densityBins` equal bins between
  /// the 1st and the 99th percentile of wall clock; what lies beyond is in the outermost bins.
  package let density: [Double]
  /// What a reader must know before trusting the numbers.
  package let doubts: [Doubt]

  package static let densityBins = 12

  package init(
    benchmark: BenchmarkDescription, wall: Estimate, cpu: Reading<Estimate>, cpuScope: CPUScope,
    meanWall: Estimate, throughput: Estimate?, allocations: Reading<Double>,
    allocatedBytes: Reading<Double>, peakResidentBytes: Reading<Int>, processes: Int,
    samples: Int, severeOutliers: Int, minorFaultsPerSample: Double,
    majorFaultsPerSample: Double, voluntarySwitchesPerSample: Double,
    involuntarySwitchesPerSample: Double, density: [Double], doubts: [Doubt]
  ) {
    self.benchmark = benchmark
    self.wall = wall
    self.cpu = cpu
    self.cpuScope = cpuScope
    self.meanWall = meanWall
    self.throughput = throughput
    self.allocations = allocations
    self.allocatedBytes = allocatedBytes
    self.peakResidentBytes = peakResidentBytes
    self.processes = processes
    self.samples = samples
    self.severeOutliers = severeOutliers
    self.minorFaultsPerSample = minorFaultsPerSample
    self.majorFaultsPerSample = majorFaultsPerSample
    self.voluntarySwitchesPerSample = voluntarySwitchesPerSample
    self.involuntarySwitchesPerSample = involuntarySwitchesPerSample
    self.density = density
    self.doubts = doubts
  }
}
