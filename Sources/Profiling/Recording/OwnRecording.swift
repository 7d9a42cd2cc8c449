import Foundation

/// A recording that this process makes.
final class OwnRecording: Recording {
  private let event: String
  private let events: OpenEvents
  private let command: RecordedCommand?
  private let loop: RecordingLoop

  init(
    _ request: RecordingRequest, events: OpenEvents, attributes: EventAttributes, process: Int32,
    command: RecordedCommand?
  ) throws(RecordingError) {
    event = attributes.event.name(includesKernel: attributes.includesKernel)
    self.events = events
    self.command = command
    loop = try RecordingLoop(
      events: events, eventName: event, file: PendingFile(request.output), process: process,
      duration: request.duration)
  }

  /// Begins to write, on a thread of its own.
  func begin(synthesized: SynthesizedRecords, early: EarlyRecords) throws(RecordingError) {
    try loop.begin(synthesized: synthesized, early: early)
  }

  func enable() async throws(RecordingError) { try events.enable() }

  func disable() async throws(RecordingError) { try events.disable() }

  func stop() { loop.stop() }

  func finish() async throws(RecordingError) -> FinishedRecording {
    let outcome = await loop.outcome.value
    let commandEnding = await command?.finish()
    let (cause, counts) = try outcome.get()
    try loop.file.publish()
    return FinishedRecording(
      path: loop.file.path, event: event, cause: cause, commandEnding: commandEnding, counts: counts
    )
  }

  /// Ends the recording and keeps nothing, when the start went wrong.
  func abandon() async {
    loop.stop()
    _ = await loop.outcome.value
    loop.file.discard()
  }
}
