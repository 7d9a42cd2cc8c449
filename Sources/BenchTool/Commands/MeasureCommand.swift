import ArgumentParser
import BenchModel
import Foundation
import Reports
import Statistics

struct MeasureCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Measure benchmarks and print a report.")

  @OptionGroup var selection: SelectionOptions
  @OptionGroup(title: "How to measure") var measuring: MeasuringOptions
  @OptionGroup(title: "What to print") var reporting: ReportingOptions

  @Flag(help: ArgumentHelp("Measure this debug build as it is.", visibility: .hidden))
  var debugBuild = false

  func run() async throws {
    let benchmarks = try selection.selected(from: BenchTool.benchmarks.map(\.description))
    let settings = measuring.settings
    if BuildConfiguration.isDebug && !debugBuild {
      try await ReleaseBuild.continueInRelease()
    }
    // A report that cannot be written is found out before minutes of measuring, not after.
    let destination = try reporting.destination()

    let startedAt = Date()
    let clock = ContinuousClock.now
    let before = MoodReading.now()
    let progress = ProgressReporter(color: reporting.colorsStandardError)
    let results = await SuiteDriver(
      benchmarks: benchmarks, settings: settings, executable: ProcFile.runningExecutable,
      progress: progress
    ).run()
    let run = Run(
      startedAt: startedAt.formatted(.iso8601),
      durationSeconds: clock.duration(to: .now).seconds,
      arguments: Array(CommandLine.arguments.dropFirst()), settings: settings,
      environment: await EnvironmentProbe.environment(from: before, to: .now()),
      results: results)
    progress.end()
    try destination.write(reporting.render(Report(of: run)))
    if results.contains(where: { $0.failure != nil }) { throw ExitStatus.benchmarkFailed.code }
  }
}
