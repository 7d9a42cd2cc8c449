import ArgumentParser
import BenchModel
import FlameGraph
import Foundation
import Profiling
import Reports

struct ProfileCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile",
    abstract: "Draw a flamegraph of a benchmark, or of any program.",
    usage: """
      bench profile <filter> ... [<option> ...]
      bench profile [<option> ...] -- <command> [<argument> ...]
      bench profile --pid <number> [<option> ...]
      """,
    discussion: """
      A benchmark is recorded while it takes samples: without its set-up and warm-up, with what \
      prepares and checks each sample. The picture and its folded stacks go to \
      flamegraphs/ in the package's folder, those of any other program to flamegraphs/ here.

        bench profile sync/validate
        bench profile --output /tmp/pictures -- ./any-program --its-option
        bench profile --pid 4711 --duration 10
        bench profile --memory actors/
        bench profile --sampler inside -- .build/release/my-server
      """)

  @OptionGroup private var words: SelectionOptions

  @Option(help: ArgumentHelp("Profile the process with this number.", valueName: "number"))
  var pid: Int32?

  @Option(
    help: ArgumentHelp(
      "Write pictures into this folder. (default: flamegraphs)", valueName: "folder"))
  var output: String?

  @Option(
    name: .customLong("export"),
    help: ArgumentHelp(
      "Also write the stacks as folded, speedscope, pprof or firefox. Repeatable.",
      valueName: "format:file"))
  var exports: [String] = []

  @Flag(help: "Say how to look at the picture.")
  var open = false

  @OptionGroup var patience: TimeoutOption

  @OptionGroup(title: "How to record") var recording: RecordingSettingsOptions
  @OptionGroup(title: "How to draw it") var drawing: DrawingOptions
  @OptionGroup(title: "How to name functions") var naming: NamingOptions

  @Flag(help: ArgumentHelp("Profile this build as it is.", visibility: .hidden))
  var asBuilt = false

  func validate() throws {
    let targets = [!selection.isEmpty, !command.isEmpty, pid != nil].count { $0 }
    guard targets == 1 else {
      throw ValidationError(
        targets == 0
          ? "Name a benchmark ('bench list' shows them), a command after '--', or a '--pid'."
          : "Choose one: a benchmark, a command after '--', or a '--pid'.")
    }
    if let pid, pid <= 0 { throw ValidationError("'--pid' is a number above 0, got \(pid).") }
    _ = try exportTargets()
  }

  func run() async throws {
    let selected =
      selection.isEmpty ? [] : try selection.selected(from: BenchTool.benchmarks.map(\.description))
    if !selected.isEmpty, !asBuilt, !MeasuringBuild.isRunning {
      try await MeasuringBuild.goOnThere()
    }
    let exports = try exportTargets().map {
      ($0.format, $0.file, try ReportDestination(path: $0.file))
    }
    guard exports.isEmpty || selected.count <= 1 else {
      throw ValidationError(
        "'--export' writes one file, and \(selected.count) benchmarks were chosen.")
    }
    // Benchmarks belong to the package; any other program belongs to whoever stands where he stands.
    let folder = try PictureFolder(
      output ?? (selected.isEmpty ? "flamegraphs" : "\(StoreOptions.packageFolder)/flamegraphs"))
    var settings = recording.settings
    settings.keepsTimeline = drawing.needsTimeline || exports.contains { $0.0.tellsTime }

    func finish(_ profile: StackProfile, _ name: String) throws {
      var profile = profile
      profile.provenance.command = TypedCommand.text
      guard profile.tree.totalWeight > 0 || settings.pictures.count == 1 else {
        let event = profile.provenance.event ?? "stacks"
        StandardError.say("There are no \(event) of \(profile.provenance.subject ?? name) to draw.")
        return
      }
      let picture = try folder.write(profile, as: name, options: drawing.picture())
      for (format, file, destination) in exports {
        try destination.write(format.bytes(of: profile))
        StandardError.say("Wrote \(file).")
      }
      let shown =
        settings.subject == .blockedTime ? FunctionFacts.endingInOwnCode(profile) : profile
      let functions = try FunctionFacts.hottest(of: shown, benchmark: name, picture: picture)
      try ReportDestination(path: nil).write(
        FunctionTable.render(functions, width: Terminal.tableWidth()))
      for note in shown.provenance.notes { StandardError.say(note) }
      if open { StandardError.say("Look at it with: xdg-open '\(picture)', or any browser.") }
    }

    if selected.isEmpty {
      let (profiles, name) = try await ProgramProfiler(
        recorder: try await recording.sampler.recorder(settings.inside), settings: settings,
        reading: naming.reading, duration: recording.duration
      ).profiles(pid.map { .process($0) } ?? .command(command))
      for (profile, picture) in zip(profiles, settings.pictures) {
        try finish(profile, name + picture.suffix)
      }
      return
    }
    let profiler = BenchmarkProfiler(
      sampler: try await recording.sampler.benchmarkSampler(of: settings.subject),
      options: settings,
      reading: naming.reading, timeout: .seconds(patience.timeout))
    var failed = false
    for benchmark in selected {
      StandardError.say("Profiling \(benchmark.name).")
      do {
        let profiles = try await profiler.profiles(
          benchmark.name, in: WorkerProgram(executable: ProcFile.runningExecutable))
        for (profile, picture) in zip(profiles, settings.pictures) {
          try finish(profile, "\(benchmark.name)\(picture.suffix)")
        }
      } catch let failure as BenchmarkFailure {
        failed = true
        let last = failure.lastOutput.map { "\n  \($0)" }.joined()
        StandardError.say("\(benchmark.name): \(failure.kind.rawValue): \(failure.message)\(last)")
      }
    }
    if failed { throw ExitStatus.benchmarkFailed.code }
  }

  /// What follows `--`. The parser hands all positional words over as one list, and does not allow
  /// a second one.
  private var command: [String] {
    Array(CommandLine.arguments.drop { $0 != "--" }.dropFirst())
  }

  private var selection: SelectionOptions {
    var selection = words
    selection.filters.removeLast(min(command.count, selection.filters.count))
    return selection
  }

  private func exportTargets() throws -> [(format: StackExport, file: String)] {
    try exports.map { try FormatAndFile<StackExport>(parsing: $0, of: "--export") }
      .map { ($0.format, $0.file) }
  }
}
