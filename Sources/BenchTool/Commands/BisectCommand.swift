import ArgumentParser
import Baselines
import BenchModel
import Foundation
import Reports

struct BisectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bisect",
    abstract: "Find the commit that slowed a benchmark.",
    discussion: """
      Builds commits in a git worktree, along first parents, and measures each in lockstep with the \
      good one. A commit that does not build is passed over.

        bench bisect --good v1.2 --bad HEAD sync/validate/signatures

      Exit status: 0 the commit was found, 24 it could not be told from others or there is no \
      slowdown, 21 the benchmark fails.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  @Option(help: ArgumentHelp("A commit at which it was fast.", valueName: "ref"))
  var good: String

  @Option(help: ArgumentHelp("A commit at which it is slow.", valueName: "ref"))
  var bad = "HEAD"

  @Argument(help: "The benchmark's whole name.")
  var name: String

  @Option(
    help: ArgumentHelp(
      "Mind no change of a time below this.", valueName: "percent"))
  var margin = 1.0

  @Option(
    help: ArgumentHelp(
      "Answer wrongly in at most so many of a hundred searches.", valueName: "percent"))
  var errorRate = 1.0

  @OptionGroup var patience: TimeoutOption

  @Option(
    help: ArgumentHelp(
      "Draw layouts and orders from this seed. (default: a new one)", valueName: "number"))
  var seed: UInt64?

  @Option(help: "Print in this format.")
  var format = Format.text

  @Option(
    help: ArgumentHelp("Write to this file in place of standard output.", valueName: "file"))
  var output: String?

  @OptionGroup(title: "Where it is kept") var storing: StoreOptions

  /// For one decision.
  private static let mostPairs = 64

  func validate() throws {
    guard 0...1000 ~= margin else {
      throw ValidationError("'--margin' is a percentage, such as 2, got \(margin.asTyped).")
    }
    guard errorRate > 0, errorRate <= 50 else {
      throw ValidationError(
        "'--error-rate' is more than 0 and at most 50 of a hundred, got \(errorRate.asTyped).")
    }
    do { _ = try BenchmarkName(parsing: name) } catch {
      throw ValidationError("\(error.description)")
    }
  }

  func run() async throws {
    if let warning = AddressRandomization.goOnWithout() { StandardError.say(warning) }
    let destination = try ReportDestination(path: output)
    let benchmark = try BenchmarkName(parsing: name)
    guard let layout = BuildLayout(of: ProcFile.executablePath()) else {
      throw ComparatorError.notInPackage(ProcFile.executablePath())
    }
    let store = try storing.open()
    let worktree = GitWorktree(
      packageFolder: layout.packagePath, storeFolder: store.folder, product: layout.product)
    let first = try await worktree.commit(of: good)
    let last = try await worktree.commit(of: bad)
    let commits = [first] + (try await worktree.commits(after: first, upTo: last))
    let work = try WorkFolder(in: store.folder)
    defer { work.remove() }
    let progress = LockstepProgress()
    let chosenSeed = seed ?? UInt64.random(in: 0..<(1 << 53))
    progress.say("Searching \(commits.count - 1) commits; seed \(chosenSeed).")
    let mood = MoodReading.now()
    let driver = BisectDriver(
      benchmark: benchmark, commits: commits,
      finder: BaseFinder(
        store: store, environment: await EnvironmentProbe.environment(from: mood, to: mood),
        worktree: worktree, rebuild: false, progress: progress),
      worktree: worktree,
      settings: LockstepSettings(
        secondsPerBenchmark: 3, mostPairs: Self.mostPairs, timeoutSeconds: patience.timeout,
        seed: chosenSeed),
      errorRate: errorRate / 100, margin: margin / 100, work: work, progress: progress)
    let report: BisectReport
    do {
      report = try await driver.run()
    } catch let failure as BenchmarkComparison.Failure {
      progress.didFail(benchmark, failure)
      throw ExitStatus.benchmarkFailed.code
    }
    switch format {
    case .text: try destination.write(BisectText.render(report))
    case .json: try destination.write(try BisectJSON.render(report))
    }
    if report.answer == .among || report.answer == .noChange {
      throw ExitStatus.inconclusive.code
    }
  }
}
