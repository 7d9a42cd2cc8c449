import BenchModel
import BenchTool
import Testing

@Suite struct BenchmarkTrialTests {
  private let settings = MeasurementSettings(
    processes: 3, samplesPerProcess: nil, timeLimitSeconds: 1, timeBudgetSeconds: nil,
    targetRelativeInterval: 0.01, timeoutSeconds: 60, sampleSeconds: 0.002, seed: 1)

  private func trial(processes: Int, secondsEach: Double = 0.01) -> BenchmarkTrial {
    var trial = BenchmarkTrial(
      BenchmarkDescription(
        name: try! BenchmarkName(parsing: "a"), question: "?", throughput: nil, tags: []))
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
        iterations: 9)
    }
    return trial
  }

  @Test func `takes the processes asked for without looking at the interval`() {
    #expect(
      trial(processes: 2).wantsAnotherProcess(under: settings) {
        Issue.record("the interval was asked for")
        return 0
      })
  }

  @Test func `goes on while the interval is wide and there is time`() {
    #expect(trial(processes: 3).wantsAnotherProcess(under: settings) { 0.05 })
    #expect(!trial(processes: 3).wantsAnotherProcess(under: settings) { 0.005 })
    #expect(
      !trial(processes: 3, secondsEach: 0.4).wantsAnotherProcess(under: settings) { 0.05 })
    #expect(!trial(processes: 9).wantsAnotherProcess(under: settings) { 0.05 })
  }

  @Test func `a failure and an exact number of samples end it`() {
    var failed = trial(processes: 1)
    failed.fail(BenchmarkFailure(.crashed, "boom"))
    #expect(!failed.wantsAnotherProcess(under: settings) { 1 })
    var exact = settings
    exact.samplesPerProcess = 1
    #expect(!trial(processes: 3).wantsAnotherProcess(under: exact) { 1 })
  }

  @Test func `the time left is the mean of what was done, for what is to do`() {
    var failed = trial(processes: 1)
    failed.fail(BenchmarkFailure(.hung, "zzz"))
    let trials = [trial(processes: 2), trial(processes: 1), failed]
    #expect(
      RemainingTime.estimate(trials: trials, processesEach: 3, elapsedSeconds: 8) == 6)
    #expect(
      RemainingTime.estimate(trials: [trial(processes: 0)], processesEach: 3, elapsedSeconds: 1)
        == nil)
    #expect(RemainingTime.text(seconds: 64.2) == "1:05")
    #expect(RemainingTime.text(seconds: .infinity) == "5999:59")
  }
}
