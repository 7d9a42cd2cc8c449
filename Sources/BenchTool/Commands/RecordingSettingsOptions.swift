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

  @Option(
    name: [.long, .customLong("recorder")],
    help: ArgumentHelp(
      """
      Sample with the perf program, by our own recorder, which does the same, or inside of the \
      measured program, which alone sees who awaits a Swift task. By default with perf, where it is \
      permitted and the benchmark is not async.
      """))
  var sampler = SamplerChoice.auto

  @Flag(
    help: """
      Show what is allocated where, and what of it still lives at the end: two pictures, of bytes. \
      Sampled from inside of the program.
      """)
  var memory = false

  @Option(
    help: ArgumentHelp(
      "With --memory: sample one of so many bytes, and each block that is as large.",
      valueName: "bytes"))
  var every = Profiler.Subject.usualBytes

  @Flag(
    help: """
      Show where threads wait, in place of where they run: of a program by the kernel's context \
      switches where those are permitted, else from inside of it by the wall clock; of a benchmark \
      from inside, where its tasks are seen too.
      """)
  var offCPU = false

  func validate() throws {
    if memory && offCPU {
      throw ValidationError("Choose one: '--memory' or '--off-cpu'.")
    }
    if memory, sampler == .perf || sampler == .own {
      throw ValidationError("'--memory' is seen from inside only: leave '--sampler' out.")
    }
    guard every > 0 else {
      throw ValidationError("'--every' is a number of bytes above 0, got \(every).")
    }
    guard sampler != .inside || frequency <= 10_000 else {
      throw ValidationError(
        "From inside '--frequency' is at most 10000 samples a second, got \(frequency).")
    }
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
    settings.subject = memory ? .memory(everyBytes: every) : offCPU ? .blockedTime : .processorTime
    return settings
  }
}
