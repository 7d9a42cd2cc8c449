import BenchModel
import Statistics

/// How much was measured, and how its numbers are to be read.
struct RunFacts {
  let report: Report
  let charset: Charset

  /// `3 benchmarks in 42.0 s, 1 failed: 5 processes and 290–300 samples each.`
  var measured: String {
    let rows = report.rows.count
    let failed = report.failures.count
    let summaries = report.summaries
    let format = UnitFormatter(charset: charset)
    let head =
      "\(rows) benchmark\(rows == 1 ? "" : "s") in \(format.time(report.run.durationSeconds))"
      + (failed == 0 ? "" : ", \(failed) failed")
    guard !summaries.isEmpty else { return head + "." }
    let processes = range(summaries.map(\.processes), of: "process", plural: "processes")
    let samples = range(summaries.map(\.samples), of: "sample", plural: "samples")
    let seed = "Seed \(report.run.settings.seed)."
    return "\(head): \(processes) and \(samples)\(summaries.count == 1 ? "" : " each"). \(seed)"
  }

  /// What the numbers in these columns are; empty without columns.
  func legend(of columns: [TableColumn]) -> String {
    columns.compactMap { column in
      switch column {
      case .median: "Median: of one iteration's wall clock, averaged over processes."
      case .interval: "\(charset.plusMinus): half of its \(coverage) interval."
      case .allocations: "Allocations: calls per iteration."
      case .density:
        "Density: samples from their 1st to their 99th percentile, the rest in the outermost bins."
      case .doubt, .throughput: nil
      }
    }.joined(separator: " ")
  }

  /// Every setting and circumstance of the run with a label.
  var facts: [(label: String, text: String)] {
    let run = report.run
    let settings = run.settings
    let format = UnitFormatter(charset: charset)
    return [
      ("Started", charset.line(run.startedAt)),
      ("Duration", format.time(run.durationSeconds)),
      ("Arguments", run.arguments.map(charset.line).joined(separator: " ")),
      ("Processes asked for", "\(settings.processes)"),
      ("Samples per process", settings.samplesPerProcess.map { "\($0)" } ?? "by stopping rule"),
      ("Interval asked for", charset.plusMinus + format.percent(settings.targetRelativeInterval)),
      ("Time limit of a benchmark", format.time(settings.timeLimitSeconds)),
      ("Time budget of the suite", settings.timeBudgetSeconds.map(format.time) ?? "none"),
      ("Time of a sample", format.time(settings.sampleSeconds)),
      ("Seed", "\(settings.seed)"),
    ]
  }

  /// To a tenth, since 99.9 % is not the same as 100 %.
  private var coverage: String {
    let coverages = report.summaries.map(\.wall.coverage)
    let ends = [coverages.min() ?? 0, coverages.max() ?? 0].map { coverage in
      let tenths = Decimals.text(coverage * 100, places: 1)
      return tenths.hasSuffix(".0") ? String(tenths.dropLast(2)) : tenths
    }
    return (ends[0] == ends[1] ? ends[0] : ends.joined(separator: " to ")) + " %"
  }

  private func range(_ counts: [Int], of noun: String, plural: String) -> String {
    let least = counts.min() ?? 0
    let most = counts.max() ?? 0
    guard least == most else { return "\(least)\(charset.dash)\(most) \(plural)" }
    return "\(most) \(most == 1 ? noun : plural)"
  }
}
