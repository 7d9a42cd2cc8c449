import BenchModel

/// The self test as a page in GitHub Flavored Markdown, such as METHODOLOGY.md quotes it.
package struct SelftestMarkdown {
  private let facts: SelftestFacts
  private let charset = Charset.unicode

  package static func render(_ report: SelftestReport) -> String {
    let page = SelftestMarkdown(facts: SelftestFacts(report: report, charset: .unicode))
    let parts = [
      ["## Self test"], [escaped(page.facts.headline)], page.sideBySide, page.everything,
      page.environment,
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: [""]).map { $0 + "\n" }.joined()
  }

  private var sideBySide: [String] {
    guard !facts.report.rows.isEmpty else { return [] }
    let rules = facts.rules
    return [
      MarkdownText.row([""] + rules.map { Self.escaped(facts.longName(of: $0)) }),
      MarkdownText.row([":--"] + rules.map { _ in "--:" }),
    ]
      + facts.groups.flatMap { group in
        [MarkdownText.row(["**\(group.title)**"] + rules.map { _ in "" })]
          + group.trials.map { trial in
            MarkdownText.row(
              [facts.name(of: trial)]
                + rules.map { rule in
                  let rate = facts.row(trial, rule)?.rate
                  let interval = facts.interval(rate)
                  return Self.escaped(
                    facts.percent(rate) + (interval.isEmpty ? "" : " (\(interval))"))
                })
          }
      }
      + ["", "Rates with their 95 % intervals (Clopper-Pearson)."]
  }

  private var everything: [String] {
    guard !facts.report.rows.isEmpty else { return [] }
    let titles = [
      "Trial", "Rule", "Gates", "Red", "Rate", "Found", "Missed", "Wrong sign", "s/benchmark",
    ]
    let rows = facts.groups.flatMap(\.trials).flatMap { trial in
      facts.rules.compactMap { rule in facts.row(trial, rule).map(counts) }
    }
    return MarkdownText.details(
      "Every count",
      [
        MarkdownText.row(titles),
        MarkdownText.row([":--", ":--"] + titles.dropFirst(2).map { _ in "--:" }),
      ] + rows)
  }

  /// What does not apply to the trial is left empty.
  private func counts(of row: SelftestReport.Row) -> String {
    var trial = facts.name(of: row.trial)
    var hasWork = false
    if case .power(_, let body) = row.trial {
      trial += ", \(body.rawValue)"
      hasWork = true
    }
    return MarkdownText.row([
      trial, Self.escaped(facts.longName(of: row.rule)), "\(row.gates)",
      hasWork ? "" : "\(row.redGates)", Self.escaped(facts.percent(row.rate)),
      hasWork ? "\(row.found)" : "", hasWork ? "\(row.missed)" : "", "\(row.wrongSign)",
      Self.escaped(row.secondsPerBenchmark.map { Decimals.threeDigits($0).text } ?? ""),
    ])
  }

  private var environment: [String] {
    let report = facts.report
    let environment = EnvironmentFacts(report.environment, charset: charset)
    let run = [
      (label: "Started", text: charset.line(report.startedAt)),
      (label: "Duration", text: UnitFormatter(charset: charset).time(report.durationSeconds)),
    ]
    let settings = report.settings.map {
      (label: charset.line($0.label), text: charset.line($0.text))
    }
    return MarkdownText.details(
      "Environment",
      ["| | |", "| :-- | :-- |"]
        + (run + settings + environment.facts).map { label, text in
          MarkdownText.row([Self.escaped(label), Self.escaped(text)])
        })
  }

  private static func escaped(_ text: String) -> String { MarkdownText.escaped(text) }
}
