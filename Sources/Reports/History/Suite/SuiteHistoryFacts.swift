import BenchModel
import Statistics

/// The histories of a suite in words, the same in the terminal and in Markdown.
struct SuiteHistoryFacts {
  struct Row {
    let name: String
    let bars: String
    let runs: String
    let latest: String
    /// The last change of level: its size and its day; empty without one.
    let change: String
    let isWorse: Bool
    /// Empty where too few runs tell.
    let drift: String
    let since: String
    let isOverBudget: Bool
  }

  struct Change {
    let subject: String
    let words: HistoryFacts.ChangeWords
    let isWorse: Bool
  }

  static let legend = """
    Change: the last change of level, and the day of its first run. Drift: the latest runs against \
    those of the last release or the best stretch.
    """
  static let sparkCells = 16

  private let report: SuiteHistoryReport
  private let charset: Charset
  private let facts: [HistoryFacts]

  init(report: SuiteHistoryReport, charset: Charset) {
    self.report = report
    self.charset = charset
    facts = report.benchmarks.map { HistoryFacts(report: $0, charset: charset) }
  }

  var title: String { "History: \(HistoryFacts.words(for: report.metric))" }

  var span: String {
    let days = facts.flatMap(\.days)
    guard let first = days.min(), let last = days.max() else {
      return "No run on \(charset.line(report.machine)) has a number for it."
    }
    let count = report.benchmarks.count
    return "\(count) benchmark\(count == 1 ? "" : "s") "
      + (first == last ? "on \(first)" : "from \(first) to \(last)")
      + ": \(charset.line(report.machine))."
  }

  var rows: [Row] {
    zip(report.benchmarks, facts).map { history, facts in
      let change = history.changes.last
      let lane = Self.worst(history.lanes)
      return Row(
        name: history.benchmark.description,
        bars: facts.sparkLine(cells: Self.sparkCells).bars,
        runs: "\(history.runs.count)", latest: facts.latest.isEmpty ? "no number" : facts.latest,
        change: change.map { "\(facts.level($0)) \(facts.day(of: history.runs[$0.run]))" } ?? "",
        isWorse: change.map { $0.after > $0.before } ?? false,
        drift: lane.map(facts.drift) ?? "", since: lane.map { charset.line($0.since) } ?? "",
        isOverBudget: lane?.finding == .overBudget)
    }
  }

  /// The newest first.
  func changes(limit: Int) -> [Change] {
    let all = zip(report.benchmarks, facts).flatMap { history, facts in
      zip(history.changes, facts.changes).map { change, words in
        (
          start: history.runs[change.run].startedAt,
          change: Change(
            subject: history.benchmark.description, words: words,
            isWorse: change.after > change.before)
        )
      }
    }
    return all.sorted { ($1.start, $0.change.subject) < ($0.start, $1.change.subject) }
      .prefix(max(0, limit)).map(\.change)
  }

  func leftOut(limit: Int) -> String {
    let count = report.benchmarks.reduce(0) { $0 + $1.changes.count } - max(0, limit)
    return count <= 0 ? "" : "\(count) earlier change\(count == 1 ? " is" : "s are") left out."
  }

  private static func worst(_ lanes: [HistoryReport.Lane]) -> HistoryReport.Lane? {
    let severity: [Drift.Finding] = [.overBudget, .creeping, .improved, .steady]
    return severity.lazy.compactMap { finding in lanes.first { $0.finding == finding } }.first
  }
}
