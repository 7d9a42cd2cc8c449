import BenchModel
import Benchmarking
import Statistics

/// Measures one benchmark in one worker process, from its first word to its last.
///
/// What is decided here: how many iterations make a sample, how long to warm up, when to stop.
/// The worker only does as it is told.
struct ProcessMeasurement {
  let benchmark: BenchmarkName
  let settings: MeasurementSettings
  /// Seconds of measuring, warm-up included, that this process may take.
  let shareSeconds: Double
  /// What an earlier process settled on, or 1.
  let startingIterations: Int
  /// When the suite must end, whatever the share.
  let deadline: ContinuousClock.Instant?

  /// Each message asks for about so much measuring: the driver sleeps meanwhile, and reacts
  /// within this time.
  private static let secondsPerMessage = 0.05
  /// The part of the share after which a warm-up is cut off.
  private static let warmUpPart = 0.3
  private static let countingSamples = 3
  /// Where one sample is longer than this, allocations are counted in one sample only.
  private static let slowSampleSeconds = 0.2

  /// - Returns: What was measured, and the iterations that a sample took.
  func run(
    in session: inout WorkerSession
  ) async throws -> (record: ProcessRecord, iterations: Int) {
    try await session.greet()
    guard case .opened(let plan) = try await session.ask(.open(benchmark: benchmark)) else {
      throw WorkerSession.outOfTurn
    }
    let start = ContinuousClock.now
    let iterations = try await calibrate(plan: plan, in: &session)
    let warmUp = try await self.warmUp(
      iterations: iterations, scope: plan.cpuScope, since: start, in: &session)
    let observations = try await sample(
      iterations: iterations, scope: plan.cpuScope, since: start, warmUp: warmUp, in: &session)
    let counts = try await count(
      iterations: iterations, after: observations, in: &session)
    guard case .closed(let peak) = try await session.ask(.close) else {
      throw WorkerSession.outOfTurn
    }
    return (
      ProcessRecord(
        cpuScope: plan.cpuScope, threads: plan.threads, warmUp: warmUp,
        observations: observations, allocations: counts, peakResidentBytes: peak),
      iterations
    )
  }

  private func calibrate(plan: MeterPlan, in session: inout WorkerSession) async throws -> Int {
    // Reading the clocks must cost less than a thousandth of a sample.
    let target = max(Int(settings.sampleSeconds * 1e9), 1000 * plan.edgeCostNanoseconds)
    var calibration = Calibration(targetNanoseconds: target, startingAt: startingIterations)
    while !calibration.isSettled {
      let trial = try await take(1, iterations: calibration.iterations, in: &session)[0]
      calibration.observe(wallNanoseconds: trial.wallNanoseconds)
    }
    return calibration.iterations
  }

  private func warmUp(
    iterations: Int, scope: CPUScope, since start: ContinuousClock.Instant,
    in session: inout WorkerSession
  ) async throws -> ProcessRecord.WarmUp {
    var steady = SteadyState()
    var samples = 0
    var spent = 0
    while !steady.isReached, elapsed(since: start) < Self.warmUpPart * shareSeconds, !isOver {
      let taken = try await take(
        batch(of: samples == 0 ? nil : spent / samples), iterations: iterations, in: &session)
      for observation in taken where !steady.isReached {
        steady.observe(scope == .thread ? observation.cpuSeconds : observation.wallSeconds)
      }
      samples += taken.count
      spent += taken.reduce(0) { $0 + $1.wallNanoseconds }
    }
    return ProcessRecord.WarmUp(
      reachedSteadyState: steady.isReached, samples: samples, wallNanoseconds: spent)
  }

  private func sample(
    iterations: Int, scope: CPUScope, since start: ContinuousClock.Instant,
    warmUp: ProcessRecord.WarmUp, in session: inout WorkerSession
  ) async throws -> [Observation] {
    var observations: [Observation] = []
    var sampleNanoseconds: Int? =
      warmUp.samples == 0 ? nil : warmUp.wallNanoseconds / warmUp.samples
    while !isEnough(observations, elapsed: elapsed(since: start)) {
      let wanted = batch(of: sampleNanoseconds)
      let taken = try await take(
        settings.samplesPerProcess.map { min(wanted, $0 - observations.count) } ?? wanted,
        iterations: iterations, in: &session)
      observations += taken
      sampleNanoseconds = taken.reduce(0) { $0 + $1.wallNanoseconds } / taken.count
    }
    return observations
  }

  private func isEnough(_ observations: [Observation], elapsed: Double) -> Bool {
    if observations.isEmpty { return false }
    if isOver { return true }
    if let asked = settings.samplesPerProcess { return observations.count >= asked }
    return elapsed >= shareSeconds
      || WithinProcessPrecision.isReached(
        by: observations, target: settings.targetRelativeInterval / 2)
  }

  private func count(
    iterations: Int, after observations: [Observation], in session: inout WorkerSession
  ) async throws -> Reading<[AllocationCount]> {
    let seconds = Double(observations[0].wallNanoseconds) * 1e-9
    let request = SampleRequest(iterations: iterations, purpose: .countingAllocations)
    let answer = try await session.ask(
      .sample(
        request: request, count: seconds > Self.slowSampleSeconds ? 1 : Self.countingSamples))
    guard case .counted(let counts) = answer else { throw WorkerSession.outOfTurn }
    return counts
  }

  private func take(
    _ count: Int, iterations: Int, in session: inout WorkerSession
  ) async throws -> [Observation] {
    let answer = try await session.ask(
      .sample(request: SampleRequest(iterations: iterations), count: count))
    guard case .timed(let observations) = answer, observations.count == count else {
      throw WorkerSession.outOfTurn
    }
    return observations
  }

  /// How many samples to ask for at once.
  private func batch(of sampleNanoseconds: Int?) -> Int {
    guard let sampleNanoseconds else { return 1 }
    let seconds = Double(max(sampleNanoseconds, 1)) * 1e-9
    return max(1, min(1000, Int(Self.secondsPerMessage / seconds)))
  }

  private var isOver: Bool {
    guard let deadline else { return false }
    return ContinuousClock.now >= deadline
  }

  private func elapsed(since start: ContinuousClock.Instant) -> Double {
    start.duration(to: .now).seconds
  }
}
