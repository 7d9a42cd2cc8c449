import BenchModel
import Profiling
import StackFormats

/// How recordings and text become stacks.
struct StackReading: Sendable {
  /// `nil` for the first that was recorded.
  var event: String?
  var labelsProcesses = false
  var labelsThreads = false
  var showsAddresses = false
  var showsInlines = false
  var keepsRawNames = false
  /// Whether perf's own habits are kept, to compare with what it prints.
  var matchesPerfScript = false
  /// Whether each sample counts 1, whatever passed since the last one.
  var countsSamples = false
  /// Whether context switches count the time that they lasted.
  var countsBlockedTime = false
  /// A folder with a copy of the recorded machine's files.
  var prefix = ""
  /// A copy of the recorded machine's /proc/kallsyms.
  var kernelSymbols: String?

  /// - Parameter keepsTimeline: For a picture in order of time, and exports with threads.
  func recording(keepsTimeline: Bool) -> RecordingOptions {
    var options = RecordingOptions()
    options.event = event
    options.weight = countsSamples ? .samples : countsBlockedTime ? .blockedTime : .period
    options.labelsProcesses = labelsProcesses
    options.labelsThreads = labelsThreads
    options.showsUnknownAddresses = showsAddresses
    options.matchesPerfScript = matchesPerfScript
    options.keepsTimeline = keepsTimeline
    return options
  }

  var symbolizing: Symbolizer.Options {
    var options = Symbolizer.Options()
    options.style = keepsRawNames || matchesPerfScript ? .raw : .short
    options.namesData = matchesPerfScript
    options.showsInlines = showsInlines
    options.prefix = prefix
    options.kernelSymbols = kernelSymbols
    return options
  }

  /// - Parameter keepsTimeline: For a picture in order of time, and exports with threads.
  func perfScript(keepsTimeline: Bool) -> PerfScriptOptions {
    var options = PerfScriptOptions()
    options.event = event
    options.weight = countsSamples ? .samples : .period
    options.showsProcesses = labelsProcesses
    options.showsThreads = labelsThreads
    options.showsAddresses = showsAddresses
    options.keepsTimeline = keepsTimeline
    if !keepsRawNames { options.demangle = Symbolizer.displayName(ofMangled:) }
    return options
  }
}
