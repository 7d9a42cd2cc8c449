import Reports
import Testing

/// The fixtures were read by a person; `python3` parsed those in JSON.
@Suite struct HistoryFixtureTests {
  @Test func `a regression, mended by half, in every format`() throws {
    let report = try HistoryStories.mended()
    try Fixture("history-mended.txt").expect(HistoryTable.render(report, color: false))
    try Fixture("history-mended.ansi").expect(HistoryTable.render(report, color: true))
    try Fixture("history-mended.80.txt")
      .expect(HistoryTable.render(report, width: 80, color: false))
    try Fixture("history-mended.60.txt")
      .expect(HistoryTable.render(report, width: 60, color: false))
    try Fixture("history-mended.ascii.txt")
      .expect(HistoryTable.render(report, color: false, charset: .ascii))
    try Fixture("history-mended.md").expect(HistoryMarkdown.render(report))
    try Fixture("history-mended.json").expect(HistoryJSON.render(report))
  }

  @Test func `counts from zero and hostile words in every format`() throws {
    let report = try HistoryStories.allocations()
    try Fixture("history-counts.txt").expect(HistoryTable.render(report, color: false))
    try Fixture("history-counts.ascii.txt")
      .expect(HistoryTable.render(report, color: false, charset: .ascii))
    try Fixture("history-counts.md").expect(HistoryMarkdown.render(report))
    try Fixture("history-counts.json").expect(HistoryJSON.render(report))
  }

  @Test func `a long history shows its latest runs`() throws {
    let report = try HistoryStories.analyzed()
    try Fixture("history-long.80.txt")
      .expect(HistoryTable.render(report, width: 80, color: false, rowLimit: 12))
    try Fixture("history-long.md").expect(HistoryMarkdown.render(report, rowLimit: 12))
  }

  @Test func `all benchmarks of a suite in every format`() throws {
    let report = try HistoryStories.suite()
    try Fixture("history-suite.txt").expect(SuiteHistoryTable.render(report, color: false))
    try Fixture("history-suite.140.txt")
      .expect(SuiteHistoryTable.render(report, width: 140, color: false, changeLimit: 2))
    try Fixture("history-suite.60.txt")
      .expect(SuiteHistoryTable.render(report, width: 60, color: false))
    try Fixture("history-suite.ascii.txt")
      .expect(SuiteHistoryTable.render(report, color: false, charset: .ascii))
    try Fixture("history-suite.ansi").expect(SuiteHistoryTable.render(report, color: true))
    try Fixture("history-suite.md").expect(SuiteHistoryMarkdown.render(report, changeLimit: 2))
    try Fixture("history-suite.json").expect(HistoryJSON.render(report))
    let nothing = SuiteHistoryReport(metric: .wallTime, machine: "any machine", benchmarks: [])
    #expect(
      SuiteHistoryTable.render(nothing, color: false) == """
        History: wall clock of an iteration
        No run on any machine has a number for it.

        """)
  }

  @Test func `no history`() throws {
    let report = try HistoryStories.nothing()
    try Fixture("history-nothing.txt").expect(HistoryTable.render(report, color: false))
    try Fixture("history-nothing.md").expect(HistoryMarkdown.render(report))
  }
}
