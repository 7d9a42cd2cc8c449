import BenchModel
import Statistics
import Verdicts

/// One row for each metric of each benchmark, for spreadsheets and data frames.
///
/// Base units and full precision: seconds and counts of one iteration; changes, margins and
/// shares as fractions, so 0.05 is 5 %. A value that is not there is an empty cell. A benchmark
/// that gave no number has a row with the verdict `missing`, a new one with `added`; an
/// objective has a row whose metric is `objective`, whose base is the bound, and whose unit is
/// the objective's own.
///
/// - Source: RFC 4180, so lines end in CR LF.
package enum VerdictCSV {
  package static func render(_ report: ComparisonReport) -> String {
    let facts = ComparisonFacts(report, charset: .unicode)
    let rows =
      report.verdict.verdicts.map(row) + report.verdict.objectives.map { row($0, facts) }
      + report.verdict.missing.map { missing in
        [.benchmark: "\(missing.benchmark)", .verdict: "missing", .reason: missing.reason]
      }
      + report.verdict.added.map { [.benchmark: "\($0)", .verdict: "added"] }
    let sorted = rows.sorted { left, right in
      (left[.benchmark] ?? "", left[.metric] ?? "")
        < (right[.benchmark] ?? "", right[.metric] ?? "")
    }
    let lines =
      [Column.allCases.map(\.rawValue)]
      + sorted.map { row in
        Column.allCases.map { column in
          let text = row[column] ?? ""
          return column.isText ? CSVCell.text(text) : text
        }
      }
    return lines.map { $0.joined(separator: ",") + "\r\n" }.joined()
  }

  private enum Column: String, CaseIterable {
    case benchmark, metric, verdict, gating, trust, unit, base, candidate, change
    case changeLow = "change_low"
    case changeHigh = "change_high"
    case coverage
    case changeBy = "change_by"
    case margin
    case pValue = "p_value"
    case adjustedPValue = "adjusted_p_value"
    case eValue = "e_value"
    case confirmed
    case smallestDetectableChange = "smallest_detectable_change"
    case units, blocks
    case droppedBlocks = "dropped_blocks"
    case layoutShare = "layout_share"
    case processShare = "process_share"
    case reason, waiver

    /// The others hold numbers and words of ours, which are written as they are.
    var isText: Bool {
      switch self {
      case .benchmark, .unit, .reason, .waiver: true
      default: false
      }
    }
  }

  private static func row(_ verdict: MetricVerdict) -> [Column: String] {
    [
      .benchmark: "\(verdict.benchmark)", .metric: verdict.metric.rawValue,
      .verdict: verdict.verdict.rawValue, .gating: "\(verdict.isGating)",
      .trust: verdict.trust.rawValue, .unit: verdict.metric == .allocations ? "count" : "s",
      .base: number(verdict.base), .candidate: number(verdict.candidate),
      .change: number(verdict.effect?.point), .changeLow: number(verdict.effect?.low),
      .changeHigh: number(verdict.effect?.high), .coverage: number(verdict.effect?.coverage),
      .changeBy: verdict.summary?.rawValue ?? "", .margin: number(verdict.margin),
      .pValue: number(verdict.pValue),
      .adjustedPValue: number(verdict.adjustedPValue), .eValue: number(verdict.eValue),
      .confirmed: verdict.isConfirmed.map { "\($0)" } ?? "",
      .smallestDetectableChange: number(verdict.smallestDetectableEffect),
      .units: "\(verdict.units)", .blocks: "\(verdict.blocks)",
      .droppedBlocks: "\(verdict.droppedBlocks)", .layoutShare: number(verdict.layoutShare),
      .processShare: number(verdict.processShare),
      .reason: verdict.reason ?? "", .waiver: verdict.waiver ?? "",
    ]
  }

  private static func row(
    _ verdict: ObjectiveVerdict, _ facts: ComparisonFacts
  ) -> [Column: String] {
    let objective = ObjectiveFacts(
      verdict: verdict, benchmark: facts.description(of: verdict.benchmark), charset: .unicode)
    let limit =
      switch verdict.objective.bound {
      case .atLeast(let amount, _): amount
      case .atMostSeconds(let seconds): seconds
      }
    return [
      .benchmark: "\(verdict.benchmark)", .metric: "objective", .gating: "true",
      .verdict: verdict.outcome.rawValue, .unit: objective.unit, .base: number(limit),
      .candidate: number(verdict.measured?.point), .coverage: number(verdict.measured?.coverage),
      .reason: objective.wanted,
    ]
  }

  private static func number(_ value: Double?) -> String { value.map(CSVCell.number) ?? "" }
}
