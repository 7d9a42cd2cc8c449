import ArgumentParser
import Baselines
import BenchModel
import Foundation
import Reports

struct BaselinesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baselines",
    abstract: "List, show, rename, delete, export, import and prune what was kept.",
    subcommands: [
      ListBaselines.self, ShowBaseline.self, RenameBaseline.self, DeleteBaseline.self,
      DeleteRun.self, ExportBaseline.self, ImportRun.self, PruneRuns.self,
    ], defaultSubcommand: ListBaselines.self)
}

struct ListBaselines: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Print the baselines, and how many runs are kept.")

  @Flag(help: "Print all runs too, the newest first.")
  var runs = false

  @OptionGroup var storing: StoreOptions

  func run() async throws {
    let store = try storing.open(creating: false)
    let baselines = try store.baselines()
    let kept = try store.runs()
    var lines = baselines.map { baseline in
      "\(baseline.name)  \(baseline.machineClass)  run \(baseline.run.short)  "
        + "\(baseline.startedAt)  \(baseline.commit.map { String($0.prefix(10)) } ?? "no commit")"
    }
    if lines.isEmpty { lines = ["No baselines. Make one with: bench --save-baseline main"] }
    if runs { lines += kept.map(Self.line) }
    lines.append("\(kept.count) runs are kept in \(store.path)")
    try ReportDestination(path: nil).write(lines.map { "\($0)\n" }.joined())
  }

  private static func line(_ run: RunListing) -> String {
    "run \(run.id.short)  \(run.startedAt)  \(run.machineClass)  "
      + "\(run.commit.map { String($0.prefix(10)) } ?? "no commit")  "
      + "\(run.benchmarks) benchmarks, \(run.samples) samples"
  }
}

struct ShowBaseline: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print the report of a baseline or a run again.")

  @Argument(help: "A baseline's name, the beginning of a run's identifier, or a file.")
  var name: String

  @OptionGroup var reporting: ReportingOptions
  @OptionGroup var storing: StoreOptions

  func validate() throws {
    try reporting.validate(isComparing: false)
  }

  func run() async throws {
    let destinations = try reporting.destinations()
    let stored = try StoredRunFinder(storing: storing).run(named: name)
    let report = Report(of: stored.run)
    try destinations.write { try reporting.render(report, as: $0, to: $1) }
  }
}

struct RenameBaseline: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename", abstract: "Give a baseline another name, on all machines.")

  @Argument var name: String
  @Argument var newName: String
  @OptionGroup var storing: StoreOptions

  func run() async throws {
    let store = try storing.open(creating: false)
    let old = try BaselineName(parsing: name)
    let count = try store.renameBaseline(old, to: BaselineName(parsing: newName))
    try require(count, name: old)
    StandardError.say("'\(name)' is now '\(newName)'.")
  }
}

struct DeleteBaseline: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Take a name away. The run stays, until it is pruned.")

  @Argument var name: String
  @OptionGroup var storing: StoreOptions

  func run() async throws {
    let store = try storing.open(creating: false)
    let name = try BaselineName(parsing: name)
    try require(try store.deleteBaseline(name), name: name)
    StandardError.say("'\(name)' is no baseline any more; its run is still there.")
  }
}

struct DeleteRun: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete-run",
    abstract: "Delete one run with its samples, such as an import of the wrong file.")

  @Argument(help: "The beginning of its identifier, as 'bench baselines list --runs' prints it.")
  var identifier: String

  @OptionGroup var storing: StoreOptions

  func run() async throws {
    let store = try storing.open(creating: false)
    let id = try store.identifier(beginning: identifier)
    guard try store.delete(id) else {
      let names = try store.baselines().filter { $0.run == id }.map { "'\($0.name)'" }
      StandardError.say(
        """
        Run \(id.short) is the baseline \(names.joined(separator: ", ")). Take the name away first \
        with: bench baselines delete <name>
        """)
      throw ExitCode.failure
    }
    StandardError.say("Deleted run \(id.short).")
  }
}

/// - Throws: `ExitStatus.noBaseline` when nothing had the name.
private func require(_ count: Int, name: BaselineName) throws {
  guard count == 0 else { return }
  StandardError.say("There is no baseline '\(name)'. See: bench baselines list")
  throw ExitStatus.noBaseline.code
}

struct ExportBaseline: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a baseline's run, with every sample, to a file that 'import' reads.")

  @Argument(help: "A baseline's name, or the beginning of a run's identifier.")
  var name: String

  @Argument var file: String
  @OptionGroup var storing: StoreOptions

  func run() async throws {
    // Found out first, in the words that every file gets.
    _ = try ReportDestination(path: file)
    let stored = try StoredRunFinder(storing: storing).run(named: name)
    try RunFile(run: stored.run, architecture: stored.fingerprint.architecture).write(to: file)
    StandardError.say("Wrote \(stored.label) to \(file).")
  }
}

struct ImportRun: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Keep a run from an exported file, or from 'bench --format json'.",
    discussion: "Importing the same run twice changes nothing.")

  @Argument var file: String

  @Option(name: .customLong("as"), help: "Also make it the baseline of this name.")
  var name: String?

  @OptionGroup var storing: StoreOptions

  func run() async throws {
    let name = try name.map { try BaselineName(parsing: $0) }
    let file = try RunFile.read(from: file)
    let id = try file.keep(in: storing.open(), as: name)
    StandardError.say("Kept as run \(id.short)\(name.map { ", baseline '\($0)'" } ?? "").")
  }
}

struct PruneRuns: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Delete old runs and executables. What a baseline names is never deleted.")

  @Option(
    help: ArgumentHelp("Keep so many of the newest runs of each machine.", valueName: "count"))
  var keep = 50

  @Option(help: ArgumentHelp("Keep runs that are younger.", valueName: "days"))
  var days = 30.0

  @Option(help: ArgumentHelp("Let executables take so much.", valueName: "MiB"))
  var executables = 2048

  @Flag(help: "Say what would be deleted, and delete nothing.")
  var dryRun = false

  @OptionGroup var storing: StoreOptions

  func validate() throws {
    guard keep >= 0, days >= 0, days < 1e6, 0...1_000_000_000 ~= executables else {
      throw ValidationError("'--keep', '--days' and '--executables' are not negative, nor endless.")
    }
  }

  func run() async throws {
    let store = try storing.open(creating: false)
    let artifacts = ArtifactStore(of: store)
    let plan = PrunePlan(
      of: try store.runs(), keepingNewest: keep, youngerThan: days, now: Date())
    let files = try artifacts.prunePlan(limitBytes: executables << 20)
    var lines = plan.removed.map {
      "run \($0.id.short)  \($0.startedAt)  \($0.samples) samples"
    }
    lines += files.removed.map { "executable \($0.sha256.prefix(12))  \($0.bytes >> 20) MiB" }
    lines.append(
      """
      \(dryRun ? "Would delete" : "Deleted") \(plan.removed.count) runs and \(files.removed.count) \
      executables; \(plan.kept.count) runs stay.
      """)
    if !dryRun {
      _ = try store.prune(plan)
      try artifacts.prune(files)
      ExecutableKeeping.removeOrphanedKits(in: store)
    }
    try ReportDestination(path: nil).write(lines.map { "\($0)\n" }.joined())
  }
}
