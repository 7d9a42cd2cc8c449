import Glibc

/// The command that a recording starts, held back until the recorder is ready.
struct RecordedCommand: Sendable {
  let process: SpawnedProcess

  /// How long it may take to heed SIGTERM.
  private static let grace = Duration.seconds(2)

  /// - Returns: `nil` for a process that runs already.
  init?(_ target: RecordingRequest.Target) throws(RecordingError) {
    guard case .command(let words) = target else { return nil }
    process = try SpawnedProcess(words, descriptors: Descriptor.standard, isGated: true)
  }

  /// Ends it if it has not ended.
  func finish() async -> ProcessEnding {
    if let ending = process.endingNow { return ending }
    return await process.end(with: SIGTERM, grace: Self.grace)
  }

  /// The id of a running process, after a look whether it runs and may be watched.
  static func living(_ target: RecordingRequest.Target) throws(RecordingError) -> Int32 {
    guard case .process(let id) = target else { preconditionFailure("a command is started") }
    if kill(id, 0) == 0 || errno == EPERM { return id }
    throw .noSuchProcess(id)
  }
}
