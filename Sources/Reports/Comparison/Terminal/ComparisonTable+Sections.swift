import BenchModel
import Verdicts

/// What stands below the rows.
extension ComparisonTable {
  var sections: [[StyledLine]] {
    [
      missing, failures, objectives,
      notes("Regressed", .regressed, .red), notes("Invalid", .invalid, .red),
      notes("Inconclusive", .inconclusive, .yellow), notes("Waived", .waived, .yellow),
      notes("Improved", .improved, .plain), explanations, warnings, sums,
    ]
  }

  private var explanations: [StyledLine] {
    let explanations = facts.report.explanations
    guard !explanations.isEmpty else { return [] }
    return [StyledLine("Where the time went")]
      + explanations.flatMap { FunctionTable.lines(of: $0, width: width, charset: charset) }
  }

  /// The commands can be pasted with their comments.
  var next: [StyledLine] {
    let steps = NextStep.all(of: facts)
    guard !steps.isEmpty else { return [] }
    return [StyledLine("Next")]
      + steps.flatMap { step -> [StyledLine] in
        let command = charset.line(step.command)
        let comment = "# \(step.purpose)"
        let line = "\(command)  \(comment)"
        guard CellWidth.of(line) + 2 > width else { return wrapped(line, indent: 2) }
        return wrapped(comment, indent: 2, style: .dim) + wrapped(command, indent: 2, hanging: 4)
      }
  }

  func circumstances(leftOut: [String]) -> [StyledLine] {
    let report = facts.report
    let environment = EnvironmentFacts(report.environment, charset: charset)
    var lines: [StyledLine] = []
    if let warning = environment.buildWarning { lines += wrapped(warning, style: .yellow) }
    if !leftOut.isEmpty {
      lines += wrapped(
        "Left out at this width: \(leftOut.joined(separator: ", ")).", style: .dim)
    }
    let sentences = [
      "Base: \(facts.identity(of: report.base)).",
      "Now: \(facts.identity(of: report.candidate)).",
      facts.measured, "\(facts.build), \(environment.machineSentence)", legend,
      "Exit status \(report.exitStatus).",
    ]
    return lines
      + sentences.filter { !$0.isEmpty }.flatMap { wrapped($0, hanging: 2, style: .dim) }
  }

  private var legend: String {
    guard !facts.findings.isEmpty else { return "" }
    let decides =
      facts.decides ? "* decides; a verdict in brackets is shown only." : "No verdict here decides."
    return "\(decides) base, now: of one iteration. interval: of the change, in %."
  }

  private var missing: [StyledLine] {
    let missing = facts.report.verdict.missing
    guard !missing.isEmpty else { return [] }
    return [StyledLine("No number", .red)]
      + missing.flatMap { missing in
        wrapped(
          "\(missing.benchmark): \(charset.sentence(missing.reason))", indent: 2, hanging: 4)
      }
  }

  private var failures: [StyledLine] {
    guard !facts.report.failures.isEmpty else { return [] }
    return [StyledLine("Failures", .red)]
      + facts.report.failures.flatMap { failed in
        FailureFacts(failed.benchmark, failed.failure, charset: charset)
          .lines(width: width, place: ", \(failed.place)")
      }
  }

  private var objectives: [StyledLine] {
    let objectives = facts.report.verdict.objectives
    guard !objectives.isEmpty else { return [] }
    return [StyledLine("Objectives")]
      + objectives.flatMap { verdict in
        let objective = ObjectiveFacts(
          verdict: verdict, benchmark: facts.description(of: verdict.benchmark), charset: charset)
        return wrapped(
          "\(verdict.benchmark): \(objective.sentence)", indent: 2, hanging: 4,
          style: objective.style)
      }
  }

  /// A section for the verdicts of one standing, in the order of the table.
  private func notes(
    _ title: String, _ standing: Standing, _ style: StyledLine.Style
  ) -> [StyledLine] {
    let explained = facts.explained.filter { Standing($0) == standing }
    guard !explained.isEmpty else { return [] }
    return [StyledLine(title, style)]
      + explained.flatMap { verdict in
        let note = FindingNote(verdict: verdict, charset: charset)
        return wrapped("\(note.subject): \(note.text)", indent: 2, hanging: 4)
      }
  }

  private var warnings: [StyledLine] {
    guard !facts.warnings.isEmpty else { return [] }
    return [StyledLine("Warnings", .yellow)]
      + facts.warnings.flatMap { wrapped($0, indent: 2, hanging: 4) }
  }

  /// What holds for all benchmarks together.
  private var sums: [StyledLine] {
    let control = facts.report.isControlFlagged ? nil : facts.controlSentence
    let sentences = [
      facts.addedSentence, facts.unchangedAllocations, control.map { "Control: \($0)" },
      facts.droppedSentence, facts.summarySentence, facts.layoutSentence, facts.processSentence,
    ]
    return (sentences.compactMap { $0 } + facts.otherTrust).flatMap { wrapped($0, hanging: 2) }
  }
}
