import ArgumentParser
import Baselines
import BenchModel
import Foundation
import Reports
import Statistics

struct HistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract:
      "Show a benchmark over the stored runs of this kind of machine, and where it changed.",
    discussion: """
      Ordinary runs, baselines and comparisons all leave a point. Runs of other machines make no \
      history with those of this one; --machine shows theirs.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table, markdown, json
  }

  @Argument(help: "A benchmark's whole name; the beginning is enough where it is the only one.")
  var name: String

  @Option(help: "The quantity to show: cpu_time, wall_time or allocations.")
  var metric = Metric.wallTime

  @Option(
    help: ArgumentHelp(
      "The class of machines, as 'bench baselines' prints it. (default: this one's)",
      valueName: "class"))
  var machine: String?

  @Option(help: ArgumentHelp("Show so many of the newest runs.", valueName: "count"))
  var last = 200

  @Option(help: "Print in this format.")
  var format = Format.table

  @Option(
    help: ArgumentHelp("Write to this file in place of standard output.", valueName: "file"))
  var output: String?

  @OptionGroup(title: "Where it is kept") var storing: StoreOptions

  func validate() throws {
    guard 1...1_000_000 ~= last else {
      throw ValidationError("'--last' is a number of runs from 1 to a million.")
    }
    if let machine, MachineClass(parsing: machine) == nil {
      throw ValidationError("'--machine \(machine)' is no class of machines.")
    }
  }

  func run() async throws {
    let destination = try ReportDestination(path: output)
    let store = try storing.open(creating: false)
    let here =
      machine.flatMap(MachineClass.init(parsing:))
      ?? Fingerprint(of: EnvironmentProbe.environmentWithoutSource()).machineClass
    let benchmark = try found(in: store, on: here)
    let points = try store.history(of: benchmark, metric, on: here).suffix(last)
    let report = HistoryReport.analyzing(
      points.map(Self.run), benchmark: benchmark, metric: metric, machine: here.text)
    let text =
      switch format {
      case .table:
        HistoryTable.render(
          report, width: Terminal.tableWidth(to: output),
          color: output == nil && isatty(STDOUT_FILENO) == 1)
      case .markdown: HistoryMarkdown.render(report)
      case .json: try HistoryJSON.render(report)
      }
    try destination.write(text)
  }

  private static func run(_ point: HistoryPoint) -> HistoryReport.Run {
    HistoryReport.Run(
      startedAt: point.startedAt,
      commit: point.commit.map { .value($0) } ?? .unavailable(reason: "not recorded"),
      isDirty: point.isDirty.map { .value($0) } ?? .unavailable(reason: "not recorded"),
      value: .value(
        Estimate(
          point: point.center, low: min(point.low, point.center),
          high: max(point.high, point.center), coverage: 0.95, standardError: .nan,
          method: .orderStatistics)))
  }

  /// The benchmark of that name in the store, or the only one whose name begins so.
  private func found(in store: Store, on machine: MachineClass) throws -> BenchmarkName {
    if let whole = try? BenchmarkName(parsing: name),
      try !store.history(of: whole, metric, on: machine).isEmpty
    {
      return whole
    }
    var known: Set<BenchmarkName> = []
    for run in try store.runs(on: machine, limit: 50) {
      known.formUnion(try store.summaries(of: run.id).keys.map(\.benchmark))
    }
    let selection = Selection(filters: [name])
    let matching = known.filter(selection.includes).sorted()
    if matching.count == 1 { return matching[0] }
    StandardError.say(
      matching.isEmpty
        ? """
        No stored run on \(machine) has a number for '\(name)'. Nearest: \
        \(NearestNames.nearest(to: name, among: known.map(\.description)).joined(separator: ", "))
        """
        : "'\(name)' begins \(matching.count) names: "
          + matching.map(\.description).joined(separator: ", "))
    throw ExitStatus.noBaseline.code
  }
}

extension Metric: ExpressibleByArgument {}
