import ArgumentParser
import Foundation
import Reports

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Say what keeps this machine from measuring well, and what to type against it.",
    discussion: """
      It computes for a moment to see what disturbs a computing thread, compares this build with \
      itself to see how small a change can be found here, and changes nothing.

      Exit status: 0 even with warnings, 1 when something blocks measuring.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table, json
  }

  @Option(help: "Print the findings in this format.")
  var format = Format.table

  @Option(
    help: ArgumentHelp(
      "Write the findings to this file in place of standard output.", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("Compute this long while watching.", valueName: "seconds"))
  var seconds: Double = 2

  @OptionGroup(title: "Where the store is") var storing: StoreOptions

  @Flag(help: ArgumentHelp("Try this build as it is.", visibility: .hidden))
  var asBuilt = false

  func validate() throws {
    guard (0.1...60).contains(seconds) else {
      throw ValidationError("'--seconds' must be from 0.1 to 60, got \(seconds.asTyped).")
    }
  }

  func run() async throws {
    let destination = try ReportDestination(path: output)
    if !asBuilt && !MeasuringBuild.isRunning { try await MeasuringBuild.goOnThere() }
    // How small a change can be found is asked of a comparison as the gate makes it.
    if let warning = AddressRandomization.goOnWithout() { StandardError.say(warning) }
    let findings = await Doctor.findings(seconds: seconds, storePath: storing.path)
    let noise = await NoiseProbe(
      benchmarks: BenchTool.benchmarks.map(\.description), executable: ProcFile.runningExecutable
    ).noise()
    let report = DoctorReport(findings: findings, noise: noise)
    try destination.write(text(of: report))
    if report.worst == .blocking { throw ExitStatus.toolFailed.code }
  }

  private func text(of report: DoctorReport) throws -> String {
    switch format {
    case .json: return try JSONDoctor.render(report)
    case .table:
      let isTerminal = output == nil && isatty(STDOUT_FILENO) == 1
      // https://no-color.org: any value but the empty one.
      let noColor = ProcessInfo.processInfo.environment["NO_COLOR"] ?? ""
      return TerminalDoctor.render(
        report, width: Terminal.tableWidth(to: output),
        color: isTerminal && noColor.isEmpty)
    }
  }
}
