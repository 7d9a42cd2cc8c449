import Baselines
import BenchModel
import Profiling
import Reports

/// Profiles each benchmark of a run that has just been measured, and keeps the stacks with it.
struct RunProfiler {
  /// `nil` where nothing can be kept.
  let store: Store?
  /// Seconds without a word after which a worker is given up.
  let timeout: Double

  /// - Throws: `RecordingError` when nothing can be recorded here. A benchmark that fails meanwhile
  ///   is said, and left out.
  func profile(_ run: Run) async throws -> [HotFunctions] {
    let id = Store.identifier(of: run)
    var settings = RecordingSettings()
    settings.seconds = 2
    let profiler = BenchmarkProfiler(
      recorder: try await RecordingChoice.auto.recorder(), options: settings,
      reading: StackReading(), timeout: .seconds(timeout))
    var functions: [HotFunctions] = []
    for result in run.results where result.failure == nil {
      let name = result.benchmark.name
      StandardError.say("Profiling \(name).")
      do {
        let profile = try await profiler.profile(
          name, in: WorkerProgram(executable: ProcFile.runningExecutable))
        functions.append(
          try FunctionFacts.hottest(of: profile, benchmark: "\(name)", picture: nil))
        try store?.saveProfile(
          StoredStacks.encode(profile), kind: profile.provenance.event ?? "stacks", of: name,
          in: id)
      } catch let failure as BenchmarkFailure {
        StandardError.say("\(name) was not profiled: \(failure.message)")
      }
    }
    return functions
  }
}
