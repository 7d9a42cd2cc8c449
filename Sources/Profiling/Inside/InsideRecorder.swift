import Glibc
import Synchronization

/// Has a program that links this module record itself, from its launch to its exit.
package struct InsideRecorder: Recorder {
  private let options: Profiler.Options

  package init(_ options: Profiler.Options) { self.options = options }

  package func start(
    _ request: RecordingRequest
  ) async throws(RecordingError) -> any Recording {
    guard case .command(let words) = request.target else {
      throw .misuse(
        """
        A process that runs already cannot be sampled from inside. Start it with \
        '\(LaunchProfile.path)=FILE' in its environment, or take '--sampler perf'.
        """)
    }
    // What an earlier program left must not be taken for this one's.
    unlink(request.output)
    let variables = LaunchProfile.environment(writingTo: request.output, options)
    let process = try SpawnedProcess(
      ["env"] + variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" } + words,
      descriptors: Descriptor.standard, isGated: false)
    try await process.launch()
    return InsideProgramRecording(process, words: words, request: request)
  }
}

/// A program that records itself.
private final class InsideProgramRecording: Recording {
  private let process: SpawnedProcess
  private let words: [String]
  private let request: RecordingRequest
  private let cause = Mutex<FinishedRecording.Cause?>(nil)

  /// What it takes to write the rest.
  private static let grace = Duration.seconds(30)

  init(_ process: SpawnedProcess, words: [String], request: RecordingRequest) {
    self.process = process
    self.words = words
    self.request = request
  }

  func enable() async throws(RecordingError) { throw Self.noControl }

  func disable() async throws(RecordingError) { throw Self.noControl }

  private static var noControl: RecordingError {
    .misuse("A program that samples itself can be paused by itself only.")
  }

  func stop() { end(.stopped) }

  private func end(_ why: FinishedRecording.Cause) {
    cause.withLock { if $0 == nil { $0 = why } }
    process.send(SIGTERM)
  }

  func finish() async throws(RecordingError) -> FinishedRecording {
    let timer = request.duration.map { duration in
      Task {
        try await Task.sleep(for: duration)
        end(.durationPassed)
        try await Task.sleep(for: Self.grace)
        process.send(SIGKILL)
      }
    }
    let ending = await process.waitForEnd()
    timer?.cancel()
    guard RecordingHeader.isWhole(request.output) else {
      throw .notFromInside(command: words[0], ending: ending)
    }
    return FinishedRecording(
      path: request.output, event: "", cause: cause.withLock { $0 } ?? .targetEnded,
      commandEnding: ending, counts: nil)
  }
}
