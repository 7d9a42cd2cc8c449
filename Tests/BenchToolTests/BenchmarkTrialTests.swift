import BenchModel
import BenchTool
import Testing

@Suite struct BenchmarkTrialTests {
  private let settings = MeasurementSettings(
    processes: 3, samplesPerProcess: nil, timeLimitSeconds: 1, timeBudgetSeconds: nil,
    targetRelativeInterval: 0.01, timeoutSeconds: 60, sampleSeconds: 0.002, seed: 1)

  private func trial(
    processes: Int, secondsEach: Double = 0.01, under settings: MeasurementSettings? = nil,
    processesNeeded: ([ProcessRecord]) -> Int = { _ in 100 }
  ) -> BenchmarkTrial {
    var trial = BenchmarkTrial(
      BenchmarkDescription(
        name: try! BenchmarkName(parsing: "a"), question: "?", throughput: nil, tags: []),
      settings: settings ?? self.settings)
    for _ in 0..<processes {
      trial.add(
        ProcessRecord(
          cpuScope: .thread, threads: 1,
          warmUp: ProcessRecord.WarmUp(reachedSteadyState: true, samples: 0, wallNanoseconds: 0),
          observations: [
            Observation(
              iterations: 1, wallNanoseconds: Int(secondsEach * 1e9), cpuNanoseconds: 1)
          ],
          allocations: .value([]), peakResidentBytes: .value(1)),
        iterations: 9, processesNeeded: processesNeeded)
    }
    return trial
  }

  @Test func `looks once at how processes scatter, when those asked for have run`() {
    var looks: [Int] = []
    let trial = trial(processes: 5) { processes in
      looks.append(processes.count)
      return 6
    }
    #expect(looks == [3])
    #expect(trial.plannedProcesses == 6)
    #expect(trial.wantsAnotherProcess)
  }

  @Test func `takes the processes asked for, even beyond the time limit`() {
    #expect(trial(processes: 2, secondsEach: 9).wantsAnotherProcess)
  }

  @Test func `adds processes as far as needed, up to three times as many, while there is time`() {
    #expect(trial(processes: 3).wantsAnotherProcess)
    #expect(!trial(processes: 3, processesNeeded: { _ in 3 }).wantsAnotherProcess)
    #expect(!trial(processes: 3, processesNeeded: { _ in 0 }).wantsAnotherProcess)
    #expect(!trial(processes: 3, secondsEach: 0.4).wantsAnotherProcess)
    #expect(trial(processes: 8).wantsAnotherProcess)
    #expect(!trial(processes: 9).wantsAnotherProcess)
  }

  @Test func `a failure and an exact number of samples end it`() {
    var failed = trial(processes: 1)
    failed.fail(BenchmarkFailure(.crashed, "boom"))
    #expect(!failed.wantsAnotherProcess)
    var exact = settings
    exact.samplesPerProcess = 1
    #expect(!trial(processes: 3, under: exact).wantsAnotherProcess)
  }

  /// Done are 2 + 1 + 1 processes in 8 s, so 2 s each; to do are 1 + 2.
  @Test func `the time left is the mean of what was done, for what is to do`() {
    var failed = trial(processes: 1)
    failed.fail(BenchmarkFailure(.hung, "zzz"))
    let trials = [trial(processes: 2), trial(processes: 1), failed]
    #expect(
      RemainingTime.estimate(trials: trials, elapsedSeconds: 8, budgetSeconds: nil) == 6)
    #expect(RemainingTime.estimate(trials: trials, elapsedSeconds: 8, budgetSeconds: 5) == 5)
    #expect(
      RemainingTime.estimate(
        trials: [trial(processes: 0)], elapsedSeconds: 1, budgetSeconds: nil) == nil)
    #expect(RemainingTime.text(seconds: 64.2) == "1:05")
    #expect(RemainingTime.text(seconds: .infinity) == "5999:59")
  }
}
