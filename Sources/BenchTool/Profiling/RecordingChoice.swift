import ArgumentParser
import Profiling

/// Which recorder to take.
enum RecordingChoice: String, CaseIterable, ExpressibleByArgument, Sendable {
  /// The perf program where there is one, else our own.
  case auto
  case perf
  case own

  /// - Throws: `RecordingError` when nothing can be recorded here, or there is no perf program and
  ///   it was asked for.
  func recorder() async throws(RecordingError) -> any Recorder {
    let capability = try PerfCapability.probe()
    if let refusal = capability.kernelRefusal {
      StandardError.say("Kernel code is left out. \(refusal)")
    }
    switch self {
    case .own: return OwnRecorder(capability: capability)
    case .perf: return PerfRecorder(program: try await .find(), capability: capability)
    case .auto:
      do {
        return PerfRecorder(program: try await .find(), capability: capability)
      } catch {
        StandardError.say("Recording without the perf program. \(error)")
        return OwnRecorder(capability: capability)
      }
    }
  }
}
