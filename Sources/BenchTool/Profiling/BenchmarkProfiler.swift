import BenchModel
import Benchmarking
import Foundation
import Profiling

/// Profiles a benchmark: a live worker that is warm, a recorder attached to it, and switched on only
/// while the worker takes samples: the measured loop, with what prepares and checks each sample.
struct BenchmarkProfiler {
  let recorder: any Recorder
  let options: RecordingSettings
  let reading: StackReading
  var timeout: Duration = .seconds(60)

  /// So long is one message's worth of measuring: between two of them the recorder sees the worker
  /// wait for the next.
  private static let batchSeconds = 0.05
  private static let warmUpSeconds = 0.3

  /// - Parameter program: The executable that serves as the worker.
  /// - Throws: `BenchmarkFailure` when the benchmark fails, `RecordingError` when it cannot be
  ///   recorded.
  func profile(_ benchmark: BenchmarkName, in program: WorkerProgram) async throws -> StackProfile {
    let worker = LiveWorker(program, timeout: timeout)
    do {
      let profile = try await profile(benchmark, served: worker)
      await worker.dismiss()
      return profile
    } catch {
      await worker.dismiss()
      throw error
    }
  }

  private func profile(
    _ benchmark: BenchmarkName, served worker: LiveWorker
  ) async throws -> StackProfile {
    guard case .opened = try await worker.ask(.open(benchmark: benchmark)),
      let process = worker.processIdentifier
    else { throw WorkerSession.outOfTurn }
    let (iterations, seconds) = try await calibrate(worker)
    try await take(for: Self.warmUpSeconds, iterations: iterations, seconds: seconds, from: worker)

    let file = try TemporaryRecording()
    defer { file.remove() }
    var request = options.request(.process(process), output: file.path)
    request.startsDisabled = true
    let recording = try await recorder.start(request)
    do {
      try await recording.enable()
      try await take(
        for: options.seconds, iterations: iterations, seconds: seconds, from: worker)
      try await recording.disable()
    } catch {
      recording.stop()
      _ = try? await recording.finish()
      throw error
    }
    recording.stop()
    let finished = try await recording.finish()
    guard case .closed = try await worker.ask(.close) else { throw WorkerSession.outOfTurn }
    var profile = try StackFile(options: reading, keepsTimeline: options.keepsTimeline)
      .read(finished.path)
    profile.provenance.subject = "\(benchmark)"
    return profile
  }

  /// - Returns: The iterations of a sample, and the seconds that they took.
  private func calibrate(_ worker: LiveWorker) async throws -> (iterations: Int, seconds: Double) {
    var calibration = Calibration(targetNanoseconds: Int(Self.batchSeconds * 1e9 / 5))
    var nanoseconds = 0
    while !calibration.isSettled {
      nanoseconds = try await sample(1, iterations: calibration.iterations, from: worker)
      calibration.observe(wallNanoseconds: nanoseconds)
    }
    return (calibration.iterations, Double(nanoseconds) * 1e-9)
  }

  private func take(
    for seconds: Double, iterations: Int, seconds sampleSeconds: Double, from worker: LiveWorker
  ) async throws {
    let batch = max(1, Int(Self.batchSeconds / max(sampleSeconds, 1e-9)))
    let start = ContinuousClock.now
    repeat {
      _ = try await sample(batch, iterations: iterations, from: worker)
    } while start.duration(to: .now).seconds < seconds
  }

  /// - Returns: Nanoseconds of the last one.
  private func sample(
    _ count: Int, iterations: Int, from worker: LiveWorker
  ) async throws -> Int {
    let request = SampleRequest(iterations: iterations)
    guard
      case .timed(let observations) = try await worker.ask(
        .sample(request: request, count: count)), let last = observations.last
    else { throw WorkerSession.outOfTurn }
    return last.wallNanoseconds
  }
}
