import BenchModel
import Verdicts

/// A comparison as annotations on a commit, printed in a step of GitHub Actions.
///
/// Errors are what fails the gate, warnings what weakens it, notices the rest that is worth a
/// line; equivalent benchmarks have none. GitHub shows ten of each level from a step, so the
/// tenth counts those that it stands for.
package struct GitHubAnnotations {
  private let facts: ComparisonFacts
  private let charset = Charset.unicode

  package static let shownMax = 10

  package static func render(_ report: ComparisonReport) -> String {
    GitHubAnnotations(facts: ComparisonFacts(report, charset: .unicode)).commands
      .map { $0.text + "\n" }.joined()
  }

  private var report: ComparisonReport { facts.report }

  private var commands: [WorkflowCommand] {
    let all = [headline] + missing + objectives + failures + verdicts + warnings
    return WorkflowCommand.Level.allCases.flatMap { level in
      bounded(all.filter { $0.level == level })
    }
  }

  private var headline: WorkflowCommand {
    WorkflowCommand(
      report.outcome == .passed ? .notice : .error, title: "bench: \(facts.headline.word)",
      message: [facts.headline.sentence, facts.trustSentence].compactMap { $0 }
        .joined(separator: "\n"))
  }

  private var missing: [WorkflowCommand] {
    report.verdict.missing.map { missing in
      WorkflowCommand(
        .error, title: "\(missing.benchmark): no number",
        message: charset.sentence(missing.reason))
    }
  }

  private var objectives: [WorkflowCommand] {
    report.verdict.objectives.filter { $0.outcome != .met }.map { verdict in
      let objective = ObjectiveFacts(
        verdict: verdict, benchmark: facts.description(of: verdict.benchmark), charset: charset)
      return WorkflowCommand(
        verdict.outcome == .undecided ? undecided : .error,
        title: "\(verdict.benchmark): objective \(objective.word)",
        message: objective.sentence)
    }
  }

  private var failures: [WorkflowCommand] {
    report.failures.map { failed in
      let failure = FailureFacts(failed.benchmark, failed.failure, charset: charset)
      return WorkflowCommand(
        .error, title: "\(failure.name): \(failure.kind)",
        message: "\(failed.place): \(failure.message)")
    }
  }

  private var verdicts: [WorkflowCommand] {
    facts.explained.map { verdict in
      let format = UnitFormatter(charset: charset)
      let note = FindingNote(verdict: verdict, charset: charset)
      let standing = Standing(verdict)
      return WorkflowCommand(
        level(of: verdict), title: "\(verdict.benchmark): \(verdict.metricWord) \(standing.word)",
        message: verdict.sentence(format, charset: charset) + "\n" + note.text)
    }
  }

  private func level(of verdict: MetricVerdict) -> WorkflowCommand.Level {
    switch Standing(verdict) {
    case .regressed, .missing: verdict.isGating ? .error : .warning
    case .invalid: verdict.isGating ? undecided : .notice
    case .inconclusive: verdict.isGating ? undecided : .notice
    case .waived, .improved, .equivalent: .notice
    }
  }

  private var warnings: [WorkflowCommand] {
    (facts.warnings + facts.otherTrust).map {
      WorkflowCommand(.warning, title: "bench: before you trust this", message: $0)
    }
  }

  /// What is open is an error where certainty was asked for.
  private var undecided: WorkflowCommand.Level { report.outcome == .undecided ? .error : .warning }

  private func bounded(_ commands: [WorkflowCommand]) -> [WorkflowCommand] {
    guard commands.count > Self.shownMax else { return commands }
    let rest = commands.dropFirst(Self.shownMax - 1)
    let titles = rest.map(\.title).joined(separator: "\n")
    return commands.prefix(Self.shownMax - 1) + [
      WorkflowCommand(
        rest[rest.startIndex].level, title: "bench: \(rest.count) more", message: titles)
    ]
  }
}
