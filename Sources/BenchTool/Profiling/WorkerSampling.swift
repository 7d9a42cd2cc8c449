import BenchModel
import Benchmarking
import Foundation

/// Has a live worker take samples for as long as a profile needs them; their times are of no
/// interest.
struct WorkerSampling {
  private let worker: LiveWorker
  private var iterations = 1
  private var sampleSeconds = 0.0

  /// So long is one message's worth of measuring: between two of them the worker waits for the next.
  private static let batchSeconds = 0.05

  init(_ worker: LiveWorker) { self.worker = worker }

  func open(_ benchmark: BenchmarkName) async throws -> MeterPlan {
    guard case .opened(let plan) = try await worker.ask(.open(benchmark: benchmark)) else {
      throw WorkerSession.outOfTurn
    }
    return plan
  }

  func close() async throws {
    guard case .closed = try await worker.ask(.close) else { throw WorkerSession.outOfTurn }
  }

  mutating func calibrate() async throws {
    var calibration = Calibration(targetNanoseconds: Int(Self.batchSeconds * 1e9 / 5))
    var nanoseconds = 0
    while !calibration.isSettled {
      nanoseconds = try await sample(1, SampleRequest(iterations: calibration.iterations))
      calibration.observe(wallNanoseconds: nanoseconds)
    }
    iterations = calibration.iterations
    sampleSeconds = Double(nanoseconds) * 1e-9
  }

  /// - Parameter isProfiled: Whether the worker samples itself meanwhile.
  func take(for seconds: Double, isProfiled: Bool = false) async throws {
    let batch = max(1, Int(Self.batchSeconds / max(sampleSeconds, 1e-9)))
    let request = SampleRequest(iterations: iterations, isProfiled: isProfiled)
    let start = ContinuousClock.now
    repeat { _ = try await sample(batch, request) } while start.duration(to: .now).seconds < seconds
  }

  /// - Returns: Nanoseconds of the last one.
  private func sample(_ count: Int, _ request: SampleRequest) async throws -> Int {
    guard
      case .timed(let observations) = try await worker.ask(
        .sample(request: request, count: count)), let last = observations.last
    else { throw WorkerSession.outOfTurn }
    return last.wallNanoseconds
  }
}
