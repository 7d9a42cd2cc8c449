import BenchModel
import Statistics

/// What the doctor found, worst first: a reader who stops after the first screen has read what
/// matters.
///
/// What is as it should be takes a word or two, and so does what the machine does not tell.
package struct TerminalDoctor {
  private static let labelCells = 8

  let report: DoctorReport
  let width: Int
  let charset: Charset

  /// - Parameter width: In cells; less than 60 counts as 60. Only a command to paste may be wider,
  ///   since it must not be broken.
  package static func render(
    _ report: DoctorReport, width: Int = 100, color: Bool, charset: Charset = .unicode
  ) -> String {
    let doctor = TerminalDoctor(report: report, width: max(60, width), charset: charset)
    let parts =
      [doctor.summary] + doctor.problems + [doctor.noise, doctor.fine, doctor.unread]
    return parts.filter { !$0.isEmpty }.joined(separator: [StyledLine()])
      .map { $0.rendered(color: color) + "\n" }.joined()
  }

  private var summary: [StyledLine] {
    let read = report.findings.filter { $0.found.value != nil }
    func count(_ severity: Finding.Severity) -> Int { read.count { $0.severity == severity } }
    let counted: [(count: Int, one: String, many: String)] = [
      (count(.blocking), "blocking", "blocking"),
      (count(.warning), "warning", "warnings"),
      (count(.notice), "notice", "notices"),
      (count(.ok), "fine", "fine"),
      (report.findings.count - read.count, "not to be read here", "not to be read here"),
    ]
    let words = counted.filter { $0.count > 0 }
      .map { "\($0.count) \($0.count == 1 ? $0.one : $0.many)" }
    let head =
      switch report.worst {
      case .blocking: "This machine cannot measure as it is: "
      case .warning: "This machine can measure better: "
      case .notice, .ok: "This machine is ready to measure: "
      }
    return wrapped(head + words.joined(separator: ", ") + ".", indent: 0, hanging: 2)
  }

  private var problems: [[StyledLine]] {
    report.findings.filter { $0.severity > .ok && $0.found.value != nil }
      .enumerated()
      .sorted { ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset) }
      .map { lines(of: $0.element) }
  }

  private func lines(of finding: Finding) -> [StyledLine] {
    var title = StyledLine("\(finding.severity.rawValue): ", finding.severity.style)
    title.append(finding.check.title)
    return [title]
      + labelled("found", charset.line(finding.found.value ?? ""))
      + labelled("wanted", charset.line(finding.wanted))
      + labelled("why", charset.line(finding.reason))
      + remedyLines(finding.remedy)
  }

  private func remedyLines(_ remedy: Finding.Remedy?) -> [StyledLine] {
    switch remedy {
    case nil: []
    case .advice(let words): labelled("do", charset.line(words))
    case .command(let command): [labelledLine("type", charset.line(command))]
    }
  }

  private var noise: [StyledLine] {
    guard case .value(let noise) = report.noise else { return [] }
    let format = UnitFormatter(charset: charset)
    var lines = wrapped(
      "The smallest slowdown that is found here nine times of ten, by the time spent on each "
        + "benchmark:", indent: 0, hanging: 2)
    for seconds in DoctorReport.noiseSeconds {
      let change =
        switch noise.smallestChange(afterSeconds: seconds) {
        case .value(let change): format.percent(change)
        case .unavailable(let reason): "n/a: \(reason)"
        }
      lines += wrapped("\(format.exact(seconds)) s: \(change)", indent: 2, hanging: 4)
    }
    lines += wrapped(
      """
      A build was compared with itself in \(noise.units) units of \
      \(format.time(noise.secondsPerUnit)), which strayed by \(format.percent(noise.spread)). \
      The margin of \(format.percent(noise.margin)) is included.
      """, indent: 2, style: .dim)
    if noise.isShifted {
      lines += wrapped(
        """
        The build differed from itself by \(format.percent(noise.shift)), beyond chance: \
        something here favours one side, and no comparison on this machine is to be trusted.
        """, indent: 2, style: .red)
    }
    return lines
  }

  private var fine: [StyledLine] {
    list(
      "Fine", report.findings.filter { $0.severity == .ok }
    ) { $0.found.value ?? "" }
  }

  private var unread: [StyledLine] {
    var lines = list(
      "Not to be read here", report.findings.filter { $0.found.value == nil }
    ) { finding in
      guard case .unavailable(let reason) = finding.found else { return "" }
      guard case .advice(let words) = finding.remedy else { return reason }
      return "\(reason). \(words)"
    }
    if case .unavailable(let reason) = report.noise {
      if lines.isEmpty { lines = [StyledLine("Not to be read here", .dim)] }
      lines += wrapped(
        "smallest change to be found: \(charset.line(reason))", indent: 2, hanging: 4, style: .dim)
    }
    return lines
  }

  private func list(
    _ title: String, _ findings: [Finding], _ text: (Finding) -> String
  ) -> [StyledLine] {
    guard !findings.isEmpty else { return [] }
    return [StyledLine(title, .dim)]
      + findings.flatMap { finding in
        wrapped(
          "\(finding.check.title): \(charset.line(text(finding)))", indent: 2, hanging: 4,
          style: .dim)
      }
  }

  private func labelled(_ label: String, _ text: String) -> [StyledLine] {
    let indent = 2 + Self.labelCells
    let rows = TextWrap.lines(text, cells: width - indent)
    return [labelledLine(label, rows[0])]
      + rows.dropFirst().map { row in
        var line = StyledLine()
        line.pad(to: indent)
        line.append(row)
        return line
      }
  }

  private func labelledLine(_ label: String, _ text: String) -> StyledLine {
    var line = StyledLine()
    line.pad(to: 2)
    line.append(label, .dim)
    line.pad(to: 2 + Self.labelCells)
    line.append(text)
    return line
  }

  private func wrapped(
    _ text: String, indent: Int, hanging: Int? = nil, style: StyledLine.Style = .plain
  ) -> [StyledLine] {
    StyledLine.wrapped(text, width: width, indent: indent, hanging: hanging, style: style)
  }
}

extension Finding.Severity {
  fileprivate var style: StyledLine.Style {
    switch self {
    case .ok, .notice: .plain
    case .warning: .yellow
    case .blocking: .red
    }
  }
}
