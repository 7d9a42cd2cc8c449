import BenchModel

/// The self test for other programs, in the manner of `VerdictJSON`: every key is always there,
/// sorted, with `null` where there is no value.
///
/// Rates and `added` are fractions; `secondsPerBenchmark` and `durationSeconds` are seconds. A
/// row has the `kind` of its trial (`same`, `null`, `power`), and with it its `change`, or what
/// was `added` to which `bodyClass`.
package enum SelftestJSON {
  /// - Throws: `ReportError` when the duration or a number of the environment is infinite or
  ///   not a number.
  package static func render(_ report: SelftestReport) throws(ReportError) -> String {
    try JSONText.render(
      Document(
        startedAt: report.startedAt, durationSeconds: report.durationSeconds,
        settings: report.settings, environment: report.environment,
        rows: report.rows.map(RowRecord.init)))
  }

  private struct Document: Encodable {
    let format = "bench-selftest"
    let schema = 1
    let startedAt: String
    let durationSeconds: Double
    let settings: [ComparisonReport.Setting]
    let environment: MachineEnvironment
    let rows: [RowRecord]
  }

  private struct RateRecord: Encodable {
    let point: OrNull<Double>
    let low: OrNull<Double>
    let high: OrNull<Double>
    let coverage = 0.95

    init(_ rate: SelftestReport.Rate) {
      point = .finite(rate.point)
      low = .finite(rate.low)
      high = .finite(rate.high)
    }
  }

  private struct RowRecord: Encodable {
    let kind: String
    let change: OrNull<SelftestReport.NullChange>
    let added: OrNull<Double>
    let bodyClass: OrNull<SelftestReport.BodyClass>
    let rule: SelftestReport.Rule
    let gates: Int
    let redGates: Int
    let rate: OrNull<RateRecord>
    let found: Int
    let missed: Int
    let wrongSign: Int
    let secondsPerBenchmark: OrNull<Double>

    init(_ row: SelftestReport.Row) {
      switch row.trial {
      case .same: (kind, change, added, bodyClass) = ("same", OrNull(nil), OrNull(nil), OrNull(nil))
      case .null(let change):
        (kind, self.change, added, bodyClass) = ("null", OrNull(change), OrNull(nil), OrNull(nil))
      case .power(let added, let body):
        (kind, change, self.added, bodyClass) = (
          "power", OrNull(nil), .finite(added), OrNull(body)
        )
      }
      rule = row.rule
      gates = row.gates
      redGates = row.redGates
      rate = OrNull(row.rate.map(RateRecord.init))
      found = row.found
      missed = row.missed
      wrongSign = row.wrongSign
      secondsPerBenchmark = .finite(row.secondsPerBenchmark)
    }
  }
}
