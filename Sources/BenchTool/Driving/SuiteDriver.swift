import BenchModel
import Statistics

/// Conducts a whole suite: round after round, one process of each benchmark that wants one.
///
/// The order within a round is drawn anew each time, so that the machine's drift over minutes
/// favours no benchmark, and the processes of one benchmark lie far apart.
struct SuiteDriver {
  let benchmarks: [BenchmarkDescription]
  let settings: MeasurementSettings
  /// The program that serves as the worker.
  let executable: String
  let progress: ProgressReporter

  private var summarizer: Summarizer {
    Summarizer(targetRelativeInterval: settings.targetRelativeInterval)
  }

  func run() async -> [BenchmarkResult] {
    let start = ContinuousClock.now
    let deadline = settings.timeBudgetSeconds.map { start.advanced(by: .seconds($0)) }
    var generator = SeededGenerator(seed: settings.seed)
    var trials = benchmarks.map(BenchmarkTrial.init)
    while true {
      let round = trials.indices.filter { wantsAnotherProcess(trials[$0]) }
        .shuffled(using: &generator)
      if round.isEmpty { break }
      for index in round {
        if let deadline, ContinuousClock.now >= deadline {
          endForLackOfTime(&trials)
          return trials.map(\.result)
        }
        progress.willMeasure(trials[index], of: trials, settings: settings)
        await measure(&trials[index], until: deadline)
        if !wantsAnotherProcess(trials[index]) { progress.didFinish(trials[index].result) }
      }
    }
    return trials.map(\.result)
  }

  private func measure(
    _ trial: inout BenchmarkTrial, until deadline: ContinuousClock.Instant?
  ) async {
    let measurement = ProcessMeasurement(
      benchmark: trial.benchmark.name, settings: settings, shareSeconds: share(of: trial),
      startingIterations: trial.iterations, deadline: deadline)
    do {
      let (record, iterations) = try await WorkerSession.run(
        executable: executable, timeout: .seconds(settings.timeoutSeconds)
      ) { session in try await measurement.run(in: &session) }
      trial.add(record, iterations: iterations)
    } catch {
      trial.fail(error)
    }
  }

  /// The suite's budget, where there is one, is shared out evenly before the first process.
  private func share(of trial: BenchmarkTrial) -> Double {
    let budget = settings.timeBudgetSeconds.map { $0 / Double(benchmarks.count) }
    let limit = min(settings.timeLimitSeconds, budget ?? .infinity)
    return limit / Double(settings.processes)
  }

  private func wantsAnotherProcess(_ trial: BenchmarkTrial) -> Bool {
    trial.wantsAnotherProcess(under: settings) {
      summarizer.relativeInterval(of: trial.result)
    }
  }

  private func endForLackOfTime(_ trials: inout [BenchmarkTrial]) {
    for index in trials.indices where trials[index].processes.isEmpty {
      guard trials[index].failure == nil else { continue }
      trials[index].fail(
        BenchmarkFailure(
          .outOfTime,
          "The time budget was used up before the first sample. Raise '--time-budget'."))
    }
  }
}
