import ArgumentParser
import Baselines
import BenchModel
import Foundation
import Reports
import Statistics
import Verdicts

struct MeasureCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Measure benchmarks and print a report.")

  @OptionGroup var selection: SelectionOptions
  @OptionGroup(title: "How to measure") var measuring: MeasuringOptions
  @OptionGroup(title: "What to compare with") var comparing: ComparingOptions
  @OptionGroup(title: "What to print") var reporting: ReportingOptions
  @OptionGroup(title: "Where to keep it") var storing: StoreOptions

  @Flag(
    help: """
      Profile each benchmark after measuring it, keep the stacks with the run, and print the \
      functions that take most.
      """)
  var profile = false

  @Flag(help: ArgumentHelp("Measure this build as it is.", visibility: .hidden))
  var asBuilt = false

  func validate() throws {
    try reporting.validate(isComparing: comparing.isComparing)
    if profile && comparing.isComparing {
      throw ValidationError(
        "'--profile' goes with measuring. Comparing takes '--explain', which profiles what regressed."
      )
    }
  }

  func run() async throws {
    let declared = BenchTool.benchmarks.map(\.description)
    let selected = try selection.selected(from: declared)
    if !asBuilt && !MeasuringBuild.isRunning { try await MeasuringBuild.goOnThere() }
    let randomization = comparing.isComparing ? AddressRandomization.goOnWithout() : nil
    // What cannot be written is found out before minutes of measuring, not after.
    let destinations = try reporting.destinations()
    let store = try storing.open()
    if let reason = store.readOnlyReason {
      if comparing.saveBaseline != nil {
        throw StoreError.readOnly(path: store.path, reason: reason)
      }
      StandardError.say("This run will not be remembered: \(reason)")
    }
    if comparing.isComparing {
      try await compare(
        selected, declared: declared, store: store, destinations: destinations,
        randomization: randomization)
    } else {
      try await measure(selected, declared: declared, store: store, destinations: destinations)
    }
  }

  private func compare(
    _ selected: [BenchmarkDescription], declared: [BenchmarkDescription], store: Store,
    destinations: ReportDestinations, randomization: String?
  ) async throws {
    let settings = measuring.settings
    let report = try await Comparator(
      selected: selected, declared: declared, isSelected: selection.includes, store: store,
      options: comparing, measuring: settings,
      comparisonSeconds: measuring.timeLimit ?? (comparing.thorough ? 3 : 1),
      policy: try comparing.policy(seed: settings.seed), randomization: randomization
    ).run()
    try destinations.write { try reporting.render(report, as: $0, to: $1) }
    if report.exitStatus != 0 { throw ExitCode(report.exitStatus) }
  }

  private func measure(
    _ selected: [BenchmarkDescription], declared: [BenchmarkDescription], store: Store,
    destinations: ReportDestinations
  ) async throws {
    // A name that cannot be is found out first, too.
    let name = try comparing.saveBaseline.map { text in
      do throws(BaselineNameError) {
        return try BaselineName(parsing: text)
      } catch {
        throw ValidationError(error.description)
      }
    }
    let profiler = profile ? try await RunProfiler(timeout: measuring.timeout) : nil
    let settings = measuring.settings
    let startedAt = Date()
    let clock = ContinuousClock.now
    let before = MoodReading.now()
    let progress = ProgressReporter(color: reporting.colorsStandardError)
    let results = await SuiteDriver(
      benchmarks: selected, settings: settings, executable: ProcFile.runningExecutable,
      progress: progress
    ).run()
    let run = Run(
      startedAt: startedAt.formatted(.iso8601),
      durationSeconds: clock.duration(to: .now).seconds,
      arguments: Array(CommandLine.arguments.dropFirst()), settings: settings,
      environment: await EnvironmentProbe.environment(from: before, to: .now()),
      results: results)
    progress.end()
    let report = Report(of: run)
    // The report first: what was measured must not be lost because it cannot be stored.
    try destinations.write { try reporting.render(report, as: $0, to: $1) }
    let objectives = report.objectives
    for objective in objectives where objective.outcome == .missed {
      StandardError.say(ObjectiveText.sentence(on: objective))
    }
    let isKept = store.readOnlyReason == nil
    if isKept { try remember(run, as: name, declared: declared, in: store) }
    if let profiler { try show(await profiler.profile(run, in: isKept ? store : nil)) }
    if results.contains(where: { $0.failure != nil }) { throw ExitStatus.benchmarkFailed.code }
    if objectives.contains(where: { $0.outcome == .missed }) { throw ExitStatus.regression.code }
  }

  /// Beside the report: what a program reads from standard output stays as it is.
  private func show(_ profiles: [HotFunctions]) throws {
    let text = profiles.map {
      FunctionTable.render($0, width: Terminal.tableWidth())
    }.joined(separator: "\n")
    if reporting.format == .table && reporting.output == nil {
      try ReportDestination(path: nil).write("\n" + text)
    } else {
      StandardError.say("Where the time went\n\(text)")
    }
  }

  private func remember(
    _ run: Run, as name: BaselineName?, declared: [BenchmarkDescription], in store: Store
  ) throws {
    let keeper = BaselineKeeper(store: store)
    let id = try keeper.remember(run)
    guard let name else { return }
    let failed = run.results.filter { $0.failure != nil }.map(\.benchmark.name.description)
    guard failed.isEmpty else {
      StandardError.say(
        """
        '\(name)' was not set, since it would lack \(failed.joined(separator: ", ")). The run is \
        kept as \(id.short).
        """)
      return
    }
    let warning = try keeper.name(run, id, as: name, executable: ProcFile.executablePath())
    StandardError.say("Baseline '\(name)' is now run \(id.short).")
    if let warning { StandardError.say(warning) }
    if comparing.commitBaseline {
      let path = try keeper.commit(run, as: name, declared: Set(declared.map(\.name)))
      StandardError.say("Wrote \(path), which belongs in git.")
    }
  }
}
