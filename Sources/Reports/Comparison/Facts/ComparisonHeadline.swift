import BenchModel
import Verdicts

/// The whole comparison in one sentence, for someone who reads only that one.
///
/// The first word is the outcome. Then come the causes with their names where one can be named,
/// and their number where there are more.
struct ComparisonHeadline {
  let report: ComparisonReport
  let findings: [BenchmarkFinding]
  let charset: Charset

  /// `FAIL: actors/ping-pong got 5.1 % slower than baseline main; the rest: 19 equivalent.`
  var text: String { "\(word): \(sentence)." }

  /// The outcome in capitals, which survives a log without color.
  var word: String {
    switch report.outcome {
    case .passed: "PASS"
    case .regressed, .failed: "FAIL"
    case .invalid: "INVALID"
    case .undecided: "UNDECIDED"
    }
  }

  var sentence: String {
    switch report.outcome {
    case .passed: passed
    case .regressed, .failed: failed
    case .invalid: invalid
    case .undecided: undecided
    }
  }

  private var format: UnitFormatter { UnitFormatter(charset: charset) }
  private var base: String { ComparisonFacts.label(of: report.base, charset: charset) }

  private var passed: String {
    guard !findings.isEmpty else {
      return "nothing was compared, since no benchmark is on both sides"
    }
    guard count(.equivalent) < findings.count else {
      return findings.count == 1
        ? "the one benchmark is equivalent to \(base)"
        : "all \(findings.count) benchmarks are equivalent to \(base)"
    }
    let suspects = findings.filter { $0.standing == .regressed }.map(\.name)
    guard !suspects.isEmpty else { return "no regression found against \(base) (\(tally))" }
    let rest = tally.isEmpty ? "" : "; the rest: \(tally)"
    return """
      no regression on evidence that decides, but \(names(suspects)) \
      \(suspects.count == 1 ? "looks" : "look") slower than \(base)\(rest)
      """
  }

  private var undecided: String {
    let open = count(.inconclusive) + count(.invalid)
    let objectives = report.verdict.objectives.count { $0.outcome == .undecided }
    let total = findings.count
    let clauses = [
      open == 0
        ? nil
        : "\(open) of \(total) benchmark\(total == 1 ? "" : "s") \(open == 1 ? "is" : "are") undecided",
      objectives == 0
        ? nil
        : "\(objectives) objective\(objectives == 1 ? " lies" : "s lie") within the interval",
    ]
    return (clauses.compactMap { $0 } + ["--strict asks for certainty"]).joined(separator: ", and ")
  }

  private var invalid: String {
    let causes = [control ?? "no time may be used", regressions, objectives, failures]
    return causes.compactMap { $0 }.joined(separator: "; ")
  }

  private var control: String? {
    guard report.isControlFlagged else { return nil }
    let flagged = report.verdict.control?.flagged ?? []
    let differing =
      switch flagged.count {
      case 0: "all benchmarks differ"
      case 1: "\(flagged[0]) differs"
      default: "\(flagged.count) benchmarks differ"
      }
    return "\(differing) between \(base) and its own copy, so no time may be used"
  }

  private var failed: String {
    let others = [missing, objectives, failures, control].compactMap { $0 }
    if let regressions { return ([regressions] + others).joined(separator: "; ") }
    guard others.isEmpty else {
      return "no regression found, but " + others.joined(separator: "; ")
    }
    return report.outcome == .failed
      ? "bench ends with status \(report.exitStatus), although no regression was found"
      : "the gate is red"
  }

  private var regressions: String? {
    let regressed = findings.filter { finding in
      finding.standing == .regressed && finding.decisive.map(report.decides) == true
    }
    guard let worst = regressed.first, let verdict = worst.decisive else { return nil }
    guard regressed.count > 1 else {
      return "\(worst.name) \(words(for: verdict))" + (tally.isEmpty ? "" : "; the rest: \(tally)")
    }
    return """
      \(regressed.count) of \(findings.count) benchmarks regressed against \(base), worst \
      \(worst.name) (\(verdict.change(format)) \(verdict.metricWord))
      """
  }

  private func words(for verdict: MetricVerdict) -> String {
    guard verdict.metric == .allocations else {
      let change = verdict.change(format)
      return switch change.first {
      case "+": "got \(change.dropFirst()) slower than \(base)"
      case "x": "takes \(change.dropFirst()) times as long as \(base)"
      default: "got slower than \(base)"
      }
    }
    return """
      allocates \(format.amount(verdict.candidate, of: .allocations)) times in an iteration, \
      \(format.amount(verdict.base, of: .allocations)) in \(base)
      """
  }

  private var missing: String? {
    let missing = report.verdict.missing
    guard !missing.isEmpty else { return nil }
    return "\(names(missing.map(\.benchmark))) gave no number"
  }

  private var objectives: String? {
    let missed = report.verdict.objectives.filter { $0.outcome == .missed }
    let unmeasured = report.verdict.objectives.filter { verdict in
      verdict.outcome == .unmeasured
        && !report.verdict.missing.contains { $0.benchmark == verdict.benchmark }
    }
    let clauses = [
      missed.isEmpty
        ? nil
        : names(missed.map(\.benchmark))
          + (missed.count == 1 ? " misses its objective" : " miss their objectives"),
      unmeasured.isEmpty
        ? nil
        : names(unmeasured.map(\.benchmark))
          + (unmeasured.count == 1 ? " has an objective" : " have objectives") + " but no number",
    ]
    let said = clauses.compactMap { $0 }
    return said.isEmpty ? nil : said.joined(separator: "; ")
  }

  /// Those of benchmarks that the baseline does not have; the others are missing ones.
  private var failures: String? {
    let missing = Set(report.verdict.missing.map(\.benchmark))
    let failed = report.failures.filter { !missing.contains($0.benchmark.name) }
    guard let first = failed.first else { return nil }
    guard failed.count > 1 else {
      return "\(first.benchmark.name) failed (\(FailureFacts.word(for: first.failure.kind)))"
    }
    return "\(names(failed.map(\.benchmark.name))) failed"
  }

  /// `12 equivalent, 3 improved, 5 inconclusive`, without what there is none of or is named.
  private var tally: String {
    let standings: [Standing] = [.equivalent, .improved, .inconclusive, .waived, .invalid]
    return standings.map { ($0, count($0)) }.filter { $0.1 > 0 }
      .map { "\($0.1) \($0.0.word)" }.joined(separator: ", ")
  }

  private func count(_ standing: Standing) -> Int { findings.count { $0.standing == standing } }

  private func names(_ names: [BenchmarkName]) -> String {
    names.count <= 2
      ? names.map(\.description).joined(separator: " and ") : "\(names.count) benchmarks"
  }
}
