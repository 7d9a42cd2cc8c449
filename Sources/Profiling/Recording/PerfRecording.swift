import Glibc
import Synchronization

/// A recording that the perf program makes.
final class PerfRecording: Recording {
  private struct State {
    var cause: FinishedRecording.Cause?
    var wasKilled = false
    var watchers: [Task<Void, Never>] = []
  }

  private let request: RecordingRequest
  private let event: String
  let perf: PerfConversation
  private let file: PendingFile
  private let command: RecordedCommand?
  private let state = Mutex(State())

  /// How long perf may take to write the rest of a recording.
  private static let grace = Duration.seconds(30)

  init(
    _ request: RecordingRequest, event: String, perf: PerfConversation, file: PendingFile,
    command: RecordedCommand?
  ) {
    self.request = request
    self.event = event
    self.perf = perf
    self.file = file
    self.command = command
  }

  /// Sees to it that the recording ends when its command or its time does.
  func begin() {
    var watchers: [Task<Void, Never>] = []
    if let command {
      watchers.append(
        Task {
          _ = await command.process.waitForEnd()
          end(.targetEnded)
        })
    }
    if let duration = request.duration {
      watchers.append(
        Task {
          do {
            try await Task.sleep(for: duration)
            end(.durationPassed)
          } catch {
            // The recording has ended before.
          }
        })
    }
    state.withLock { $0.watchers += watchers }
  }

  func enable() async throws(RecordingError) { try await perf.ask("enable") }

  func disable() async throws(RecordingError) { try await perf.ask("disable") }

  func stop() { end(.stopped) }

  private func end(_ cause: FinishedRecording.Cause) {
    let isFirst = state.withLock { state in
      guard state.cause == nil else { return false }
      state.cause = cause
      return true
    }
    guard isFirst else { return }
    perf.process.send(SIGINT)
    let killing = Task {
      do {
        try await Task.sleep(for: Self.grace)
        state.withLock { $0.wasKilled = true }
        perf.process.send(SIGKILL)
      } catch {
        // perf has ended in time.
      }
    }
    state.withLock { $0.watchers.append(killing) }
  }

  func finish() async throws(RecordingError) -> FinishedRecording {
    let ending = await perf.process.waitForEnd()
    let (cause, wasKilled) = state.withLock { state in
      for watcher in state.watchers { watcher.cancel() }
      return (state.cause, state.wasKilled)
    }
    let commandEnding = await command?.finish()
    guard isSuccess(ending), RecordingHeader.isWhole(file.temporaryPath)
    else {
      file.discard()
      if wasKilled { throw .perfStuck(seconds: Int(Self.grace.components.seconds)) }
      throw .perfFailed(ending: ending, words: perf.words)
    }
    try file.publish()
    return FinishedRecording(
      path: file.path, event: event, cause: cause ?? .targetEnded, commandEnding: commandEnding,
      counts: nil)
  }

  /// perf ends by the signal that interrupted it, after it has written everything; Ctrl-C reaches
  /// it from the terminal too.
  private func isSuccess(_ ending: ProcessEnding) -> Bool {
    switch ending {
    case .exited(status: 0), .signaled(SIGINT), .signaled(SIGTERM): true
    default: false
    }
  }

  /// Ends everything and keeps nothing, when the start went wrong.
  func abandon() async {
    _ = await perf.process.end(with: SIGINT, grace: .seconds(2))
    if let command { _ = await command.process.end(with: SIGKILL, grace: .seconds(2)) }
    file.discard()
  }
}
