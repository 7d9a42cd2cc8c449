import ArgumentParser
import Baselines
import BenchModel
import Foundation
import Reports
import Verdicts

struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare two stored runs, baselines or exported files, without measuring.",
    discussion: """
      Nothing runs now, so the machine's drift between the two runs is in every difference. \
      'bench --baseline' compares live processes and does better.

      Exit status: 0 nothing regressed, 20 something did, 21 a benchmark gave no number, 22 there \
      is no such run, 23 the two do not compare.
      """)

  @Argument(help: "A baseline's name, the beginning of a run's identifier, or a file.")
  var base: String

  @Argument(help: "The same, for what is compared with it.")
  var candidate: String

  @Flag(help: "Compare although machine, compiler or flags differ.")
  var force = false

  @Flag(help: "End with status 24 when something could not be decided.")
  var strict = false

  @Flag(
    help: """
      Print the functions whose share changed most, with intervals, in place of times. Both runs \
      must have been measured with '--profile'; two files of stacks do as well.
      """)
  var profile = false

  @Option(
    help: ArgumentHelp(
      "With --profile: the benchmark to compare. (default: all that both have)",
      valueName: "name"))
  var benchmark: String?

  @OptionGroup(title: "What to print") var reporting: ReportingOptions
  @OptionGroup(title: "Where it is kept") var storing: StoreOptions

  func validate() throws {
    if benchmark != nil && !profile {
      throw ValidationError("'--benchmark' goes with '--profile'.")
    }
    guard profile else { return }
    if reporting.format != .table || !reporting.furtherReports.isEmpty || force || strict {
      throw ValidationError(
        "'--profile' prints a table of functions: leave out '--format', '--report', '--force' and "
          + "'--strict'.")
    }
    if base == "-" && candidate == "-" {
      throw ValidationError("Only one of the two can be standard input.")
    }
  }

  func run() async throws {
    if profile {
      let destination = try ReportDestination(path: reporting.output)
      let tables = try ProfileComparison(storing: storing).tables(
        from: base, to: candidate, benchmark: benchmark)
      let width = Terminal.tableWidth(to: reporting.output)
      try destination.write(
        tables.map { FunctionTable.render($0, width: width) }.joined(separator: "\n"))
      return
    }
    let destinations = try reporting.destinations()
    let finder = StoredRunFinder(storing: storing)
    let left = try finder.run(named: base)
    let right = try finder.run(named: candidate)
    var context = SuiteContext()
    let differences = left.fingerprint.differences(to: right.fingerprint)
    context.warnings = differences.minor.map { "\($0)." }
    if !differences.decisive.isEmpty {
      let sentences = differences.decisive.map { "  \($0)." }.joined(separator: "\n")
      guard force else {
        StandardError.say("The two runs do not compare:\n\(sentences)\nTake --force to do so.")
        throw ExitStatus.notComparable.code
      }
      context.warnings = ["Forced, though numbers do not compare."] + context.warnings
    }
    let verdict = StoredJudge(policy: Policy()).verdict(
      base: left.run.results, candidate: right.run.results, in: context)
    let status = verdict.exitStatus(isStrict: strict)
    let report = ComparisonReport(
      base: side(left), candidate: side(right), trust: .stored, verdict: verdict,
      exitStatus: status.rawValue, benchmarks: right.run.results.map(\.benchmark), failures: [],
      environment: right.run.environment, startedAt: right.run.startedAt,
      durationSeconds: right.run.durationSeconds,
      settings: [
        ComparisonReport.Setting(label: "Base measured", text: left.run.startedAt),
        ComparisonReport.Setting(label: "Candidate measured", text: right.run.startedAt),
      ], baseArguments: [])
    try destinations.write { try reporting.render(report, as: $0, to: $1) }
    if status != .success { throw status.code }
  }

  private func side(_ stored: StoredRun) -> ComparisonReport.Side {
    ComparisonReport.Side(
      label: stored.label, commit: stored.run.environment.source.commit,
      isDirty: stored.run.environment.source.isDirty,
      executable: .unavailable(reason: "stored numbers are compared"))
  }
}
