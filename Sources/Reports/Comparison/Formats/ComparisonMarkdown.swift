import BenchModel
import Verdicts

/// A comparison as a comment on a pull request, in GitHub Flavored Markdown.
///
/// What changed can be seen; what did not, and how it was measured, is folded.
package struct ComparisonMarkdown {
  private let facts: ComparisonFacts
  /// Of each table and list; the rest is counted.
  private let rowsMax: Int
  private let charset = Charset.unicode

  /// GitHub refuses a comment of more than 65,536 characters, and counts some of them twice.
  package static let bytesMax = 65_000

  /// - Returns: At most `bytesMax` bytes: rows are left out, and counted, where it would be more.
  package static func render(_ report: ComparisonReport) -> String {
    let facts = ComparisonFacts(report, charset: .unicode)
    for rowsMax in [Int.max, 200, 50, 10, 1] {
      let text = ComparisonMarkdown(facts: facts, rowsMax: rowsMax).text
      if text.utf8.count <= bytesMax { return text }
    }
    return "### bench: \(facts.headline.word)\n\nThe report is too long for a comment.\n"
  }

  private var report: ComparisonReport { facts.report }
  private var format: UnitFormatter { UnitFormatter(charset: charset) }

  private var text: String {
    let changed: Set<Standing> = [.regressed, .missing, .invalid, .waived, .improved]
    let parts =
      [
        ["### " + escaped("\(sign) \(facts.headline.text)")], alert, table(changed), failures,
        objectives, warnings, reasons(changed), explanations,
        folded(.inconclusive, "Inconclusive"), folded(.equivalent, "Equivalent"), next, details,
      ]
    return parts.filter { !$0.isEmpty }.joined(separator: [""]).map { $0 + "\n" }.joined()
  }

  private var sign: String {
    switch report.outcome {
    case .passed: charset.check
    case .regressed, .failed: charset.cross
    case .invalid: "!"
    case .undecided: "?"
    }
  }

  /// Evidence that is weak, or that may not be used, is said before any number.
  private var alert: [String] {
    if report.isControlFlagged, let control = facts.controlSentence {
      return ["> [!CAUTION]", "> " + escaped(control)]
    }
    guard let trust = facts.trustSentence else { return [] }
    return report.trust == .lockstep ? [escaped(trust)] : ["> [!WARNING]", "> " + escaped(trust)]
  }

  private func table(_ standings: Set<Standing>) -> [String] {
    let findings = facts.findings.filter { standings.contains($0.standing) }
    guard !findings.isEmpty else { return [] }
    let columns = [
      ("Benchmark", ":--"), ("Metric", ":--"), ("Base", "--:"), ("Now", "--:"),
      ("Change", "--:"), (facts.intervalTitle, ":--"), ("Verdict", ":--"),
    ]
    return [MarkdownText.row(columns.map(\.0)), MarkdownText.row(columns.map(\.1))]
      + bounded(findings) {
        rows(of: $0).joined(separator: "\n")
      } rest: {
        "\n\($0) more benchmarks are left out here."
      }
  }

  private func rows(of finding: BenchmarkFinding) -> [String] {
    let name = "`\(finding.name)`"
    guard finding.missing == nil else {
      let word = "**\(finding.standing.sign(charset)) \(finding.standing.word)**"
      return [MarkdownText.row([name, "", "", "", "", "", word])]
    }
    return finding.shown.map { verdict in
      let standing = Standing(verdict)
      let word =
        report.decides(verdict)
        ? "**\(standing.sign(charset)) \(standing.word)**" : "(\(standing.word))"
      return MarkdownText.row([
        name, verdict.metricWord + (report.decides(verdict) ? " (decides)" : ""),
        escaped(format.amount(verdict.base, of: verdict.metric)),
        escaped(format.amount(verdict.candidate, of: verdict.metric)),
        verdict.change(format), verdict.changeInterval(format), word,
      ])
    }
  }

  private var objectives: [String] {
    let objectives = report.verdict.objectives
    guard !objectives.isEmpty else { return [] }
    return ["**Objectives**", ""]
      + bounded(objectives) { verdict in
        let objective = ObjectiveFacts(
          verdict: verdict, benchmark: facts.description(of: verdict.benchmark),
          charset: charset)
        return "- `\(verdict.benchmark)`: \(escaped(objective.sentence))"
      }
  }

  private var warnings: [String] {
    let sentences = facts.otherTrust + report.verdict.warnings
    guard !sentences.isEmpty else { return [] }
    return ["> [!WARNING]"]
      + bounded(sentences) {
        "> - " + escaped(charset.sentence($0))
      } rest: {
        "> - \($0) more"
      }
  }

  private var failures: [String] {
    let reasons = bounded(report.verdict.missing) { missing in
      "- `\(missing.benchmark)` gave no number: \(escaped(charset.sentence(missing.reason)))"
    }
    let failures = bounded(report.failures) { failed in
      let failure = FailureFacts(failed.benchmark, failed.failure, charset: charset)
      var lines = [
        "- `\(failure.name)` **\(failure.kind)** \(failed.place): \(escaped(failure.message))"
      ]
      if !failure.lastOutput.isEmpty {
        lines += [""] + MarkdownText.fenced(failure.lastOutput, indent: 2)
      }
      return lines.joined(separator: "\n")
    }
    return reasons + (reasons.isEmpty || failures.isEmpty ? [] : [""]) + failures
  }

  private func reasons(_ standings: Set<Standing>) -> [String] {
    let notes = notes(standings)
    return notes.isEmpty ? [] : MarkdownText.details("Why", notes)
  }

  private func notes(_ standings: Set<Standing>) -> [String] {
    bounded(facts.explained.filter { standings.contains(Standing($0)) }) {
      verdict in
      let note = FindingNote(verdict: verdict, charset: charset)
      return "- `\(verdict.benchmark)`, \(verdict.metricWord): \(escaped(note.text))"
    }
  }

  private func folded(_ standing: Standing, _ title: String) -> [String] {
    let table = table([standing])
    guard !table.isEmpty else { return [] }
    let notes = notes([standing])
    let count = facts.findings.count { $0.standing == standing }
    return MarkdownText.details("\(title): \(count)", table + (notes.isEmpty ? [] : [""] + notes))
  }

  private var explanations: [String] {
    guard !report.explanations.isEmpty else { return [] }
    let lines = report.explanations.flatMap { explanation in
      FunctionTable.lines(of: explanation, width: 100, charset: charset).map {
        $0.rendered(color: false)
      } + [""]
    }
    return MarkdownText.details(
      "Where the time went", MarkdownText.fenced(Array(lines.dropLast()), indent: 0))
  }

  private var next: [String] {
    let steps = NextStep.all(of: facts)
    guard !steps.isEmpty else { return [] }
    let commands = steps.map { "\(charset.line($0.command))  # \($0.purpose)" }
    return MarkdownText.details("What to type next", MarkdownText.fenced(commands, indent: 0))
  }

  private var details: [String] {
    let environment = EnvironmentFacts(report.environment, charset: charset)
    let sentences: [(label: String, text: String?)] = [
      ("Base", facts.identity(of: report.base)), ("Now", facts.identity(of: report.candidate)),
      ("Control", facts.controlSentence), ("Blocks", facts.droppedSentence),
      ("Change", facts.summarySentence), ("Layout", facts.layoutSentence),
      ("Processes", facts.processSentence),
      ("Allocations", facts.unchangedAllocations),
      ("Added", facts.addedSentence),
      ("Started", charset.line(report.startedAt)),
      ("Duration", format.time(report.durationSeconds)),
      ("Exit status", "\(report.exitStatus)"),
    ]
    let settings = report.settings.map {
      (label: charset.line($0.label), text: charset.line($0.text))
    }
    let told = sentences.compactMap { sentence in sentence.text.map { (sentence.label, $0) } }
    return MarkdownText.details(
      "How this was measured",
      ["| | |", "| :-- | :-- |"]
        + (told + settings + environment.facts).map { label, text in
          MarkdownText.row([escaped(label), escaped(text)])
        })
  }

  /// What is left out costs nothing, so that a huge comparison is not written five times.
  private func bounded<Item>(
    _ items: [Item], line: (Item) -> String, rest: (Int) -> String = { "- \($0) more" }
  ) -> [String] {
    guard items.count > rowsMax else { return items.map(line) }
    return items.prefix(rowsMax).map(line) + [rest(items.count - rowsMax)]
  }

  private func escaped(_ text: String) -> String { MarkdownText.escaped(text) }
}
