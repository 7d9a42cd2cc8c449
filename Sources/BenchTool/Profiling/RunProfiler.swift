import Baselines
import BenchModel
import Profiling
import Reports

/// Profiles each benchmark of a run that has just been measured, and keeps the stacks with it.
struct RunProfiler {
  private let profiler: BenchmarkProfiler
  /// Finds where a benchmark waits.
  private let waits: BenchmarkProfiler

  /// - Parameter timeout: Seconds without a word after which a worker is given up.
  /// - Throws: `RecordingError` when nothing can be recorded here: to be known before measuring.
  init(timeout: Double) async throws(RecordingError) {
    var settings = RecordingSettings()
    settings.seconds = 2
    profiler = BenchmarkProfiler(
      sampler: try await SamplerChoice.auto.benchmarkSampler(of: settings.subject),
      options: settings,
      reading: StackReading(), timeout: .seconds(timeout))
    settings.subject = .blockedTime
    settings.seconds = 1
    waits = BenchmarkProfiler(
      sampler: .inside, options: settings, reading: StackReading(), timeout: .seconds(timeout))
  }

  /// - Parameter store: `nil` where nothing can be kept.
  /// - Returns: What could be profiled; what could not is said.
  func profile(_ run: Run, in store: Store?) async -> [HotFunctions] {
    let id = Store.identifier(of: run)
    var functions: [HotFunctions] = []
    for result in run.results where result.failure == nil {
      let name = result.benchmark.name
      StandardError.say("Profiling \(name).")
      do {
        let program = WorkerProgram(executable: ProcFile.runningExecutable)
        let profile = try await profiler.profile(name, in: program)
        let blocked = try await waits.profile(name, in: program)
        functions.append(
          try FunctionFacts.hottest(
            of: profile, benchmark: "\(name)", picture: nil, blocked: blocked))
        try store?.saveProfile(
          StoredStacks.encode(profile), kind: profile.provenance.event ?? "stacks", of: name,
          in: id)
      } catch {
        let reason = (error as? BenchmarkFailure)?.message ?? "\(error)"
        StandardError.say("\(name) was not profiled: \(reason)")
      }
    }
    return functions
  }
}
