import BenchModel
import Foundation
import Reports
import Statistics
import Verdicts

/// Counts what the gates of a self-test came to.
struct SelftestSummary {
  let gates: [SelftestGate]
  /// The body class of each benchmark, by name.
  let classes: [String: SelftestReport.BodyClass]

  var rows: [SelftestReport.Row] {
    let nulls: [(String, SelftestReport.Trial)] =
      [("same", .same)] + SelftestReport.NullChange.allCases.map { ($0.rawValue, .null($0)) }
    var rows: [SelftestReport.Row] = []
    for (name, trial) in nulls {
      let gates = gates.filter { $0.trial == name }
      if gates.isEmpty { continue }
      rows += SelftestReport.Rule.allCases.map { nullRow(trial, $0, gates) }
    }
    let power = gates.filter { $0.trial == "power" }
    let levels = Set(power.flatMap(\.findings).map(\.added)).filter { $0 > 0 }.sorted()
    for level in levels {
      for bodyClass in SelftestReport.BodyClass.allCases {
        let found = power.flatMap(\.findings).filter {
          $0.added == level && classes[$0.benchmark] == bodyClass
        }
        if found.isEmpty { continue }
        rows += SelftestReport.Rule.allCases.map {
          powerRow(.power(added: level, of: bodyClass), $0, found, gates: power.count)
        }
      }
    }
    return rows
  }

  private func nullRow(
    _ trial: SelftestReport.Trial, _ rule: SelftestReport.Rule, _ gates: [SelftestGate]
  ) -> SelftestReport.Row {
    let red = gates.count { gate in
      gate.findings.contains { $0.direction(by: rule) == .slower }
    }
    let called = gates.flatMap(\.findings).count { $0.direction(by: rule) != nil }
    return SelftestReport.Row(
      trial: trial, rule: rule, gates: gates.count, redGates: red,
      rate: rate(red, of: gates.count), found: 0, missed: 0, wrongSign: called,
      secondsPerBenchmark: rule == .ours ? seconds(gates.flatMap(\.findings)) : nil)
  }

  private func powerRow(
    _ trial: SelftestReport.Trial, _ rule: SelftestReport.Rule, _ findings: [SelftestGate.Finding],
    gates: Int
  ) -> SelftestReport.Row {
    let found = findings.count { $0.direction(by: rule) == .slower }
    let wrong = findings.count { $0.direction(by: rule) == .faster }
    return SelftestReport.Row(
      trial: trial, rule: rule, gates: gates, redGates: 0, rate: rate(found, of: findings.count),
      found: found, missed: findings.count - found - wrong, wrongSign: wrong,
      secondsPerBenchmark: rule == .ours ? seconds(findings) : nil)
  }

  private func rate(_ successes: Int, of trials: Int) -> SelftestReport.Rate? {
    guard trials > 0 else { return nil }
    let interval = ClopperPearson(successes: successes, trials: trials, coverage: 0.95)
    return SelftestReport.Rate(
      point: Double(successes) / Double(trials), low: interval.low, high: interval.high)
  }

  private func seconds(_ findings: [SelftestGate.Finding]) -> Double? {
    (try? Sample(findings.map(\.seconds), in: .seconds))?.median
  }
}

extension SelftestGate.Finding {
  func direction(by rule: SelftestReport.Rule) -> Direction? {
    let label: String
    switch rule {
    case .ours:
      return verdict == .regressed ? .slower : verdict == .improved ? .faster : nil
    case .benchstat: label = RivalRule.benchstat.label
    case .criterion: label = RivalRule.criterion.label
    case .packageBenchmark: label = RivalRule.packageBenchmark.label
    case .gitHubActionBenchmark110: label = RivalRule.githubActionTenPercent.label
    case .gitHubActionBenchmark200: label = RivalRule.githubActionDefault.label
    }
    return slowerBy.contains(label) ? .slower : fasterBy.contains(label) ? .faster : nil
  }
}
