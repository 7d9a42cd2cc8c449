import BenchModel
import Benchmarking
import Foundation
import Profiling

/// Profiles a benchmark: a live worker that is warm, sampled only while it takes samples.
struct BenchmarkProfiler {
  let sampler: BenchmarkSampler
  let options: RecordingSettings
  let reading: StackReading
  var timeout: Duration = .seconds(60)

  private static let warmUpSeconds = 0.3

  /// One profile, of what is shown first.
  func profile(_ benchmark: BenchmarkName, in program: WorkerProgram) async throws -> StackProfile {
    try await profiles(benchmark, in: program)[0]
  }

  /// - Parameter program: The executable that serves as the worker.
  /// - Returns: A profile for each of the pictures that the options have.
  /// - Throws: `BenchmarkFailure` when the benchmark fails, `RecordingError` when it cannot be
  ///   recorded.
  func profiles(
    _ benchmark: BenchmarkName, in program: WorkerProgram
  ) async throws -> [StackProfile] {
    let file = try TemporaryRecording()
    defer { file.remove() }
    switch sampler {
    case .outside(let recorder):
      _ = try await profileFromOutside(
        benchmark, in: program, by: recorder, to: file, whereAsync: true)
    case .inside:
      try await profileFromInside(benchmark, in: program, to: file)
    case .outsideUnlessAsync(let recorder):
      let isDone = try await profileFromOutside(
        benchmark, in: program, by: recorder, to: file, whereAsync: false)
      if !isDone { try await profileFromInside(benchmark, in: program, to: file) }
    }
    return try options.profiles(in: file.path, reading, of: "\(benchmark)")
  }

  /// A recorder attached to the worker, and switched on only while that takes samples: the measured
  /// loop, with what prepares and checks each sample.
  ///
  /// - Parameter whereAsync: Whether benchmarks whose body runs in tasks are recorded too.
  /// - Returns: Whether there is a recording.
  private func profileFromOutside(
    _ benchmark: BenchmarkName, in program: WorkerProgram, by recorder: any Recorder,
    to file: TemporaryRecording, whereAsync: Bool
  ) async throws -> Bool {
    try await serving(program) { worker in
      var sampling = WorkerSampling(worker)
      let plan = try await sampling.open(benchmark)
      if plan.isAsync == true, !whereAsync { return false }
      guard let process = worker.processIdentifier else { throw WorkerSession.outOfTurn }
      try await sampling.calibrate()
      try await sampling.take(for: Self.warmUpSeconds)
      var request = options.request(.process(process), output: file.path)
      request.startsDisabled = true
      let recording = try await recorder.start(request)
      do {
        try await recording.enable()
        try await sampling.take(for: options.seconds)
        try await recording.disable()
      } catch {
        recording.stop()
        _ = try? await recording.finish()
        throw error
      }
      recording.stop()
      _ = try await recording.finish()
      try await sampling.close()
      return true
    }
  }

  /// A worker that samples itself, between the clocks of its samples and nowhere else.
  private func profileFromInside(
    _ benchmark: BenchmarkName, in program: WorkerProgram, to file: TemporaryRecording
  ) async throws {
    var program = program
    var wish = options.inside
    wish.startsPaused = true
    program.environment = LaunchProfile.environment(writingTo: file.path, wish)
    // What the worker says about it, and any other last words, are with the failure.
    try await serving(program) { worker in
      var sampling = WorkerSampling(worker)
      _ = try await sampling.open(benchmark)
      try await sampling.calibrate()
      try await sampling.take(for: Self.warmUpSeconds)
      try await sampling.take(for: options.seconds, isProfiled: true)
      try await sampling.close()
    }
    guard FileManager.default.fileExists(atPath: file.path) else {
      throw RecordingError.misuse(
        """
        The worker \(program.executable) left no recording of itself. A build from before this was \
        possible cannot; '--sampler perf' can profile it.
        """)
    }
  }

  private func serving<Result: Sendable>(
    _ program: WorkerProgram, _ converse: (LiveWorker) async throws -> Result
  ) async throws -> Result {
    let worker = LiveWorker(program, timeout: timeout)
    do {
      let result = try await converse(worker)
      await worker.dismiss()
      return result
    } catch {
      await worker.dismiss()
      throw error
    }
  }
}
