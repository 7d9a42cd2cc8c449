import Statistics

/// What stands below the rows.
extension TerminalTable {
  var failures: [StyledLine] {
    guard !report.failures.isEmpty else { return [] }
    return [StyledLine("Failures", .red)]
      + report.failures.flatMap { benchmark, failure in
        FailureFacts(benchmark, failure, charset: charset).lines(width: width)
      }
  }

  var notes: [StyledLine] {
    let notes = ReportNotes(report, charset: charset)
    let shared = notes.sharedDoubts.isEmpty ? [] : [("all benchmarks", notes.sharedDoubts)]
    let doubts = shared + notes.doubted.map { ($0.name, $0.doubts) }
    var lines = doubts.isEmpty ? [] : [StyledLine("Doubts", .yellow)]
    lines += doubts.flatMap { name, doubts in
      wrapped("\(name): " + doubts.joined(separator: "; "), indent: 2, hanging: 4)
    }
    lines += notes.missingAllocations.flatMap { missing in
      let names = missing.names.isEmpty ? "" : ": \(missing.names.joined(separator: " "))"
      return wrapped("Allocations n/a (\(missing.reason))\(names)", indent: 0, hanging: 4)
    }
    return lines
  }

  func circumstances(_ layout: TableLayout) -> [StyledLine] {
    let environment = EnvironmentFacts(report.run.environment, charset: charset)
    let run = RunFacts(report: report, charset: charset)
    var lines: [StyledLine] = []
    if let warning = environment.buildWarning {
      lines += wrapped(warning, indent: 0, style: .yellow)
    }
    if !layout.leftOut.isEmpty {
      let names = layout.leftOut.map(\.title).joined(separator: " and ")
      lines += wrapped("Left out at this width: \(names).", indent: 0, style: .dim)
    }
    let sentences = [
      run.measured, environment.machineSentence, environment.buildSentence,
      run.legend(of: layout.columns.map(\.column)),
    ]
    return lines
      + sentences.filter { !$0.isEmpty }
      .flatMap { wrapped($0, indent: 0, hanging: 2, style: .dim) }
  }

  private func wrapped(
    _ text: String, indent: Int, hanging: Int? = nil, style: StyledLine.Style = .plain
  ) -> [StyledLine] {
    StyledLine.wrapped(text, width: width, indent: indent, hanging: hanging, style: style)
  }
}
