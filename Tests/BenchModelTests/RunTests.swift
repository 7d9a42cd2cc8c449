import BenchModel
import Foundation
import Testing

@Suite struct RunTests {
  @Test func `a run comes back from JSON as it was`() throws {
    let benchmark = BenchmarkDescription(
      name: try BenchmarkName(parsing: "a/n=1"), question: "How?",
      throughput: .elements(3, "things"), tags: ["t"])
    let process = ProcessRecord(
      cpuScope: .thread, threads: 1,
      warmUp: ProcessRecord.WarmUp(reachedSteadyState: true, samples: 15, wallNanoseconds: 9),
      observations: [Observation(iterations: 1, wallNanoseconds: 2, cpuNanoseconds: 3)],
      allocations: .value([AllocationCount(iterations: 1, allocations: 2, bytes: 3)]),
      peakResidentBytes: .unavailable(reason: "not asked"))
    let run = Run(
      startedAt: "2009-01-03T18:15:05Z", durationSeconds: 1.5, arguments: ["--quick"],
      settings: MeasurementSettings(
        processes: 5, samplesPerProcess: nil, timeLimitSeconds: 3, timeBudgetSeconds: nil,
        targetRelativeInterval: 0.01, timeoutSeconds: 60, sampleSeconds: 0.002,
        seed: 1 << 52),
      environment: MachineEnvironment(
        machine: MachineEnvironment.Machine(
          cpuModel: .value("A"), logicalCores: .value(2), usableCores: .value(2),
          memoryBytes: .value(1), governor: .unavailable(reason: "none"), turbo: .value(true),
          clockSource: .value("tsc"), kernel: .value("6"), operatingSystem: .value("Debian"),
          cgroupCPUQuota: .value(1.5)),
        mood: MachineEnvironment.Mood(
          loadAtStart: .value(0.1), loadAtEnd: .value(0.2), stolenShare: .value(0)),
        build: MachineEnvironment.Build(
          compiler: .value("Swift"), configuration: "release", flags: .value("-O")),
        source: MachineEnvironment.Source(commit: .value("abc"), isDirty: .value(false))),
      results: [
        BenchmarkResult(benchmark: benchmark, processes: [process], failure: nil),
        BenchmarkResult(
          benchmark: benchmark, processes: [],
          failure: BenchmarkFailure(.crashed, "boom").adding(lastOutput: ["line"])),
      ])
    let json = try JSONEncoder().encode(run)
    #expect(try JSONDecoder().decode(Run.self, from: json) == run)
    #expect(run.schema == Run.currentSchema)
  }
}
