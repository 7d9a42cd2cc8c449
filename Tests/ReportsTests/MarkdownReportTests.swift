import BenchModel
import Reports
import Testing

@Suite struct MarkdownReportTests {
  /// GitHub drops a table whose rows differ in cells. A pipe splits unless a backslash is before
  /// it, in code spans too (GitHub Flavored Markdown Spec 0.29, section 4.10).
  @Test func `every row of the table has the same cells`() throws {
    for report in [try Stories.twoSuites(), try Stories.hostileOutput(), try Stories.longNames()] {
      let rows = MarkdownReport.render(report).lines.filter { $0.hasPrefix("| ") }
        .prefix { !$0.hasPrefix("| | |") }
      #expect(rows.count == report.rows.count + 2)
      for row in rows {
        var cells = 0
        var previous: Character?
        for character in row {
          if character == "|", previous != "\\" { cells += 1 }
          previous = character
        }
        #expect(cells == 10, "\(row)")
      }
    }
  }

  /// The escapes are those of the specification, sections 2.4 (backslashes) and 6.2 (entities).
  @Test(
    arguments: [
      ("a|b", "a\\|b"), ("`x`", "\\`x\\`"), ("<b>&", "&lt;b&gt;&amp;"),
      ("*_[]~$\\", "\\*\\_\\[\\]\\~\\$\\\\"),
      ("@octocat", "@&#8203;octocat"), ("#12", "#&#8203;12"),
      ("3 @ 2.1GHz # end", "3 @ 2.1GHz # end"),
    ])
  func `a message stays text`(message: String, escaped: String) throws {
    let row = ReportRow.failed(try Stories.description("a"), BenchmarkFailure(.threw, message))
    let text = MarkdownReport.render(Stories.report([row]))
    #expect(text.contains("\n- `a` **threw**: \(escaped)\n"))
  }

  @Test func `a fence is longer than the backticks inside`() throws {
    let failure = BenchmarkFailure(.threw, "m", lastOutput: ["a ```` b", "``"])
    let row = ReportRow.failed(try Stories.description("a"), failure)
    let text = MarkdownReport.render(Stories.report([row]))
    #expect(text.contains("\n\n  `````text\n  a ```` b\n  ``\n  `````\n"))
  }

  @Test func `allocations that some benchmarks lack are named`() throws {
    let rows = [
      ReportRow.measured(try Stories.summary("a", wall: (1, 1, 1))),
      .measured(
        try Stories.summary(
          "b", wall: (1, 1, 1), allocations: .unavailable(reason: "no <malloc>"))),
    ]
    let text = MarkdownReport.render(Stories.report(rows))
    #expect(text.contains("\nAllocations n/a (no &lt;malloc&gt;): `b`\n"))
  }
}
