import BenchModel
import Foundation
import Reports
import Statistics
import Testing

@Suite struct HistoryReportTests {
  @Test func `the JSON decodes as the report it was made from`() throws {
    for report in [
      try HistoryStories.mended(), try HistoryStories.allocations(),
      try HistoryStories.analyzed(), try HistoryStories.nothing(),
    ] {
      let text = try HistoryJSON.render(report)
      #expect(try JSONDecoder().decode(HistoryReport.self, from: Data(text.utf8)) == report)
    }
  }

  /// By hand: without the tenth run, the twelfth number of the story is that of the 13th run.
  @Test func `changes and lanes point at runs, although some have no number`() throws {
    let report = try HistoryStories.mended()
    #expect(report.changes.map(\.previousRun) == [5, 12])
    #expect(report.changes.map(\.run) == [6, 13])
    #expect(report.lanes.map(\.reference.lastRun) == [5, 4])
    #expect(report.lanes.map(\.recent.firstRun) == [7, 13])
    #expect(report.lanes.map(\.recent.lastRun) == [17, 17])
    #expect(report.lanes.map(\.finding) == [.overBudget, .creeping])
  }

  /// The step was put before run 80, and the runs 39, 79 and 119 have no number.
  @Test func `an analysis finds the step and the drifts`() throws {
    let report = try HistoryStories.analyzed()
    #expect(report.changes.first?.run == 80)
    #expect(report.changes.first?.previousRun == 78)
    #expect(report.lanes.map(\.since) == ["release 1.0", "the best stretch"])
    #expect(report.lanes[0].reference.count == 14)
    #expect(report.lanes[0].reference.firstRun == 35)
    #expect(report.lanes[0].reference.lastRun == 49)
    #expect(report.lanes[0].recent.lastRun == 129)
    #expect((report.lanes[0].change - 0.16).magnitude < 0.01)
    #expect(report.lanes.map(\.finding) == [.overBudget, .overBudget])
  }

  @Test func `a center that is not finite is no number`() {
    let run = HistoryStories.run(
      day: 1, commit: .value("a"), isDirty: false,
      value: .value(
        Estimate(
          point: .infinity, low: 1, high: .infinity, coverage: 0.9, standardError: 0,
          method: .orderStatistics)))
    #expect(run.value == .unavailable(reason: "not a finite number: inf"))
  }

  /// The bars are worked out by hand: seven steps between the lowest and the highest.
  @Test(arguments: [
    ([1.0, 2, 3, 4, 5, 6, 7, 8], "▁▂▃▄▅▆▇█"), ([5, 5, 5], "▅▅▅"), ([1], "▅"),
    ([1, nil, 8, 1, 8], "▁ █▁█"), ([0, 0, 0, 7, 0, 0, 0], "▁▁▁█▁▁▁"),
  ])
  func `a spark line is as high as its readings`(readings: [Double?], bars: String) throws {
    let lines = HistoryTable.render(try Self.report(readings), color: false).lines
    #expect(lines[3] == bars)
  }

  /// The quartiles of 1...30 are 8.25 and 22.75, so a reading of 100 is beyond 66.25.
  @Test func `a spike does not press a long line to the floor`() throws {
    let readings = (1...30).map { $0 == 12 ? 100.0 : Double($0) }
    let line = HistoryTable.render(try Self.report(readings), color: false).lines[3]
    #expect(line == "▁▁▁▂▂▂▂▃▃▃▃█▄▄▄▅▅▅▅▆▆▆▆▇▇▇▇███")
  }

  @Test func `more runs than cells share their cells, and marks stand below theirs`() throws {
    let readings = (0..<300).map { $0 < 150 ? 1.0 : 2 }
    let report = try Self.report(
      readings, changePoints: [ChangePoint(index: 150, pValue: 0.001, before: 1, after: 2)])
    let lines = HistoryTable.render(report, width: 60, color: false).lines
    #expect(lines[3] == String(repeating: "▁", count: 30) + String(repeating: "█", count: 30))
    #expect(lines[4] == String(repeating: " ", count: 30) + "▲")
  }

  /// By hand: ten times and more is told as a factor, and nothing has no share.
  @Test(arguments: [
    (1.0, 1.083, "+8.3 %"), (1, 0.96, "-4.0 %"), (1, 1, "0 %"), (1, 10, "×10.0"),
    (2, 2e9, "×1.00e9"),
    (0, 1, "n/a"), (0, 0, "0 %"), (1, 1.0001, "<0.1 %"),
  ])
  func `a change is told in percent`(before: Double, after: Double, text: String) throws {
    let table = HistoryTable.render(try Self.report([before, after]), color: false)
    let row = try #require(table.lines.first { $0.hasPrefix("2026-01-02") })
    #expect(row.hasSuffix("  " + text))
  }

  @Test func `faster, slower, more and fewer have their words`() throws {
    for (metric, words) in [
      (Metric.cpuTime, ["slower", "faster"]), (.wallTime, ["slower", "faster"]),
      (.allocations, ["more", "fewer"]),
    ] {
      let report = try Self.report(
        [1, 2, 1], metric: metric,
        changePoints: [
          ChangePoint(index: 1, pValue: 0.01, before: 1, after: 2),
          ChangePoint(index: 2, pValue: 0.01, before: 2, after: 1),
        ])
      let text = HistoryTable.render(report, color: false)
      #expect(text.contains("▲ +100 % \(words[0]): "))
      #expect(text.contains("▼ -50 % \(words[1]): "))
    }
  }

  /// Only forty digits may be pasted into a shell.
  @Test func `a command is offered for commits that are digits`() throws {
    let text = HistoryTable.render(try HistoryStories.mended(), color: false)
    #expect(text.contains(": git log 003f2a91c..004f2a91c"))
    let hostile = HistoryTable.render(try HistoryStories.allocations(), color: false)
    #expect(!hostile.contains("git log"))
    #expect(hostile.contains("from commit n/a to 009f2a91c"))
  }

  /// The cells are counted by the C library.
  @Test(arguments: [Charset.unicode, .ascii])
  func `no line is wider than the terminal, whatever the history`(charset: Charset) throws {
    let seed = UInt64.random(in: 0...(.max))
    print("seed \(seed)")
    var random = TestRandom(seed: seed)
    for _ in 0..<60 {
      let report = try randomReport(&random)
      let width = Int.random(in: 60...140, using: &random)
      let text = HistoryTable.render(report, width: width, color: false, charset: charset)
      let wide = text.lines.first { TerminalCells.count($0) > width }
      #expect(wide == nil, "at width \(width)")
      #expect(charset == .unicode || text.utf8.allSatisfy { $0 == 0x0A || 0x20...0x7E ~= $0 })
    }
  }

  @Test func `without color no escape sequence is written, and color changes nothing else`() throws
  {
    for report in [try HistoryStories.mended(), try HistoryStories.allocations()] {
      let plain = HistoryTable.render(report, color: false)
      let isControl = { (scalar: Unicode.Scalar) in
        scalar.value != 0x0A && scalar.properties.generalCategory == .control
      }
      #expect(!plain.unicodeScalars.contains(where: isControl))
      let page = HistoryMarkdown.render(report)
      #expect(!page.unicodeScalars.contains(where: isControl))
      let colored = HistoryTable.render(report, color: true)
      let stripped = colored.split(separator: "\u{1B}[", omittingEmptySubsequences: false)
        .enumerated().map { $0 == 0 ? $1 : $1.drop { $0 != "m" }.dropFirst() }.joined()
      #expect(stripped == plain)
      #expect(colored != plain)
    }
  }

  /// A pipe splits unless a backslash is before it (GitHub Flavored Markdown Spec 0.29, 4.10).
  @Test func `every row of the Markdown table has the same cells`() throws {
    for report in [try HistoryStories.mended(), try HistoryStories.allocations()] {
      let rows = HistoryMarkdown.render(report).lines.filter { $0.hasPrefix("| ") }
      #expect(rows.count == report.runs.count + 2)
      for row in rows {
        #expect(row.split(separator: "\\|").joined().count { $0 == "|" } == 7, "\(row)")
      }
    }
  }

  private static func report(
    _ readings: [Double?], metric: Metric = .wallTime, changePoints: [ChangePoint] = []
  ) throws -> HistoryReport {
    HistoryReport(
      benchmark: try BenchmarkName(parsing: "a"), metric: metric, machine: "m",
      runs: readings.enumerated().map { index, reading in
        HistoryStories.run(
          day: index + 1, commit: .value(HistoryStories.commit(index)), isDirty: false,
          value: reading.map { .value(HistoryStories.estimate($0, halfWidth: 0)) }
            ?? .unavailable(reason: "hung"))
      }, changePoints: changePoints, drifts: [])
  }

  private func randomReport(_ random: inout TestRandom) throws -> HistoryReport {
    let words = ["漢字👍🏽", "a", String(repeating: "x", count: 90), "e\u{301}\u{1B}[1m", "| &"]
    func word() -> String {
      (0..<Int.random(in: 1...6, using: &random)).map { _ in
        words.randomElement(using: &random)!
      }.joined(separator: " ")
    }
    let count = Int.random(in: 0...90, using: &random)
    let scale = Double.random(in: 1e-12...1e3, using: &random)
    let runs = (0..<count).map { index in
      let value = scale * Double.random(in: 0...1e4, using: &random)
      return HistoryStories.run(
        day: index + 1, startedAt: Bool.random(using: &random) ? word() : nil,
        commit: Bool.random(using: &random)
          ? .value(word()) : .value(HistoryStories.commit(index)),
        isDirty: Bool.random(using: &random),
        value: Int.random(in: 0..<6, using: &random) == 0
          ? .unavailable(reason: word())
          : .value(
            Estimate(
              point: value, low: value / 2, high: value * 9, coverage: 0.95, standardError: 1,
              method: .orderStatistics)))
    }
    return HistoryReport.analyzing(
      runs,
      benchmark: try BenchmarkName(
        parsing: String(
          repeating: "long-component/", count: Int.random(in: 0...9, using: &random)) + "end"),
      metric: Metric.allCases.randomElement(using: &random)!, machine: word(),
      release: .init(name: word(), runs: 0..<(count / 2)),
      detector: ChangePointDetector(significance: 0.9, permutations: 9), lane: DriftLane())
  }
}
