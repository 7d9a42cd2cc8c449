import BenchModel

/// The trials in their order, with what was found of each, as words.
struct SelftestFacts {
  struct Group {
    let title: String
    let trials: [SelftestReport.Trial]
  }

  let report: SelftestReport
  let charset: Charset

  static let noTrial = "No trial was made."

  /// Trials that ask the same thing stand together; within, the smallest addition comes first.
  var groups: [Group] {
    let trials = Set(report.rows.map(\.trial))
    let same: [SelftestReport.Trial] =
      [.same] + SelftestReport.NullChange.allCases.map { .null($0) }
    let null = Group(
      title: "Red gates, where nothing changed", trials: same.filter(trials.contains))
    let power = SelftestReport.BodyClass.allCases.map { body in
      let additions = trials.compactMap { trial -> Double? in
        guard case .power(let added, body) = trial else { return nil }
        return added
      }
      return Group(
        title:
          "Found, of \(body.rawValue == "actors" ? "actors" : "\(body.rawValue)-bound bodies")",
        trials: additions.sorted().map { .power(added: $0, of: body) })
    }
    return ([null] + power).filter { !$0.trials.isEmpty }
  }

  /// The rules that were asked, ours first.
  var rules: [SelftestReport.Rule] {
    let asked = Set(report.rows.map(\.rule))
    return SelftestReport.Rule.allCases.filter(asked.contains)
  }

  /// Counts only, since an interval over several kinds of trial would be none.
  var headline: String {
    let ours = report.rows.filter { $0.rule == .ours }
    guard !ours.isEmpty else { return Self.noTrial }
    func sums(_ matches: (SelftestReport.Trial) -> Bool) -> (red: Int, gates: Int) {
      ours.filter { matches($0.trial) }.reduce((0, 0)) { ($0.0 + $1.redGates, $0.1 + $1.gates) }
    }
    let same = sums { $0 == .same }
    let null = sums { if case .null = $0 { true } else { false } }
    let clauses = [
      same.gates == 0 ? nil : "\(same.red) of \(same.gates) A/A gates",
      null.gates == 0 ? nil : "\(null.red) of \(null.gates) gates whose change changes nothing",
    ].compactMap { $0 }
    let red = clauses.isEmpty ? nil : "was red in \(clauses.joined(separator: " and in "))"
    let power = ours.filter { if case .power = $0.trial { true } else { false } }
    let judged = power.reduce(0) { $0 + $1.found + $1.missed + $1.wrongSign }
    let wrong = power.reduce(0) { $0 + $1.wrongSign }
    let sign = judged == 0 ? nil : "gave the wrong sign in \(wrong) of \(judged) slowed benchmarks"
    return "Our gate " + [red, sign].compactMap { $0 }.joined(separator: ", and ") + "."
  }

  func row(_ trial: SelftestReport.Trial, _ rule: SelftestReport.Rule) -> SelftestReport.Row? {
    report.rows.first { $0.trial == trial && $0.rule == rule }
  }

  func name(of trial: SelftestReport.Trial) -> String {
    switch trial {
    case .same: "A/A"
    case .null(.unusedFunction): "unused function"
    case .null(.otherLinkOrder): "other link order"
    case .null(.longerPath): "longer path"
    case .power(let added, _): UnitFormatter(charset: charset).change(added)
    }
  }

  func shortName(of rule: SelftestReport.Rule) -> String {
    switch rule {
    case .ours: "ours"
    case .benchstat: "benchstat"
    case .criterion: "Criterion"
    case .packageBenchmark: "pkg-bench"
    case .gitHubActionBenchmark110: "GAB 110"
    case .gitHubActionBenchmark200: "GAB 200"
    }
  }

  func longName(of rule: SelftestReport.Rule) -> String {
    switch rule {
    case .ours, .benchstat, .criterion: shortName(of: rule)
    case .packageBenchmark: "package-benchmark"
    case .gitHubActionBenchmark110: "github-action-benchmark at 110 %"
    case .gitHubActionBenchmark200: "github-action-benchmark at 200 %"
    }
  }

  /// `97.6 %`; whole where it is exactly nothing or all, so that one miss in thousands is seen.
  func percent(_ rate: SelftestReport.Rate?) -> String {
    rate.map { share($0.point) + " %" } ?? "n/a"
  }

  /// `95.1 to 99.0`, in percent.
  func interval(_ rate: SelftestReport.Rate?) -> String {
    rate.map { "\(share($0.low)) to \(share($0.high))" } ?? ""
  }

  private func share(_ value: Double) -> String {
    guard value.isFinite else { return "n/a" }
    if value == 0 { return "0" }
    if value == 1 { return "100" }
    let text = Decimals.text(value * 100, places: 1)
    return switch text {
    case "0.0": "<0.1"
    case "100.0": ">99.9"
    default: text
    }
  }
}
