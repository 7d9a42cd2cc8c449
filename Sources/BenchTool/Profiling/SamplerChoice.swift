import ArgumentParser
import Profiling

/// Who is to take the samples.
enum SamplerChoice: String, CaseIterable, ExpressibleByArgument, Sendable {
  /// The perf program where it is there and permitted; what it cannot see, from inside.
  case auto
  case perf
  /// What perf does, without the program.
  case own
  /// The measured program itself.
  case inside

  /// For benchmarks, whose workers can sample themselves.
  ///
  /// - Throws: `RecordingError` when what was asked for cannot be had here.
  func benchmarkSampler() async throws(RecordingError) -> BenchmarkSampler {
    switch self {
    case .inside: return .inside
    case .perf, .own: return .outside(try await recorder(Profiler.Options()))
    case .auto:
      do {
        return .outsideUnlessAsync(try await recorder(Profiler.Options()))
      } catch {
        StandardError.say("Sampling from inside. \(error)")
        return .inside
      }
    }
  }

  /// For any program.
  ///
  /// - Parameter inside: How a program is to sample itself, where that was asked for.
  func recorder(_ inside: Profiler.Options) async throws(RecordingError) -> any Recorder {
    if self == .inside { return InsideRecorder(inside) }
    let capability = try PerfCapability.probe()
    if let refusal = capability.kernelRefusal {
      StandardError.say("Kernel code is left out. \(refusal)")
    }
    switch self {
    case .own, .inside: return OwnRecorder(capability: capability)
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
