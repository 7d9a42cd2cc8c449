import BenchModel
import Statistics

/// What the doctor found, for machines: one entry for each check, in a fixed order.
///
/// `found` is a text, or `{"unavailable": reason}`. A finding has a `command`, or an `advice`, or
/// neither. Of `noise`, durations are in seconds and changes are shares: 0.02 is 2 %.
package enum JSONDoctor {
  /// A reader refuses what is newer than it knows.
  static let schema = 1

  /// - Throws: `ReportError` when a number of the noise is infinite or not a number.
  package static func render(_ report: DoctorReport) throws(ReportError) -> String {
    try JSONText.render(Document(report))
  }

  private struct Document: Encodable {
    let schema = JSONDoctor.schema
    let worst: Finding.Severity
    let findings: [FindingRecord]
    let noise: Reading<NoiseRecord>

    init(_ report: DoctorReport) {
      worst = report.worst
      findings = report.findings.map(FindingRecord.init)
      noise = report.noise.map(NoiseRecord.init)
    }
  }

  private struct FindingRecord: Encodable {
    let check: DoctorCheck
    let title: String
    let severity: Finding.Severity
    let found: Reading<String>
    let wanted: String
    let reason: String
    let command: String?
    let advice: String?

    /// A process may have any name, so what was found is made plain here too.
    init(_ finding: Finding) {
      check = finding.check
      title = finding.check.title
      severity = finding.severity
      found = finding.found.map(PlainText.line)
      wanted = finding.wanted
      reason = finding.reason
      switch finding.remedy {
      case .command(let text): (command, advice) = (text, nil)
      case .advice(let text): (command, advice) = (nil, text)
      case nil: (command, advice) = (nil, nil)
      }
    }
  }

  private struct NoiseRecord: Codable {
    struct Change: Codable {
      let seconds: Double
      let smallestChange: Reading<Double>
    }

    let units: Int
    let secondsPerUnit: Double
    let spread: Double
    let margin: Double
    let shift: Double
    let isShifted: Bool
    let changes: [Change]

    init(_ noise: RunnableNoise) {
      units = noise.units
      secondsPerUnit = noise.secondsPerUnit
      spread = noise.spread
      margin = noise.margin
      shift = noise.shift
      isShifted = noise.isShifted
      changes = DoctorReport.noiseSeconds.map { seconds in
        Change(
          seconds: seconds, smallestChange: noise.smallestChange(afterSeconds: seconds))
      }
    }
  }
}
