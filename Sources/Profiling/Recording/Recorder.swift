/// Makes recordings: the perf program, or what takes its place.
package protocol Recorder: Sendable {
  /// Begins to record.
  ///
  /// On return a process is attached to, and a command has been started.
  func start(_ request: RecordingRequest) async throws(RecordingError) -> any Recording
}

/// Says when samples are taken.
///
/// On return of either, the change is in force: between the return of `disable()` and the call of
/// the next `enable()` no sample is taken.
package protocol RecordingControl: Sendable {
  func enable() async throws(RecordingError)
  func disable() async throws(RecordingError)
}

/// A recording that runs. Whoever starts one awaits `finish()`.
package protocol Recording: RecordingControl {
  /// Ends the recording early; what has been sampled so far is kept. May be called more than once,
  /// from anywhere.
  func stop()

  /// Waits until the target has ended, the duration has passed or `stop()` was called, and until
  /// the file is whole. A command that outlives the recording is ended.
  func finish() async throws(RecordingError) -> FinishedRecording
}

/// What has been recorded.
package struct FinishedRecording: Equatable, Sendable {
  package enum Cause: Equatable, Sendable {
    case targetEnded
    case durationPassed
    case stopped
  }

  package let path: String
  /// As perf names it: `cycles`, `cpu-clock:u`.
  package let event: String
  /// Why it ended.
  package let cause: Cause
  /// How the command ended; `nil` when a running process was recorded.
  package let commandEnding: ProcessEnding?
  /// What the recorder counted; `nil` where only a look into the file tells.
  package let counts: RecordCounts?
}
