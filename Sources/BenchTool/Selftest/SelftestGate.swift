import BenchModel
import Foundation
import Reports
import Statistics
import Verdicts

/// One gate of a self-test: what was compared, what is true, and what each rule said.
///
/// Small enough to be kept by the thousand; a line of JSON each.
struct SelftestGate: Codable {
  struct Finding: Codable {
    let benchmark: String
    /// The part of its work that was added: 0.05 is 5 %.
    let added: Double
    let verdict: Verdict
    /// Of the gating time, as the gate reports it; `nil` where it could not be had.
    let change: Double?
    let low: Double?
    let high: Double?
    let pairs: Int
    /// Inside of samples, on both sides, over all stages.
    let seconds: Double
    /// Of the rules of other tools, those that called it slower, and those that called it faster.
    let slowerBy: [String]
    let fasterBy: [String]
  }

  /// `same`, `power`, or a null change's name.
  let trial: String
  let seed: UInt64
  let color: SuiteVerdict.Color
  let findings: [Finding]
  /// Wall clock of the whole gate, processes and set-ups included.
  let gateSeconds: Double

  init(
    trial: String, seed: UInt64, verdict: SuiteVerdict, comparisons: [BenchmarkComparison],
    added: [BenchmarkName: Double], gateSeconds: Double
  ) {
    self.trial = trial
    self.seed = seed
    self.gateSeconds = gateSeconds
    color = verdict.color
    findings = comparisons.map { comparison in
      let name = comparison.benchmark.name
      let time = verdict.verdicts.first {
        $0.benchmark == name && $0.isGating && $0.metric != .allocations
      }
      // A false alarm of any kind counts, also of the count that decides beside the time.
      let count = verdict.verdicts.first { $0.benchmark == name && $0.metric == .allocations }
      let isCountRed = count?.verdict == .regressed || count?.verdict == .improved
      let first = comparison.units.first
      let flagged = RivalRule.allCases.map { rule in
        (rule, first.flatMap { rule.finding(replaying: $0) })
      }
      return Finding(
        benchmark: name.description, added: added[name] ?? 0,
        verdict: isCountRed ? count!.verdict : time?.verdict ?? .invalid,
        change: time?.effect?.point, low: time?.effect?.low, high: time?.effect?.high,
        pairs: comparison.units.count,
        seconds: comparison.units.reduce(0) { $0 + $1.sampledSeconds },
        slowerBy: flagged.filter { $0.1 == .slower }.map(\.0.label),
        fasterBy: flagged.filter { $0.1 == .faster }.map(\.0.label))
    }
  }
}
