import BenchModel
import Statistics

/// One row for each benchmark, for spreadsheets and data frames: base units, full precision.
///
/// Numbers are seconds, bytes and counts. All of them are for one iteration, except the peak of
/// resident memory, which is a process's, and the faults and switches, which are a sample's. A
/// value that is not there is an empty cell, and the column after it, whose name ends in
/// `_unavailable`, says why. Infinity is `inf`, as Python and R read it.
///
/// - Source: RFC 4180, so lines end in CR LF.
package enum CSVReport {
  package static func render(_ report: Report) -> String {
    ([columns.map(\.title)] + report.rows.map { row in columns.map { $0.cell(row) } })
      .map { $0.joined(separator: ",") + "\r\n" }.joined()
  }

  private struct Column: Sendable {
    let title: String
    let cell: @Sendable (ReportRow) -> String
  }

  private static let columns: [Column] =
    [
      Column(title: "name") { CSVCell.text($0.name.description) },
      Column(title: "status") { row in
        switch row {
        case .measured: "ok"
        case .failed(_, let failure): CSVCell.text(failure.kind.rawValue)
        }
      },
    ]
    + estimate("wall_seconds") { $0.wall }
    + [number("wall_seconds_mean") { $0.meanWall.point }]
    + estimate("cpu_seconds") { $0.cpu.value }
    + [
      unavailable("cpu_seconds") { $0.cpu },
      text("cpu_scope") { $0.cpuScope.rawValue },
      number("interval_coverage") { $0.wall.coverage },
    ]
    + estimate("throughput_per_second") { $0.throughput }
    + [text("throughput_unit") { $0.benchmark.throughput?.noun ?? "" }]
    + reading("allocations") { $0.allocations }
    + reading("allocated_bytes") { $0.allocatedBytes }
    + reading("peak_resident_bytes") { $0.peakResidentBytes.map(Double.init) }
    + [
      number("processes") { Double($0.processes) },
      number("samples") { Double($0.samples) },
      number("severe_outliers") { Double($0.severeOutliers) },
      number("minor_faults_per_sample") { $0.minorFaultsPerSample },
      number("major_faults_per_sample") { $0.majorFaultsPerSample },
      number("voluntary_switches_per_sample") { $0.voluntarySwitchesPerSample },
      number("involuntary_switches_per_sample") { $0.involuntarySwitchesPerSample },
      text("doubts") { $0.doubts.map(\.description).joined(separator: "; ") },
      Column(title: "message") { row in
        guard case .failed(_, let failure) = row else { return "" }
        return CSVCell.text(failure.message)
      },
    ]

  /// A column that is empty in the row of a failure.
  private static func measured(
    _ title: String, _ cell: @escaping @Sendable (BenchmarkSummary) -> String
  ) -> Column {
    Column(title: title) { row in
      guard case .measured(let summary) = row else { return "" }
      return cell(summary)
    }
  }

  private static func text(
    _ title: String, _ value: @escaping @Sendable (BenchmarkSummary) -> String
  ) -> Column {
    measured(title) { CSVCell.text(value($0)) }
  }

  private static func number(
    _ title: String, _ value: @escaping @Sendable (BenchmarkSummary) -> Double?
  ) -> Column {
    measured(title) { value($0).map(CSVCell.number) ?? "" }
  }

  /// The point and its bounds.
  private static func estimate(
    _ title: String, _ value: @escaping @Sendable (BenchmarkSummary) -> Estimate?
  ) -> [Column] {
    [
      number(title) { value($0)?.point },
      number("\(title)_low") { value($0)?.low },
      number("\(title)_high") { value($0)?.high },
    ]
  }

  private static func reading(
    _ title: String, _ value: @escaping @Sendable (BenchmarkSummary) -> Reading<Double>
  ) -> [Column] {
    [number(title) { value($0).value }, unavailable(title, value)]
  }

  private static func unavailable<Value>(
    _ title: String, _ value: @escaping @Sendable (BenchmarkSummary) -> Reading<Value>
  ) -> Column {
    text("\(title)_unavailable") { summary in
      guard case .unavailable(let reason) = value(summary) else { return "" }
      return reason
    }
  }
}
