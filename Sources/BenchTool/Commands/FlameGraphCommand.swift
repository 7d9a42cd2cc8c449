import ArgumentParser
import BenchModel
import FlameGraph
import Foundation

struct FlameGraphCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flamegraph",
    abstract: "Draw a flamegraph of a recording or of stacks that were made elsewhere.",
    discussion: """
      Reads perf.data itself, the text of 'perf script', folded stacks, speedscope, pprof and \
      Firefox Profiler files. The picture is one SVG file that a browser opens without network.

        bench flamegraph perf.data --output perf.svg
        bench flamegraph --diff before.folded after.folded --output change.svg
        bench flamegraph --diff main 4f21ab09 --benchmark sync/validate --output change.svg
      """)

  @Argument(
    help: """
      A recording or stacks; '-' is standard input. With --diff two of them, or two stored runs or \
      baselines that were profiled, or folded stacks with two counts a line.
      """)
  var inputs: [String]

  @Flag(help: "Draw what changed from the first to the second.")
  var diff = false

  @Option(
    help: ArgumentHelp(
      "The benchmark to take from stored runs. (default: the only one that was profiled)",
      valueName: "name"))
  var benchmark: String?

  @Option(
    help: ArgumentHelp(
      "Write the picture to this file in place of standard output.", valueName: "file"))
  var output: String?

  @OptionGroup(title: "How to draw it") var drawing: DrawingOptions
  @OptionGroup(title: "How to read it") var reading: StackReadingOptions
  @OptionGroup(title: "Where runs are kept") var storing: StoreOptions

  func validate() throws {
    guard (diff ? 1...2 : 1...1).contains(inputs.count) else {
      throw ValidationError(
        diff
          ? """
          '--diff' takes what was before and what was after, or one file of folded stacks with two \
          counts a line, got \(inputs.count).
          """
          : "One recording makes one picture, got \(inputs.count). Compare two with '--diff'.")
    }
    guard inputs.count(where: { $0 == "-" }) < 2 else {
      throw ValidationError("Only one of two inputs can be standard input.")
    }
    if diff && (drawing.chart || drawing.perThread || drawing.reversed) {
      throw ValidationError(
        "A difference is drawn from callers to callees: leave out '--chart', '--per-thread' and "
          + "'--reversed'.")
    }
  }

  func run() throws {
    let destination = try ReportDestination(path: output)
    let source = StackSource(
      file: StackFile(options: reading.reading, keepsTimeline: drawing.needsTimeline),
      storing: storing, benchmark: benchmark)
    var profiles = try profiles(from: source)
    let svg: [UInt8]
    if diff {
      let difference = try DifferentialTree(before: profiles[0].tree, after: profiles[1].tree)
      svg = try DifferentialPicture(
        of: difference, before: profiles[0].provenance, after: profiles[1].provenance,
        command: TypedCommand.text, options: drawing.picture()
      ).svg()
    } else {
      profiles[0].provenance.command = TypedCommand.text
      svg = try StackPicture(of: profiles[0], options: drawing.picture()).svg()
    }
    try destination.write(svg)
    if let output { StandardError.say("Wrote \(output); a browser opens it.") }
  }

  private func profiles(from source: StackSource) throws -> [StackProfile] {
    guard diff else { return [try source.file.read(inputs[0])] }
    guard inputs.count == 1 else { return try inputs.map(source.profile(named:)) }
    let (before, after) = try source.file.readDifferential(inputs[0])
    return [before, after]
  }
}
