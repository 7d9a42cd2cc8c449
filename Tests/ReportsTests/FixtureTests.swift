import Reports
import Testing

/// The fixtures were read by a person; `python3` parsed those in JSON and CSV, and counted the
/// cells of the tables.
@Suite struct FixtureTests {
  @Test func `two suites in every format`() throws {
    let report = try Stories.twoSuites()
    try Fixture("two-suites.txt").expect(TerminalTable.render(report, color: false))
    try Fixture("two-suites.ansi").expect(TerminalTable.render(report, color: true))
    try Fixture("two-suites.ascii.txt")
      .expect(TerminalTable.render(report, color: false, charset: .ascii))
    try Fixture("two-suites.80.txt").expect(TerminalTable.render(report, width: 80, color: false))
    try Fixture("two-suites.60.txt").expect(TerminalTable.render(report, width: 60, color: false))
    try Fixture("two-suites.md").expect(MarkdownReport.render(report))
    try Fixture("two-suites.csv").expect(CSVReport.render(report))
    try Fixture("two-suites.json").expect(JSONReport.render(report))
  }

  @Test func `a machine that tells nothing, a debug build and doubts about everything`() throws {
    let report = try Stories.bareMachine()
    try Fixture("bare-machine.txt").expect(TerminalTable.render(report, color: false))
    try Fixture("bare-machine.md").expect(MarkdownReport.render(report))
    try Fixture("bare-machine.csv").expect(CSVReport.render(report))
    try Fixture("bare-machine.json").expect(JSONReport.render(report))
  }

  @Test func `hostile output stays text in every format`() throws {
    let report = try Stories.hostileOutput()
    try Fixture("hostile-output.txt").expect(TerminalTable.render(report, color: false))
    try Fixture("hostile-output.ascii.txt")
      .expect(TerminalTable.render(report, color: false, charset: .ascii))
    try Fixture("hostile-output.md").expect(MarkdownReport.render(report))
    try Fixture("hostile-output.csv").expect(CSVReport.render(report))
    try Fixture("hostile-output.json").expect(JSONReport.render(report))
  }

  @Test func `long names keep every letter`() throws {
    let report = try Stories.longNames()
    try Fixture("long-names.txt").expect(TerminalTable.render(report, color: false))
    try Fixture("long-names.60.txt").expect(TerminalTable.render(report, width: 60, color: false))
    try Fixture("long-names.140.txt")
      .expect(TerminalTable.render(report, width: 140, color: false))
  }

  @Test func `a run of nothing`() throws {
    let report = Stories.nothing()
    try Fixture("nothing.txt").expect(TerminalTable.render(report, color: false))
    try Fixture("nothing.md").expect(MarkdownReport.render(report))
    try Fixture("nothing.csv").expect(CSVReport.render(report))
    try Fixture("nothing.json").expect(JSONReport.render(report))
  }
}
