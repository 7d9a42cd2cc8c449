import BenchModel
import Statistics

/// A history in words, the same in the terminal and in Markdown.
struct HistoryFacts {
  struct Row {
    let when: String
    let commit: String
    /// Empty without a number.
    let center: String
    let interval: String
    /// Against the last run before it that has a number; empty for the first.
    let change: String
    /// Where a new level begins, or that there is no number.
    let level: String
    let isWorse: Bool
    let isMissing: Bool
  }

  static let legend = """
    Change: against the run before. Level: where a new level begins. A * marks uncommitted \
    changes.
    """
  private static let commitDigits = 9
  private static let whenCells = 16
  private static let reasonCells = 300

  let report: HistoryReport
  let charset: Charset

  var metric: String { Self.words(for: report.metric) }

  static func words(for metric: Metric) -> String {
    switch metric {
    case .cpuTime: "processor time of an iteration"
    case .wallTime: "wall clock of an iteration"
    case .allocations: "allocations of an iteration"
    }
  }

  var span: String {
    let runs = report.runs
    guard let first = runs.first, let last = runs.last else { return "No run is stored." }
    let missing = runs.count { $0.value.value == nil }
    let days = (day(of: first), day(of: last))
    return "\(runs.count) run\(runs.count == 1 ? "" : "s") "
      + (days.0 == days.1 ? "on \(days.0)" : "from \(days.0) to \(days.1)")
      + (missing == 0 ? "" : ", \(missing) without a number") + ": \(charset.line(report.machine))."
  }

  /// Those of the first and the last run.
  var days: [String] { [report.runs.first, report.runs.last].compactMap { $0.map(day) } }

  /// Empty without a number.
  var latest: String { report.runs.compactMap { $0.value.value?.center }.last.map(text) ?? "" }

  /// Empty without a number.
  var extremes: String {
    let centers = report.runs.compactMap { $0.value.value?.center }
    guard let low = centers.min(), let high = centers.max(), let latest = centers.last else {
      return ""
    }
    return "lowest \(text(low)), highest \(text(high)), latest \(text(latest))"
  }

  func sparkLine(cells: Int) -> SparkLine {
    var marks: [Int: Character] = [:]
    for change in report.changes { marks[change.run] = arrow(change) }
    return SparkLine(
      report.runs.map { $0.value.value?.center }, marks: marks, cells: cells, charset: charset)
  }

  /// Of the latest `limit` runs, oldest first.
  func rows(limit: Int) -> [Row] {
    var changes: [Int: HistoryReport.Change] = [:]
    for change in report.changes { changes[change.run] = change }
    var previous: Double?
    let rows = report.runs.enumerated().map { index, run in
      let center = run.value.value?.center
      defer { previous = center ?? previous }
      let change = changes[index]
      return Row(
        when: when(run), commit: commit(of: run), center: center.map(text) ?? "",
        interval: run.value.value.map(halfWidth) ?? "",
        change: center.flatMap { center in
          previous.map { signed(Self.relative(from: $0, to: center)) }
        } ?? "",
        level: change.map(level) ?? (center == nil ? "\(charset.cross) no number" : ""),
        isWorse: change.map { $0.after > $0.before } ?? false, isMissing: center == nil)
    }
    return Array(rows.suffix(max(0, limit)))
  }

  struct ChangeWords {
    let what: String
    let between: String
    /// What to type to see what happened; `nil` where no two commits tell.
    let command: String?
  }

  var changes: [ChangeWords] {
    report.changes.map { change in
      let p =
        change.pValue < 0.0005 ? "p < 0.001" : "p = \(Decimals.text(change.pValue, places: 3))"
      let size = change.relativeChange.map { signed($0) + " " } ?? ""
      let (old, new) = (report.runs[change.previousRun], report.runs[change.run])
      return ChangeWords(
        what: """
          \(when(new)) \(arrow(change)) \(size)\(word(change)): \
          \(text(change.before)) \(charset.arrow) \(text(change.after)) (\(p))
          """, between: between(old, new), command: Self.command(old, new))
    }
  }

  var lanes: [String] {
    report.lanes.map { lane in
      let first = day(of: report.runs[lane.reference.firstRun])
      let last = day(of: report.runs[lane.reference.lastRun])
      let budget = UnitFormatter(charset: charset).percent(lane.budget)
      let finding =
        switch lane.finding {
        case .steady: "no drift beyond chance"
        case .creeping: "creeping, within the budget of \(budget)"
        case .overBudget: "over the budget of \(budget)"
        case .improved: "better than then"
        }
      return """
        since \(charset.line(lane.since)) (\(runs(lane.reference.count)), \
        \(first == last ? first : "\(first) to \(last)")): \(signed(lane.change)) over the \
        latest \(runs(lane.recent.count)), \(UnitFormatter(charset: charset).percent(lane.coverage)) \
        interval \(signed(lane.low)) to \(signed(lane.high)): \(finding)
        """
    }
  }

  /// In few words.
  func drift(_ lane: HistoryReport.Lane) -> String {
    let finding =
      switch lane.finding {
      case .steady: "steady"
      case .creeping: "creeping"
      case .overBudget: "over budget"
      case .improved: "better"
      }
    return "\(signed(lane.change)) \(finding)"
  }

  /// Why runs have no number, one sentence for each reason.
  var missing: [String] {
    var reasons: [String] = []
    var runsByReason: [String: [String]] = [:]
    for run in report.runs {
      guard case .unavailable(let reason) = run.value else { continue }
      let words = TextWrap.elided(charset.line(reason), cells: Self.reasonCells, charset: charset)
      if runsByReason[words] == nil { reasons.append(words) }
      runsByReason[words, default: []].append(when(run))
    }
    return reasons.map { reason in
      let runs = runsByReason[reason, default: []]
      let others = runs.count == 1 ? "" : " and \(runs.count - 1) more"
      return "\(runs[0])\(others): \(reason)"
    }
  }

  /// What was not shown.
  func leftOut(limit: Int) -> String {
    let count = report.runs.count - max(0, limit)
    return count <= 0 ? "" : "\(count) earlier run\(count == 1 ? " is" : "s are") left out."
  }

  private func between(_ old: HistoryReport.Run, _ new: HistoryReport.Run) -> String {
    if let commit = old.commit.value, commit == new.commit.value {
      return """
        both sides are commit \(self.commit(of: old)): not the committed code, but something \
        else changed
        """
    }
    return "from commit \(commit(of: old)) to \(commit(of: new))"
  }

  /// What goes into a shell is digits, or it does not go.
  private static func command(_ old: HistoryReport.Run, _ new: HistoryReport.Run) -> String? {
    guard let first = old.commit.value, let last = new.commit.value, first != last,
      [first, last].allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isHexDigit } })
    else { return nil }
    return "git log \(first.prefix(commitDigits))..\(last.prefix(commitDigits))"
  }

  private func when(_ run: HistoryReport.Run) -> String {
    let text = charset.line(run.startedAt)
    let characters = Array(text)
    guard text.utf8.count == 20, characters.count == 20, characters[10] == "T",
      characters[19] == "Z"
    else { return TextWrap.elided(text, cells: Self.whenCells, charset: charset) }
    return String(characters[..<10]) + " " + String(characters[11..<16])
  }

  func day(of run: HistoryReport.Run) -> String {
    when(run).split(separator: " ").first.map(String.init) ?? "n/a"
  }

  private func commit(of run: HistoryReport.Run) -> String {
    guard let commit = run.commit.value else { return "n/a" }
    let start = String(charset.line(commit).prefix(Self.commitDigits))
    return TextWrap.elided(start, cells: Self.commitDigits, charset: charset)
      + (run.isDirty.value == true ? "*" : "")
  }

  private func text(_ value: Double) -> String {
    let format = UnitFormatter(charset: charset)
    return report.metric == .allocations ? format.exact(value) : format.time(value)
  }

  private func halfWidth(_ value: HistoryReport.Value) -> String {
    guard let low = value.low, let high = value.high else { return "n/a" }
    if low == high { return charset.plusMinus + "0 %" }
    let share = (high - low) / 2 / value.center.magnitude
    if share >= 9.995 { return ">999 %" }
    let text = UnitFormatter(charset: charset).percent(share)
    return text.first?.isNumber == true ? charset.plusMinus + text : text
  }

  /// `+8.3 %`, `-4.0 %`, `0 %`; from ten times on `x12.3`; `n/a` for what is no number.
  private func signed(_ relative: Double?) -> String {
    guard let relative else { return "n/a" }
    if relative >= 9 {
      return (charset == .unicode ? "×" : "x") + Decimals.threeDigits(1 + relative).text
    }
    let text = UnitFormatter(charset: charset).percent(relative)
    return relative > 0 && text.first?.isNumber == true ? "+" + text : text
  }

  private static func relative(from before: Double, to after: Double) -> Double? {
    if before == after { return 0 }
    let relative = after / before - 1
    return before > 0 && relative.isFinite ? relative : nil
  }

  func level(_ change: HistoryReport.Change) -> String {
    let size = change.relativeChange.map { signed($0) } ?? "from \(text(change.before))"
    return "\(arrow(change)) \(size)"
  }

  private func arrow(_ change: HistoryReport.Change) -> Character {
    change.after > change.before
      ? (charset == .unicode ? "▲" : "^") : (charset == .unicode ? "▼" : "v")
  }

  private func word(_ change: HistoryReport.Change) -> String {
    switch (report.metric, change.after > change.before) {
    case (.allocations, true): "more"
    case (.allocations, false): "fewer"
    case (_, true): "slower"
    case (_, false): "faster"
    }
  }

  private func runs(_ count: Int) -> String { "\(count) run\(count == 1 ? "" : "s")" }
}
