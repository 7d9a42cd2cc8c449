import ArgumentParser
import Profiling

/// The options of what is recorded; the same for a benchmark and for any program.
struct RecordingSettingsOptions: ParsableArguments {
  enum CallGraphChoice: String, CaseIterable, ExpressibleByArgument {
    case fp, dwarf
  }

  @Option(
    help: ArgumentHelp(
      "Take so many samples for each second of processor time.", valueName: "per second"))
  var frequency = 997

  @Option(
    help: ArgumentHelp(
      "Record so long. (default: 3 seconds of a benchmark, else until the program ends)",
      valueName: "seconds"))
  var duration: Double?

  @Option(
    help: ArgumentHelp(
      """
      Find callers by frame pointers (cheap, and wrong around code that keeps none), or by copies \
      of the stack that are unwound by call-frame tables afterwards.
      """, valueName: "fp|dwarf"))
  var callGraph = CallGraphChoice.dwarf

  @Option(
    help: ArgumentHelp(
      "Copy so much of the stack with '--call-graph dwarf'.", valueName: "bytes"))
  var stackBytes = RecordingSettings.stackBytes

  @Option(help: "Record with the perf program, or without it.")
  var recorder = RecordingChoice.auto

  func validate() throws {
    guard (1...100_000).contains(frequency) else {
      throw ValidationError("'--frequency' is 1 to 100000 samples a second, got \(frequency).")
    }
    if let duration, !(duration > 0 && duration < 1e6) {
      throw ValidationError("'--duration' must be more than 0 seconds, got \(duration.asTyped).")
    }
    guard CallGraph.stackBytes.contains(stackBytes) else {
      throw ValidationError(
        "'--stack-bytes' is \(CallGraph.stackBytes.lowerBound) to "
          + "\(CallGraph.stackBytes.upperBound), got \(stackBytes).")
    }
  }

  var settings: RecordingSettings {
    var settings = RecordingSettings()
    settings.frequency = frequency
    settings.callGraph = callGraph == .fp ? .framePointers : .copiedStack(bytes: stackBytes)
    if let duration { settings.seconds = duration }
    return settings
  }
}
