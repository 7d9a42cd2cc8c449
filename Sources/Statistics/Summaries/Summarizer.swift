import BenchModel

/// Makes the numbers that a person reads from the raw samples of a benchmark.
///
/// The estimate is the mean over processes of each process's median, with Student's interval:
/// the process is what repeats independently, and `StudentAcrossProcesses` says how well that
/// covers. Where more processes were added to those asked for, the deviation is that of the
/// latter, by Stein's rule. A single process gives its own median with the order-statistic
/// interval, and a doubt.
package struct Summarizer: Sendable {
  package static let coverage = 0.95
  private static let surprisingHalfWidth = 0.05

  private let targetRelativeInterval: Double
  private let firstStage: Int

  package init(settings: MeasurementSettings) {
    targetRelativeInterval = settings.targetRelativeInterval
    firstStage = settings.processes
  }

  /// - Returns: `nil` for a benchmark without a sample.
  /// - Complexity: O(*n* log *n*) for *n* samples in all.
  package func summary(of result: BenchmarkResult) -> BenchmarkSummary? {
    let processes = result.processes.filter { !$0.observations.isEmpty }
    guard let first = processes.first else { return nil }
    let observations = processes.flatMap(\.observations)
    let walls = processes.map { Self.sample(of: $0.observations.map(\.wallSeconds)) }
    let pooled = Self.sample(of: walls.flatMap(\.values))
    let outliers = TukeyFences(of: pooled).counts(in: pooled)
    let wall = estimate(.median, of: walls)
    return BenchmarkSummary(
      benchmark: result.benchmark,
      wall: wall,
      cpu: cpu(of: processes),
      cpuScope: first.cpuScope,
      meanWall: estimate(.mean, of: walls),
      throughput: result.benchmark.throughput.flatMap {
        wall.point > 0 ? wall.reciprocal(scaledBy: Double($0.amount)) : nil
      },
      allocations: Self.allocations(of: processes, \.allocationsPerIteration),
      allocatedBytes: Self.allocations(of: processes, \.bytesPerIteration),
      peakResidentBytes: Self.peak(of: processes),
      processes: processes.count,
      samples: observations.count,
      severeOutliers: outliers[.lowSevere]! + outliers[.highSevere]!,
      minorFaultsPerSample: Self.mean(observations, \.minorFaults),
      majorFaultsPerSample: Self.mean(observations, \.majorFaults),
      voluntarySwitchesPerSample: Self.mean(observations, \.voluntarySwitches),
      involuntarySwitchesPerSample: Self.mean(observations, \.involuntarySwitches),
      density: Self.density(of: pooled),
      doubts: doubts(about: processes, wall: wall, medians: walls.map(\.median)))
  }

  /// How many processes make the interval as narrow as was asked for, judged by those so far.
  package func processesNeeded(after processes: [ProcessRecord]) -> Int {
    let walls = processes.map { Self.sample(of: $0.observations.map(\.wallSeconds)) }
    return StudentAcrossProcesses(center: .median).processesNeeded(
      after: walls, coverage: Self.coverage, relativeHalfWidth: targetRelativeInterval)
      ?? processes.count
  }

  private func doubts(
    about processes: [ProcessRecord], wall: Estimate, medians: [Double]
  ) -> [Doubt] {
    var doubts: [Doubt] = []
    if processes.count == 1 {
      doubts.append(.singleProcess)
    }
    // The width itself is shown beside every number; it is a doubt only where it is a surprise.
    if wall.relativeHalfWidth > max(2 * targetRelativeInterval, Self.surprisingHalfWidth) {
      doubts.append(
        .wideInterval(reached: wall.relativeHalfWidth, asked: targetRelativeInterval))
    }
    let unsteady = processes.map(\.warmUp).filter { !$0.reachedSteadyState }
    let short = unsteady.count { $0.samples < ProcessRecord.WarmUp.samplesToJudge }
    if short > 0 {
      doubts.append(.shortWarmUp(processes: short, of: processes.count))
    }
    if unsteady.count > short {
      doubts.append(.notSteady(processes: unsteady.count - short, of: processes.count))
    }
    if let least = medians.min(), let most = medians.max(), least > 0, most / least > 1.1 {
      doubts.append(.processesDisagree(ratio: most / least))
    }
    let observations = processes.flatMap(\.observations)
    let preempted = observations.count { $0.involuntarySwitches > 0 }
    // Threads of the benchmark's own preempt each other, so for a process this says nothing.
    if processes[0].cpuScope == .thread, 10 * preempted > observations.count {
      doubts.append(.preempted(samples: preempted, of: observations.count))
    }
    return doubts
  }

  private func cpu(of processes: [ProcessRecord]) -> Reading<Estimate> {
    guard processes.contains(where: { $0.observations.contains { $0.cpuNanoseconds != 0 } }) else {
      return .unavailable(reason: "no sample has a reading of processor time")
    }
    return .value(
      estimate(
        .median, of: processes.map { Self.sample(of: $0.observations.map(\.cpuSeconds)) }))
  }

  private func estimate(_ center: Center, of samples: [Sample]) -> Estimate {
    if let estimate = StudentAcrossProcesses(center: center).estimate(
      of: samples, coverage: Self.coverage, firstStage: firstStage)
    {
      return estimate
    }
    let sample = samples[0]
    // Of one mean, or of a median of fewer than six, nothing is known but that times are not
    // negative.
    let interval =
      center == .median ? MedianInterval(of: sample, coverage: Self.coverage) : nil
    return Estimate(
      point: center(of: sample), low: interval?.low ?? 0, high: interval?.high ?? .infinity,
      coverage: Self.coverage, standardError: sample.standardDeviation ?? 0,
      method: .orderStatistics)
  }

  private static func sample(of values: [Double]) -> Sample {
    // Observations are integers of at least one iteration, so no value can be refused.
    try! Sample(values, in: .seconds)
  }

  private static func mean(
    _ observations: [Observation], _ count: KeyPath<Observation, Int>
  ) -> Double {
    // Of counts that a hostile file claims, the sum may be beyond an integer.
    observations.reduce(0.0) { $0 + Double($1[keyPath: count]) } / Double(observations.count)
  }

  private static func allocations(
    of processes: [ProcessRecord], _ figure: (AllocationCount) -> Double
  ) -> Reading<Double> {
    var figures: [Double] = []
    for process in processes {
      switch process.allocations {
      case .value(let counts): figures += counts.map(figure)
      case .unavailable(let reason): return .unavailable(reason: reason)
      }
    }
    guard let sample = try? Sample(figures, in: .count) else {
      return .unavailable(reason: "no sample was counted")
    }
    return .value(sample.median)
  }

  private static func peak(of processes: [ProcessRecord]) -> Reading<Int> {
    var peak = 0
    for process in processes {
      switch process.peakResidentBytes {
      case .value(let bytes): peak = max(peak, bytes)
      case .unavailable(let reason): return .unavailable(reason: reason)
      }
    }
    return .value(peak)
  }

  private static func density(of sample: Sample) -> [Double] {
    let low = sample.quantile(0.01)
    let width = (sample.quantile(0.99) - low) / Double(BenchmarkSummary.densityBins)
    var counts = [Int](repeating: 0, count: BenchmarkSummary.densityBins)
    for value in sample.values {
      let bin = width > 0 ? ((value - low) / width).rounded(.down) : 0
      counts[Int(max(0, min(Double(counts.count - 1), bin)))] += 1
    }
    return counts.map { Double($0) / Double(sample.values.count) }
  }
}
