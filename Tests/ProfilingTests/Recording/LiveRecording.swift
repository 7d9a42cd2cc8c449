import Foundation
import Testing

@testable import Profiling

/// What tests need to make recordings on this machine.
enum LiveRecording {
  /// Which of the two recorders a test uses.
  enum Kind: String, CaseIterable, CustomTestStringConvertible, Sendable {
    case perf
    case own

    var testDescription: String { rawValue }
  }

  /// Why no recording can be made here; `nil` when one can.
  static let obstacle: String? = {
    if Tool.path("perf") == nil { return "there is no perf program" }
    if case .failure(let failure) = BurningProgram.built {
      return "gcc does not build the program to be recorded: \(failure.reason)"
    }
    do {
      _ = try PerfCapability.probe()
      return nil
    } catch {
      return "\(error)"
    }
  }()

  static var isPossible: Bool {
    if let obstacle { print("No recording is tested: \(obstacle)") }
    return obstacle == nil
  }

  static var seesKernel: Bool { (try? PerfCapability.probe())?.allowsKernel == true }

  static func recorder(_ kind: Kind) async throws -> any Recorder {
    let capability = try PerfCapability.probe()
    switch kind {
    case .perf: return PerfRecorder(program: try await PerfProgram.find(), capability: capability)
    case .own: return OwnRecorder(capability: capability)
    }
  }

  /// A folder that is gone after the test, with all recordings.
  static func withFolder<Value>(
    isolation: isolated (any Actor)? = #isolation, _ body: (String) async throws -> Value
  ) async throws -> Value {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("recording-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(folder)
  }

  static func burn(
    seconds: Double, status: Int = 0, threadsAfter delay: Double? = nil
  ) throws -> [String] {
    [try BurningProgram.path(), "\(seconds)", "\(status)"]
      + (delay.map { ["threads", "\($0)"] } ?? ["deck"])
  }

  /// Nanoseconds of the clock that recordings use.
  static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
