import Reports
import Testing

/// The fixtures were read by a person; `python3` parsed those in XML, JSON and CSV, and checked
/// the JSON against `docs/verdict-schema.json`.
@Suite struct ComparisonFixtureTests {
  @Test func `all equivalent`() throws {
    try expect(ComparisonStories.allEquivalent(), as: "all-equivalent")
  }

  @Test func `one regression, confirmed`() throws {
    let report = try ComparisonStories.oneRegression()
    try expect(report, as: "one-regression")
    try fixture("one-regression.80.txt")
      .expect(ComparisonTable.render(report, width: 80, color: false))
  }

  @Test func `a regression with the functions that took more`() throws {
    let report = try ComparisonStories.explained()
    try expect(report, as: "explained")
    try fixture("explained.60.txt")
      .expect(ComparisonTable.render(report, width: 60, color: false))
  }

  @Test func `inconclusive, with what could have been found`() throws {
    try expect(ComparisonStories.inconclusive(), as: "inconclusive")
  }

  @Test func `inconclusive where certainty was asked for`() throws {
    try expect(ComparisonStories.undecided(), as: "undecided")
  }

  @Test func `a flagged control arm`() throws {
    try expect(ComparisonStories.invalidControl(), as: "invalid-control")
  }

  @Test func `a benchmark of the baseline that crashed, and one that is gone`() throws {
    try expect(ComparisonStories.missingBenchmark(), as: "missing-benchmark")
  }

  @Test func `objectives missed, undecided and met`() throws {
    try expect(ComparisonStories.objectiveMissed(), as: "objective-missed")
  }

  @Test func `a waived regression and an improvement`() throws {
    try expect(ComparisonStories.waiver(), as: "waiver")
  }

  @Test func `benchmarks that the baseline does not have`() throws {
    try expect(ComparisonStories.added(), as: "added")
  }

  @Test func `today against past runs`() throws {
    try expect(ComparisonStories.historicalTrust(), as: "historical-trust")
  }

  @Test func `two stored runs`() throws {
    try expect(ComparisonStories.storedTrust(), as: "stored-trust")
  }

  @Test func `everything at once`() throws {
    let report = try ComparisonStories.mixed()
    try expect(report, as: "mixed")
    try fixture("mixed.ansi").expect(ComparisonTable.render(report, color: true))
    try fixture("mixed.ascii.txt")
      .expect(ComparisonTable.render(report, color: false, charset: .ascii))
    try fixture("mixed.80.txt").expect(ComparisonTable.render(report, width: 80, color: false))
    try fixture("mixed.60.txt").expect(ComparisonTable.render(report, width: 60, color: false))
  }

  @Test func `hostile labels and reasons stay text in every format`() throws {
    try expect(ComparisonStories.hostile(), as: "hostile")
  }

  @Test func `nothing to compare`() throws {
    try expect(ComparisonStories.nothing(), as: "nothing")
  }

  private func expect(_ report: ComparisonReport, as story: String) throws {
    try fixture("\(story).txt").expect(ComparisonTable.render(report, color: false))
    try fixture("\(story).md").expect(ComparisonMarkdown.render(report))
    try fixture("\(story).xml").expect(JUnitReport.render(report))
    try fixture("\(story).github").expect(GitHubAnnotations.render(report))
    try fixture("\(story).json").expect(VerdictJSON.render(report))
    try fixture("\(story).csv").expect(VerdictCSV.render(report))
  }

  private func fixture(_ name: String) -> Fixture { Fixture("comparison/\(name)") }
}
