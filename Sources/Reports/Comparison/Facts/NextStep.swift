import BenchModel
import Verdicts

/// A command to type after reading the report, with what it is for.
struct NextStep {
  let command: String
  let purpose: String

  private static let namesMax = 3

  /// At most a few for each kind of finding: a list of forty commands is none.
  static func all(of facts: ComparisonFacts) -> [NextStep] {
    let report = facts.report
    let findings = facts.findings
    if isImported(report) {
      // Nothing of it can be run from here.
      let isOpen = findings.contains { $0.standing == .inconclusive }
      return isOpen
        ? [
          NextStep(
            command: "bench import <results> <results> <results>",
            purpose: "several runs of the harness as one, which can be judged")
        ] : []
    }
    var steps: [NextStep] = []
    if report.isControlFlagged {
      steps.append(
        NextStep(command: "bench doctor", purpose: "what disturbs measuring on this machine"))
      steps += again(report, [], ["--thorough"], "the same with more samples")
    }
    func names(_ standing: Standing) -> [BenchmarkName] {
      findings.filter { $0.standing == standing }.map(\.name)
    }
    let tooSlow = report.verdict.objectives.filter { $0.outcome == .missed }.map(\.benchmark)
    let slower = findings.filter {
      $0.standing == .regressed && $0.decisive.map(report.isUsable) == true
    }.map(\.name)
    let allocating = Set(
      findings.filter { $0.decisive?.metric == .allocations }.map(\.name))
    let profiled = (slower + tooSlow.filter { !slower.contains($0) }).prefix(namesMax)
    steps += profiled.map { name in
      NextStep(
        command: "bench profile \(name)",
        purpose: allocating.contains(name)
          ? "what leads to malloc and swift_allocObject" : "where its time goes")
    }
    steps += failing(facts).prefix(namesMax).map { name in
      NextStep(command: "bench \(name)", purpose: "the failure by itself")
    }
    let explained = Set(failing(facts))
    if report.verdict.missing.contains(where: { !explained.contains($0.benchmark) }) {
      steps.append(NextStep(command: "bench list", purpose: "what is declared now"))
    }
    let open = names(.inconclusive) + names(.invalid)
    if !open.isEmpty, report.trust == .lockstep, !report.isControlFlagged {
      let few = open.count <= namesMax ? open.map(\.description) : []
      steps += again(report, few, ["--time-limit", "3"], "longer, for what is inconclusive")
      steps += again(report, few, ["--thorough"], "with more samples in each process pair")
    }
    return steps + better(report)
  }

  private static func isImported(_ report: ComparisonReport) -> Bool {
    !report.benchmarks.isEmpty
      && report.benchmarks.allSatisfy { $0.tags.contains(BenchmarkDescription.importedTag) }
  }

  /// Stronger evidence than numbers alone, where only these were had.
  private static func better(_ report: ComparisonReport) -> [NextStep] {
    switch report.trust {
    case .lockstep: []
    case .history:
      again(report, [], ["--rebuild"], "builds the old executable again and runs both in turn")
    case .stored:
      [
        NextStep(
          command: "bench --baseline NAME",
          purpose: "runs both executables in turn, without the drift")
      ]
    }
  }

  /// Those that have a failure to look at; what else is missing may have been renamed.
  private static func failing(_ facts: ComparisonFacts) -> [BenchmarkName] {
    var seen: Set<BenchmarkName> = []
    return facts.report.failures.map(\.benchmark.name).filter { seen.insert($0).inserted }
  }

  private static func again(
    _ report: ComparisonReport, _ names: [String], _ options: [String], _ purpose: String
  ) -> [NextStep] {
    guard !report.baseArguments.isEmpty else { return [] }
    let words = ["bench"] + names + report.baseArguments.map(quoted) + options
    return [NextStep(command: words.joined(separator: " "), purpose: purpose)]
  }

  /// As a POSIX shell reads it back.
  private static func quoted(_ argument: String) -> String {
    let plain = PlainText.line(argument)
    let isSafe = plain.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "+"),
        UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: ","):
        true
      default: false
      }
    }
    guard !isSafe || plain.isEmpty else { return plain }
    return "'"
      + plain.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
  }
}
