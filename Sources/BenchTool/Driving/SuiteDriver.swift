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

  func run() async -> [BenchmarkResult] {
    let start = ContinuousClock.now
    let deadline = settings.timeBudgetSeconds.map { start.advanced(by: .seconds($0)) }
    var generator = SeededGenerator(seed: settings.seed)
    var trials = benchmarks.map { BenchmarkTrial($0, settings: settings) }
    while true {
      let round = trials.indices.filter { trials[$0].wantsAnotherProcess }
        .shuffled(using: &generator)
      if round.isEmpty { break }
      for index in round {
        if let deadline, ContinuousClock.now >= deadline {
          endForLackOfTime(&trials)
          return trials.map(\.result)
        }
        progress.willMeasure(trials[index], of: trials, until: deadline)
        await measure(&trials[index], until: deadline)
        if !trials[index].wantsAnotherProcess { progress.didFinish(trials[index].result) }
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
        WorkerProgram(executable: executable), timeout: .seconds(settings.timeoutSeconds)
      ) { session in try await measurement.run(in: &session) }
      trial.add(
        record, iterations: iterations,
        processesNeeded: Summarizer(settings: settings).processesNeeded(after:))
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

  private func endForLackOfTime(_ trials: inout [BenchmarkTrial]) {
    for index in trials.indices where trials[index].wantsAnotherProcess {
      if trials[index].processes.isEmpty {
        trials[index].fail(
          BenchmarkFailure(
            .outOfTime,
            "The time budget was used up before the first sample. Raise '--time-budget'."))
      }
      progress.didFinish(trials[index].result)
    }
  }
}
