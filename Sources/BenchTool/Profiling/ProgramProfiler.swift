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

  /// - Returns: The profile, and a name for its picture.
  func profile(
    _ target: RecordingRequest.Target
  ) async throws -> (profile: StackProfile, name: String) {
    let file = try TemporaryRecording()
    defer { file.remove() }
    var request = settings.request(target, output: file.path)
    request.duration = duration.map { .seconds($0) }
    let recording = try await recorder.start(request)
    // What was recorded until Ctrl-C is drawn.
    let interruption = try Interruption { recording.stop() }
    let finished = try await recording.finish()
    withExtendedLifetime(interruption) {}
    if let ending = finished.commandEnding, ending != .exited(status: 0),
      finished.cause == .targetEnded
    {
      StandardError.say("The command ended with \(ending); what it did until then is drawn.")
    }
    var profile = try StackFile(options: reading, keepsTimeline: settings.keepsTimeline)
      .read(finished.path)
    let name: String
    switch target {
    case .process(let process): name = "process-\(process)"
    case .command(let words):
      name = URL(fileURLWithPath: words[0]).lastPathComponent
      profile.provenance.subject = words.joined(separator: " ")
    }
    if profile.provenance.subject == finished.path { profile.provenance.subject = name }
    return (profile, name)
  }
}
