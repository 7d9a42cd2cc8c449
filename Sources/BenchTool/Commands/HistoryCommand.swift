import ArgumentParser
import Baselines
import BenchModel
import Foundation
import Reports

struct HistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract:
      "Show benchmarks over the stored runs of this kind of machine, and where they changed.",
    discussion: """
      Without a name, all benchmarks have a row each: where the level changed last, and how far the \
      latest runs have drifted since the last release, which is the newest git tag whose commit was \
      measured, or since the best stretch. With the name of one, its runs have a row each.

      Ordinary runs, baselines and comparisons all leave a point. Runs of other machines make no \
      history with those of this one; --machine shows theirs.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table, markdown, json
  }

  @Argument(
    help: """
      Only benchmarks whose name, or a part of it after a '/', begins with this text, or whose \
      whole name matches this pattern of * and ?. A single one is shown run by run.
      """)
  var filter: String?

  @Option(help: "The quantity to show: cpu_time, wall_time or allocations.")
  var metric = Metric.wallTime

  @Option(
    help: ArgumentHelp(
      "The class of machines, as 'bench baselines' prints it. (default: this one's)",
      valueName: "class"))
  var machine: String?

  @Option(
    help: ArgumentHelp(
      "Tell the drift since this git tag or baseline. (default: the newest tag that was measured)",
      valueName: "name"))
  var release: String?

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
    let histories = try selected(from: store.histories(of: metric, on: here), in: store, on: here)
    let releases = try await ReleaseFinder(store: store).releases(named: release)
    let reports = HistoryAnalysis(metric: metric, machine: here.text, releases: releases)
      .reports(on: histories.mapValues { Array($0.suffix(last)) })
    if let release, !reports.isEmpty, reports.allSatisfy({ $0.releaseRuns == nil }) {
      StandardError.say("No run shown here is of '\(release)', so no drift since then is told.")
    }
    let isSingle = filter != nil && reports.count == 1
    let width = Terminal.tableWidth(to: output)
    let color = output == nil && isatty(STDOUT_FILENO) == 1
    if isSingle {
      let report = reports[0].report
      switch format {
      case .table: try destination.write(HistoryTable.render(report, width: width, color: color))
      case .markdown: try destination.write(HistoryMarkdown.render(report))
      case .json: try destination.write(HistoryJSON.render(report))
      }
      return
    }
    let report = SuiteHistoryReport(
      metric: metric, machine: here.text, benchmarks: reports.map(\.report))
    switch format {
    case .table: try destination.write(SuiteHistoryTable.render(report, width: width, color: color))
    case .markdown: try destination.write(SuiteHistoryMarkdown.render(report))
    case .json: try destination.write(HistoryJSON.render(report))
    }
  }

  /// The benchmark of that whole name, or all that the filter asks for.
  ///
  /// - Throws: `ExitStatus.noBaseline`, once it was said that there is nothing.
  private func selected(
    from all: [BenchmarkName: [HistoryPoint]], in store: Store, on machine: MachineClass
  ) throws -> [BenchmarkName: [HistoryPoint]] {
    guard let filter else { return all }
    if let whole = try? BenchmarkName(parsing: filter) {
      let current = try store.currentName(of: whole)
      if let points = all[current] { return [current: points] }
    }
    let selection = Selection(filters: [filter])
    let matching = all.filter { selection.includes($0.key) }
    if !matching.isEmpty { return matching }
    let nearest = NearestNames.nearest(to: filter, among: all.keys.map(\.description))
    StandardError.say(
      "No stored run on \(machine) has a number for '\(filter)'."
        + (nearest.isEmpty ? "" : " Nearest: \(nearest.joined(separator: ", "))"))
    throw ExitStatus.noBaseline.code
  }
}

extension Metric: ExpressibleByArgument {}
