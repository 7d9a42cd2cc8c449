import BenchModel
import Foundation
import Profiling

/// Profiles a program that is no benchmark: a command from its first instruction, or a process that
/// runs.
struct ProgramProfiler {
  let recorder: any Recorder
  let settings: RecordingSettings
  let reading: StackReading
  /// Seconds; `nil` until the program ends.
  let duration: Double?

  /// - Returns: A profile for each of the pictures that the settings have, and a name for those.
  func profiles(
    _ target: RecordingRequest.Target
  ) async throws -> (profiles: [StackProfile], name: String) {
    let file = try TemporaryRecording()
    defer { file.remove() }
    var request = settings.request(target, output: file.path)
    request.duration = duration.map { .seconds($0) }
    let recording = try await recorder.start(request)
    // What was recorded until Ctrl-C is drawn.
    let interruption = try Interruption { _ in recording.stop() }
    let finished = try await recording.finish()
    withExtendedLifetime(interruption) {}
    if let ending = finished.commandEnding, ending != .exited(status: 0),
      finished.cause == .targetEnded
    {
      StandardError.say("The command ended with \(ending); what it did until then is drawn.")
    }
    switch target {
    case .process(let process):
      let name = "process-\(process)"
      return (try settings.profiles(in: finished.path, reading, of: name), name)
    case .command(let words):
      let subject = words.joined(separator: " ")
      return (
        try settings.profiles(in: finished.path, reading, of: subject),
        URL(fileURLWithPath: words[0]).lastPathComponent
      )
    }
  }
}
