import BenchModel
import Benchmarking
import Statistics

/// Measures one benchmark with one live process pair: single short samples of the two sides in
/// turn, in blocks whose order a coin draws.
struct LockstepMeasurement {
  let benchmark: BenchmarkName
  let settings: LockstepSettings
  /// Extra iterations that the candidate runs, unaccounted, as a part of those asked for: work
  /// injected to see whether it is found. 0 but in a self-test.
  var injectedWork = 0.0
  /// The processors that this process may use, by number.
  let cpus: [Int]

  /// What a benchmark's earlier units settled on.
  struct Sizing: Hashable, Sendable {
    var iterations: Int
    var blocks: Int
    /// Samples of each side that a pair takes first, to no account.
    var warmUpSamples: Int
    /// Whether a sample is taken twice and only the second one kept.
    var hasLeadIn: Bool
  }

  struct Pair {
    let number: Int
    let arm: LockstepUnit.Arm
    let stage: LockstepUnit.Stage
    let base: LiveWorker
    let candidate: LiveWorker
    let baseLayout: UInt64?
    let candidateLayout: UInt64?

    /// Starts both workers; which of them first is drawn anew for each pair.
    init(
      number: Int, arm: LockstepUnit.Arm, stage: LockstepUnit.Stage, base: WorkerProgram,
      candidate: WorkerProgram, timeout: Duration, using generator: inout SeededGenerator
    ) {
      self.number = number
      self.arm = arm
      self.stage = stage
      let baseFirst = generator.coin()
      let first = LiveWorker(baseFirst ? base : candidate, timeout: timeout)
      let second = LiveWorker(baseFirst ? candidate : base, timeout: timeout)
      self.base = baseFirst ? first : second
      self.candidate = baseFirst ? second : first
      baseLayout = base.layout
      candidateLayout = candidate.layout
    }

    func dismiss() async {
      await base.dismiss()
      await candidate.dismiss()
    }
  }

  /// - Throws: Which side failed, and how. Both workers should be dismissed then.
  func run(
    on pair: Pair, sizing: Sizing?, generator: inout SeededGenerator
  ) async throws(BenchmarkComparison.Failure) -> (unit: LockstepUnit, sizing: Sizing) {
    let base = Side(side: .base, worker: pair.base, injectedWork: 0)
    let candidate = Side(
      side: .candidate, worker: pair.candidate,
      injectedWork: pair.arm == .comparison ? injectedWork : 0)
    let sides = generator.coin() ? [base, candidate] : [candidate, base]
    var scope = CPUScope.thread
    // Both on the same processor: its neighbors are part of a body's speed.
    let cpu = cpus.isEmpty ? nil : cpus[generator.index(below: cpus.count)]
    for side in sides { scope = try await side.open(benchmark, cpu: cpu).cpuScope }

    var sizing = sizing
    if sizing == nil { sizing = try await settle(on: base) }
    let iterations = sizing!.iterations
    for side in sides { _ = try await side.take(sizing!.warmUpSamples, iterations: iterations) }
    var blocks: [LockstepBlock] = []
    for _ in 0..<sizing!.blocks {
      let order: LockstepBlock.Order = generator.coin() ? .abba : .baab
      let turns =
        order == .abba
        ? [base, candidate, candidate, base] : [candidate, base, base, candidate]
      var samples: [Observation] = []
      for side in turns {
        let count = sizing!.hasLeadIn ? 2 : 1
        samples.append(try await side.take(count, iterations: iterations)[count - 1])
      }
      blocks.append(LockstepBlock(order: order, samples: samples))
    }
    let baseAllocations = try await base.count(iterations: iterations)
    let candidateAllocations = try await candidate.count(iterations: iterations)
    for side in sides { try await side.close() }
    return (
      LockstepUnit(
        pair: pair.number, arm: pair.arm, stage: pair.stage, baseLayout: pair.baseLayout,
        candidateLayout: pair.candidateLayout, cpuScope: scope, blocks: blocks,
        baseAllocations: baseAllocations, candidateAllocations: candidateAllocations),
      sizing!
    )
  }

  private func settle(on base: Side) async throws(BenchmarkComparison.Failure) -> Sizing {
    var calibration = Calibration(targetNanoseconds: Int(settings.sampleSeconds * 1e9))
    var nanoseconds = 0
    while !calibration.isSettled {
      let trial = try await base.take(1, iterations: calibration.iterations)[0]
      nanoseconds = trial.wallNanoseconds
      calibration.observe(wallNanoseconds: nanoseconds)
    }
    var iterations = calibration.iterations
    let target = settings.sampleSeconds * 1e9
    if Double(nanoseconds) <= 2 * target {
      // What was calibrated on was cold: warm, the same iterations may take half as long.
      let warm = try await base.take(max(1, settings.warmUpSamples), iterations: iterations)
      nanoseconds = warm.map(\.wallNanoseconds).sorted()[warm.count / 2]
      iterations = max(1, Int(Double(iterations) * min(16, target / Double(max(1, nanoseconds)))))
    }
    if injectedWork > 0 {
      // Whole iterations only: what is added must be what is said.
      let step = Int((1 / injectedWork).rounded())
      iterations = max(step, (iterations + step - 1) / step * step)
    }
    // The lead-in brings back to the caches what the other side drove out, which a long sample
    // does by itself.
    let perIteration = Double(nanoseconds) / Double(calibration.iterations)
    let seconds = perIteration * Double(iterations) * 1e-9
    let hasLeadIn = seconds < LockstepSettings.longSampleSeconds
    // A slow body has shown itself when it was calibrated.
    let isSlow = seconds > 2 * settings.sampleSeconds || !hasLeadIn
    return Sizing(
      iterations: iterations,
      blocks: settings.blocks(ofSampleSeconds: seconds),
      warmUpSamples: isSlow ? 1 : settings.warmUpSamples,
      hasLeadIn: hasLeadIn)
  }

  /// One of the two workers, and whose failure it is when it fails.
  private struct Side {
    let side: BenchmarkComparison.Side
    let worker: LiveWorker
    let injectedWork: Double

    func open(
      _ benchmark: BenchmarkName, cpu: Int?
    ) async throws(BenchmarkComparison.Failure) -> MeterPlan {
      guard case .opened(let plan) = try await ask(.open(benchmark: benchmark, cpu: cpu)) else {
        throw outOfTurn
      }
      return plan
    }

    func take(
      _ count: Int, iterations: Int
    ) async throws(BenchmarkComparison.Failure) -> [Observation] {
      let injected = Int((Double(iterations) * injectedWork).rounded())
      let request = SampleRequest(iterations: iterations + injected)
      guard case .timed(let observations) = try await ask(.sample(request: request, count: count)),
        observations.count == count
      else { throw outOfTurn }
      if injected == 0 { return observations }
      return observations.map { $0.attributed(toIterations: iterations) }
    }

    func count(
      iterations: Int
    ) async throws(BenchmarkComparison.Failure) -> Reading<AllocationCount> {
      let request = SampleRequest(iterations: iterations, purpose: .countingAllocations)
      guard case .counted(let counts) = try await ask(.sample(request: request, count: 1)) else {
        throw outOfTurn
      }
      switch counts {
      case .value(let counts):
        return counts.first.map { .value($0) } ?? .unavailable(reason: "nothing was counted")
      case .unavailable(let reason):
        return .unavailable(reason: reason)
      }
    }

    func close() async throws(BenchmarkComparison.Failure) {
      guard case .closed = try await ask(.close) else { throw outOfTurn }
    }

    private func ask(
      _ message: DriverMessage
    ) async throws(BenchmarkComparison.Failure) -> WorkerMessage {
      do throws(BenchmarkFailure) {
        return try await worker.ask(message)
      } catch {
        throw BenchmarkComparison.Failure(side: side, failure: error)
      }
    }

    private var outOfTurn: BenchmarkComparison.Failure {
      BenchmarkComparison.Failure(side: side, failure: WorkerSession.outOfTurn)
    }
  }
}

extension Observation {
  /// The same cost, said to be that of another number of iterations.
  fileprivate func attributed(toIterations iterations: Int) -> Observation {
    Observation(
      iterations: iterations, wallNanoseconds: wallNanoseconds, cpuNanoseconds: cpuNanoseconds,
      minorFaults: minorFaults, majorFaults: majorFaults, voluntarySwitches: voluntarySwitches,
      involuntarySwitches: involuntarySwitches)
  }
}

extension SeededGenerator {
  /// Heads or tails.
  mutating func coin() -> Bool { next() >> 63 == 0 }
}
