import BenchModel
import Verdicts

/// A comparison as JUnit XML: one test case for each benchmark, which is what Jenkins, GitLab
/// and the usual GitHub actions draw tables from.
///
/// - What makes the gate red is a `failure`, with the reason as its message: regressed, no
///   number, an objective missed. All reasons of a benchmark stand in one element, since readers
///   show only the first.
/// - What is inconclusive is `skipped`, with the smallest change that could have been found:
///   Jenkins and GitLab show it apart from what passed and do not fail for it. Where certainty
///   was asked for it is a failure, since the gate then fails.
/// - A flagged control arm is an `error` in a case of its own, and every case that is no failure
///   for another reason is skipped: none of them was tested.
/// - Improved, equivalent and waived ones pass, with their numbers as `system-out`.
///
/// The class name is the benchmark's path with dots, by which Jenkins groups. A case has no
/// `time`: it would be read as the benchmark's result.
///
/// - Source: the JUnit schema of Jenkins' xUnit plugin, `junit-10.xsd`.
package struct JUnitReport {
  private enum Result {
    case passed
    case failed(type: String, message: String)
    case skipped(message: String)
    case error(type: String, message: String)
  }

  private struct Case {
    let className: String
    let name: String
    let result: Result
    let output: [String]
  }

  private let facts: ComparisonFacts
  private let charset = Charset.unicode

  package static func render(_ report: ComparisonReport) -> String {
    JUnitReport(facts: ComparisonFacts(report, charset: .unicode)).text
  }

  private var report: ComparisonReport { facts.report }

  private var text: String {
    let cases = allCases
    func count(_ matches: (Result) -> Bool) -> Int { cases.count { matches($0.result) } }
    let failures = count { if case .failed = $0 { true } else { false } }
    let skipped = count { if case .skipped = $0 { true } else { false } }
    let errors = count { if case .error = $0 { true } else { false } }
    let attributes = """
      tests="\(cases.count)" failures="\(failures)" errors="\(errors)" skipped="\(skipped)" \
      time="\(Decimals.text(report.durationSeconds, places: 3))"
      """
    // The schema wants a time without a zone.
    let started = charset.line(report.startedAt).prefix { $0 != "Z" }
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<testsuites name=\"bench\" \(attributes)>",
      "  <testsuite name=\"bench\" timestamp=\"\(XMLText.escaped(String(started)))\" \(attributes)>",
    ]
    lines += cases.flatMap(element)
    let summary = ([facts.headline.text, facts.trustSentence].compactMap { $0 } + facts.warnings)
      .joined(separator: "\n")
    lines.append("    <system-out>\(XMLText.escaped(summary))</system-out>")
    return (lines + ["  </testsuite>", "</testsuites>"]).map { $0 + "\n" }.joined()
  }

  private var allCases: [Case] {
    // Alphabetical, so that one build's file can be compared with another's.
    let benchmarks = facts.findings.sorted { $0.name < $1.name }.map(testCase)
    let known = Set(facts.findings.map(\.name))
    let others = Set(
      report.failures.map(\.benchmark.name) + report.verdict.objectives.map(\.benchmark)
    ).subtracting(known).sorted()
    return control + benchmarks
      + others.map { name in
        Case(
          className: className(name), name: name.description,
          result: result(of: name, reasons: []), output: [])
      }
  }

  private func testCase(_ finding: BenchmarkFinding) -> Case {
    var reasons: [(type: String, message: String)] = []
    if let missing = finding.missing {
      reasons.append(("missing", "no number: \(charset.sentence(missing.reason))"))
    }
    for verdict in finding.verdicts where report.decides(verdict) && Standing(verdict) == .regressed
    {
      reasons.append(("regressed", sentence(verdict)))
    }
    var result = result(of: finding.name, reasons: reasons)
    if case .passed = result {
      let open = finding.explained.filter {
        Standing($0) == .inconclusive || Standing($0) == .invalid
      }
      if !open.isEmpty {
        let message = open.map {
          "\(sentence($0)): \(FindingNote(verdict: $0, charset: charset).text)"
        }
        .joined(separator: "; ")
        result =
          report.outcome == .undecided
          ? .failed(type: "undecided", message: message) : .skipped(message: message)
      }
    }
    return Case(
      className: className(finding.name), name: finding.name.description, result: result,
      output: finding.verdicts.map(sentence)
        + finding.explained.filter(report.isUsable).map { verdict in
          let note = FindingNote(verdict: verdict, charset: charset)
          return "\(verdict.metricWord): \(note.text)"
        })
  }

  /// With the benchmark's objective and failure added to what else speaks against it.
  private func result(
    of name: BenchmarkName, reasons: [(type: String, message: String)]
  ) -> Result {
    var reasons = reasons
    for verdict in report.verdict.objectives where verdict.benchmark == name {
      switch verdict.outcome {
      case .met: continue
      case .undecided: guard report.outcome == .undecided else { continue }
      case .missed, .unmeasured: break
      }
      let objective = ObjectiveFacts(
        verdict: verdict, benchmark: facts.description(of: name), charset: charset)
      reasons.append(
        ("objective", "objective \(objective.sentence)"))
    }
    for failed in report.failures where failed.benchmark.name == name {
      let failure = FailureFacts(failed.benchmark, failed.failure, charset: charset)
      reasons.append(("failed", "\(failure.kind) \(failed.place): \(failure.message)"))
    }
    guard let first = reasons.first else {
      return report.isControlFlagged
        ? .skipped(message: "the control arm was flagged, so no time may be used") : .passed
    }
    return .failed(type: first.type, message: reasons.map(\.message).joined(separator: "; "))
  }

  private var control: [Case] {
    guard report.verdict.control != nil || report.isControlFlagged else { return [] }
    let sentence = facts.controlSentence ?? facts.headline.text
    return [
      Case(
        className: "bench", name: "control: base against its own copy",
        result: report.isControlFlagged ? .error(type: "invalid", message: sentence) : .passed,
        output: [sentence])
    ]
  }

  private func sentence(_ verdict: MetricVerdict) -> String {
    """
    \(verdict.metricWord) \(Standing(verdict).word): \
    \(verdict.sentence(UnitFormatter(charset: charset), charset: charset))
    """
  }

  private func className(_ name: BenchmarkName) -> String {
    (["bench"] + name.path.split(separator: "/").map(String.init)).joined(separator: ".")
  }

  private func element(_ testCase: Case) -> [String] {
    let open = """
          <testcase classname="\(XMLText.escaped(testCase.className))" \
      name="\(XMLText.escaped(testCase.name))">
      """
    let inner =
      switch testCase.result {
      case .passed: [String]()
      case .failed(let type, let message): [outcome("failure", type: type, message)]
      case .error(let type, let message): [outcome("error", type: type, message)]
      case .skipped(let message): ["      <skipped message=\"\(XMLText.escaped(message))\"/>"]
      }
    let output =
      testCase.output.isEmpty
      ? []
      : [
        "      <system-out>\(XMLText.escaped(testCase.output.joined(separator: "\n")))</system-out>"
      ]
    return [open] + inner + output + ["    </testcase>"]
  }

  /// GitLab shows the content, Jenkins the message.
  private func outcome(_ element: String, type: String, _ message: String) -> String {
    let text = XMLText.escaped(message)
    return "      <\(element) type=\"\(type)\" message=\"\(text)\">\(text)</\(element)>"
  }
}
