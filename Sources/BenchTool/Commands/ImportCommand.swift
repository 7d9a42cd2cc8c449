import ArgumentParser
import Baselines
import BenchModel
import Foundation
import Interchange

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Keep what another harness measured, to compare it and to see its history here.",
    discussion: """
      Reads the results of Criterion.rs (the folder target/criterion), hyperfine, Google Benchmark, \
      JMH, package-benchmark and pytest-benchmark, and runs that 'bench export' wrote. What wrote \
      a file is told from its content. Importing the same results again changes nothing.

        cargo bench && bench import target/criterion --as main
        bench import before.json --as main; bench import after.json
        bench compare main <run>

      A verdict needs more than one process of each side, since processes of the same program differ. \
      JMH's forks are such; of others, run the harness several times and name all results: together \
      they make one run. Results that were imported with a wrong option are imported again with the \
      right ones and '--replace'.

        bench import run-1/criterion run-2/criterion run-3/criterion --as main
      """)

  @Argument(help: ArgumentHelp("Files, or folders of Criterion.rs.", valueName: "path"))
  var paths: [String]

  @Option(name: .customLong("as"), help: "Also make the run the baseline of this name.")
  var name: String?

  @Option(
    help: ArgumentHelp("What wrote the files. (default: told from them)", valueName: "harness"))
  var from: Harness?

  @Option(help: ArgumentHelp("Begin the names of all benchmarks with this.", valueName: "name"))
  var prefix: String?

  @Option(help: ArgumentHelp("The commit that was measured.", valueName: "hash"))
  var commit: String?

  @Option(
    help: ArgumentHelp(
      "When it was measured, such as 2026-11-26T18:00:00Z. (default: as the file tells, else its own)",
      valueName: "date"))
  var date: String?

  @Option(help: ArgumentHelp("What compiled or ran the benchmarks.", valueName: "text"))
  var compiler: String?

  @Option(
    help: ArgumentHelp(
      "The machine that measured it. (default: as the file tells, else this one)",
      valueName: "name"))
  var host: String?

  @Flag(help: "Put it in the place of an import of the same samples with other options.")
  var replace = false

  @Option(
    help: ArgumentHelp("Criterion's own name for the results to read.", valueName: "name"))
  var criterionBaseline = "new"

  @OptionGroup(title: "Where it is kept") var storing: StoreOptions

  func validate() throws {
    if let date, ForeignDate.utc(date) == nil {
      throw ValidationError("'--date \(date)' is no date such as 2026-11-26T18:00:00Z.")
    }
    if let host, !host.utf8.contains(where: MachineClass.isWordByte) {
      throw ValidationError("'--host \(host)' is no machine's name, such as runner-1.")
    }
    if let prefix {
      guard let name = try? BenchmarkName(parsing: prefix), name.parameters.isEmpty else {
        throw ValidationError(
          "'--prefix \(prefix)' cannot begin a name: words of letters, digits and -_.+, joined by /."
        )
      }
    }
  }

  func run() async throws {
    let name = try name.map { try BaselineName(parsing: $0) }
    // Read before a store is made for it.
    let own = try paths.map { try RunFile.readIfOwn($0) }
    let ownFiles = own.compactMap(\.self)
    guard ownFiles.isEmpty else {
      guard ownFiles.count == paths.count else {
        throw ValidationError(
          "Runs that bench exported and results of other harnesses are imported one after the other."
        )
      }
      return try keep(ownFiles, as: name)
    }
    let importer = Importer(
      harness: from,
      facts: ForeignRun.Facts(
        prefix: try prefix.map { try BenchmarkName(parsing: $0) }, commit: commit,
        startedAt: date.flatMap(ForeignDate.utc), compiler: compiler),
      hostName: host, criterionBaseline: criterionBaseline, isReplacing: replace)
    let files = try importer.read(paths)
    let store = try storing.open()
    let outcome = try importer.keep(files, in: store)
    if let name { try store.setBaseline(name, to: outcome.id) }
    say(outcome, name)
  }

  /// Runs that bench itself wrote, which know all of themselves.
  private func keep(_ files: [RunFile], as name: BaselineName?) throws {
    let options: [(name: String, isGiven: Bool)] = [
      ("from", from != nil), ("prefix", prefix != nil), ("commit", commit != nil),
      ("date", date != nil), ("compiler", compiler != nil), ("host", host != nil),
      ("replace", replace), ("criterion-baseline", criterionBaseline != "new"),
    ]
    if let option = options.first(where: \.isGiven) {
      throw ValidationError(
        "'\(paths[0])' is a run that bench exported, which says all that '--\(option.name)' could. "
          + "Leave the option out.")
    }
    if name != nil && files.count > 1 {
      throw ValidationError(
        "'--as' names one run, and there are \(files.count). Import that one by itself.")
    }
    let store = try storing.open()
    for file in files {
      let id = try file.keep(in: store, as: name)
      StandardError.say("Kept as run \(id.short)\(name.map { ", baseline '\($0)'" } ?? "").")
    }
  }

  private func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  private func say(_ outcome: Importer.Outcome, _ name: BaselineName?) {
    let run = outcome.run
    let samples = run.results.reduce(0) { sum, result in
      sum + result.processes.reduce(0) { $0 + $1.observations.count }
    }
    let failed = run.results.count { $0.failure != nil }
    var lines = [
      outcome.isNew
        ? """
        Kept as run \(outcome.id.short): \(count(run.results.count, "benchmark")) with \
        \(count(samples, "sample")), measured at \(run.startedAt) on \(outcome.machineClass).
        """
        : "It is here already, as run \(outcome.id.short). Nothing was added."
    ]
    if let name { lines.append("It is the baseline '\(name)'.") }
    lines += outcome.remarks
    for name in outcome.droppedBaselines {
      lines.append(
        "The run that went was the baseline '\(name)' too, which another run is on these machines.")
    }
    if outcome.isNew {
      if failed > 0 { lines.append("\(failed) of them gave no number.") }
      if outcome.isTakenForOurs {
        lines.append("It counts as this machine's; if it is not, import it with '--host <name>'.")
      }
      if run.environment.source.commit.value == nil {
        lines.append("No commit is known; tell it with '--commit $(git rev-parse HEAD)'.")
      }
    }
    lines.append("See it with: bench baselines show \(outcome.id.short)")
    StandardError.say(lines.joined(separator: "\n"))
  }
}

extension Harness: ExpressibleByArgument {}
