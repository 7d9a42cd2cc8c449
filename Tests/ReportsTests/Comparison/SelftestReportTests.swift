import Foundation
import Reports
import Testing

@Suite struct SelftestReportTests {
  @Test func `the self test in every format`() throws {
    let report = SelftestStories.full()
    try fixture("full.txt").expect(SelftestTable.render(report, color: false))
    try fixture("full.80.txt").expect(SelftestTable.render(report, width: 80, color: false))
    try fixture("full.60.txt").expect(SelftestTable.render(report, width: 60, color: false))
    try fixture("full.ansi").expect(SelftestTable.render(report, color: true))
    try fixture("full.md").expect(SelftestMarkdown.render(report))
    try fixture("full.json").expect(SelftestJSON.render(report))
  }

  @Test func `a self test of nothing`() throws {
    let report = SelftestStories.nothing()
    try fixture("nothing.txt").expect(SelftestTable.render(report, color: false))
    try fixture("nothing.md").expect(SelftestMarkdown.render(report))
    try fixture("nothing.json").expect(SelftestJSON.render(report))
  }

  /// One in ten thousand is neither none nor all.
  @Test(arguments: [
    (0.0, "0 %"), (0.0001, "<0.1 %"), (0.9999, ">99.9 %"), (1.0, "100 %"), (0.976, "97.6 %"),
    (.nan, "n/a %"),
  ])
  func `a rate never rounds to none or to all`(share: Double, text: String) {
    let rate = SelftestReport.Rate(point: share, low: share, high: share)
    let report = SelftestStories.report([SelftestStories.row(.same, .ours, 1, 0, rate, 0, 0, 0)])
    let line = SelftestTable.render(report, color: false).lines.first { $0.hasPrefix("  A/A") }
    #expect(line?.contains("  \(text)  ") == true)
  }

  @Test func `ours stands first whatever the order of the rows`() throws {
    let full = SelftestStories.full()
    let backward = SelftestStories.report(full.rows.reversed())
    #expect(
      SelftestTable.render(backward, color: false) == SelftestTable.render(full, color: false))
    #expect(SelftestMarkdown.render(backward).contains("|  | ours | benchstat | Criterion | "))
  }

  @Test func `every key is there in every row`() throws {
    let text = try SelftestJSON.render(SelftestStories.full())
    let root = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let rows = try #require(root["rows"] as? [[String: Any]])
    #expect(rows.count == 12)
    for row in rows {
      #expect(
        row.keys.sorted() == [
          "added", "bodyClass", "change", "found", "gates", "kind", "missed", "rate", "redGates",
          "rule", "secondsPerBenchmark", "wrongSign",
        ])
    }
  }

  private func fixture(_ name: String) -> Fixture { Fixture("selftest/\(name)") }
}
