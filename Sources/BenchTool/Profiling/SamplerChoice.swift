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
  /// - Parameter subject: What is to be sampled.
  /// - Throws: `RecordingError` when what was asked for cannot be had here.
  func benchmarkSampler(
    of subject: Profiler.Subject
  ) async throws(RecordingError) -> BenchmarkSampler {
    if subject.isSeenFromInsideOnly { return .inside }
    switch self {
    case .inside: return .inside
    case .perf, .own:
      if subject == .blockedTime {
        StandardError.say("From outside, a worker's waits for its driver are waits like any other.")
      }
      return .outside(try await outsideRecorder(of: subject))
    // The worker itself knows when it measures and when it waits for its driver.
    case .auto where subject == .blockedTime: return .inside
    case .auto:
      do {
        return .outsideUnlessAsync(try await outsideRecorder(of: subject))
      } catch {
        StandardError.say("Sampling from inside. \(error)")
        return .inside
      }
    }
  }

  /// For any program.
  ///
  /// - Parameter inside: What is to be sampled, and how a program is to do it itself.
  func recorder(_ inside: Profiler.Options) async throws(RecordingError) -> any Recorder {
    if self == .inside || inside.subject.isSeenFromInsideOnly { return InsideRecorder(inside) }
    do {
      return try await outsideRecorder(of: inside.subject)
    } catch {
      // A program that does not link the library leaves no recording, and says so.
      guard self == .auto, inside.subject == .blockedTime else { throw error }
      StandardError.say("Sampling from inside, by the wall clock. \(error)")
      return InsideRecorder(inside)
    }
  }

  private func outsideRecorder(
    of subject: Profiler.Subject
  ) async throws(RecordingError) -> any Recorder {
    let capability = try PerfCapability.probe()
    if let refusal = capability.kernelRefusal {
      // Threads leave their processors in the kernel.
      guard subject != .blockedTime else { throw refusal }
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

extension Profiler.Subject {
  /// Whether no recorder outside of the program can see it.
  fileprivate var isSeenFromInsideOnly: Bool {
    switch self {
    case .memory: true
    case .processorTime, .blockedTime: false
    }
  }
}
