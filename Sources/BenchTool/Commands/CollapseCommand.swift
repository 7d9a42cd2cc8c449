import ArgumentParser
import BenchModel
import StackFormats

struct CollapseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "collapse",
    abstract: "Turn a recording into folded stacks, or into another tool's format.",
    discussion: """
      Reads perf.data itself, the text of 'perf script' with any fields, folded stacks, \
      speedscope, pprof and Firefox Profiler files; what a file holds decides, not its name.

        bench collapse perf.data > stacks.folded
        perf script | bench collapse -
        bench collapse perf.data --format pprof --output profile.pb.gz
      """)

  @Argument(help: "A recording or stacks; '-' is standard input.")
  var file: String

  @Option(help: "Write this format.")
  var format = StackExport.folded

  @Option(
    help: ArgumentHelp(
      "Write to this file in place of standard output.", valueName: "file"))
  var output: String?

  @Flag(help: "Mark kernel frames with '_[k]' in folded stacks.")
  var kernel = false

  @Flag(help: "Mark kernel, inlined and just-in-time frames in folded stacks: _[k], _[i], _[j].")
  var all = false

  @Flag(
    help: ArgumentHelp(
      "Look up callers and name functions as 'perf script' does, to compare with it.",
      visibility: .hidden))
  var likePerf = false

  @OptionGroup(title: "How to read it") var reading: StackReadingOptions

  func validate() throws {
    if format != .folded && (kernel || all) {
      throw ValidationError(
        "'--kernel' and '--all' mark folded stacks; '--format' is \(format.rawValue).")
    }
  }

  func run() throws {
    let destination = try ReportDestination(path: output)
    var reading = reading.reading
    reading.matchesPerfScript = likePerf
    let profile = try StackFile(options: reading, keepsTimeline: format.tellsTime).read(file)
    if format == .folded {
      try destination.write { try FoldedText.write(profile.tree, marks: marks, to: $0) }
    } else {
      try destination.write(format.bytes(of: profile))
    }
    for note in profile.provenance.notes { StandardError.say(note) }
  }

  private var marks: Set<FrameKind> {
    all ? [.kernel, .inlined, .justInTime] : kernel ? [.kernel] : []
  }
}
