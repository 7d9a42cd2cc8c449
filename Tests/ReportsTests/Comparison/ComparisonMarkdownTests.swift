import BenchModel
import Reports
import Testing
import Verdicts

@Suite struct ComparisonMarkdownTests {
  /// GitHub drops a table whose rows differ in cells. A pipe splits unless a backslash is before
  /// it, in code spans too (GitHub Flavored Markdown Spec 0.29, section 4.10).
  @Test func `every row of the tables has the same cells`() throws {
    for report in [try ComparisonStories.mixed(), try ComparisonStories.hostile()] {
      let rows = ComparisonMarkdown.render(report).lines
        .filter { $0.hasPrefix("| `") || $0.hasPrefix("| Benchmark") }
      #expect(rows.count > 4)
      for row in rows {
        #expect(bars(in: row) == 8, "\(row)")
      }
    }
  }

  /// The escapes are those of the specification, sections 2.4 (backslashes) and 6.2 (entities).
  @Test func `foreign text stays text in the headline, the reasons and the warnings`() throws {
    let text = ComparisonMarkdown.render(try ComparisonStories.hostile())
    let escaped = "&lt;/details&gt;\\|\\`@&#8203;octocat\\` #&#8203;12 %0A"
    #expect(text.contains("`gone` gave no number: \(escaped)"))
    #expect(text.contains("> - \(escaped)"))
    #expect(text.lines[0].contains("=baseline &lt;/details&gt;\\|\\`@&#8203;octocat"))
    // A fence of four, since the output holds one of three.
    #expect(text.contains("\n  ````text\n  ```\n"))
    // Besides what is fenced, each fold is closed once by us.
    #expect(
      text.lines.count { $0 == "<details>" } == text.lines.count { $0 == "</details>" })
  }

  /// GitHub refuses a body of more than 65,536 characters.
  @Test func `a comment never grows beyond what GitHub takes`() throws {
    let reason = String(repeating: "漢<&`", count: 300)
    let verdicts = try (0..<2_000).flatMap { index in
      try ComparisonStories.times(
        "suite/with/a/long/path/benchmark=\(index)", 1, 2, 1,
        [.regressed, .equivalent, .inconclusive][index % 3], reason: reason)
    }
    let missing = try (0..<500).map { index in
      SuiteVerdict.Missing(benchmark: try ComparisonStories.name("gone/\(index)"), reason: reason)
    }
    let report = ComparisonStories.report(
      .red, verdicts, missing: missing,
      warnings: Array(repeating: reason, count: 200), exitStatus: 20)
    let text = ComparisonMarkdown.render(report)
    #expect(text.utf8.count <= 65_000)
    #expect(text.hasPrefix("### ✗ FAIL: 667 of 2500 benchmarks regressed"))
    #expect(text.contains("more benchmarks are left out here."))
    #expect(
      text.lines.count { $0 == "<details>" } == text.lines.count { $0 == "</details>" })
  }

  /// A combining mark takes no cell of a terminal, but bytes.
  @Test func `a failure of a million combining marks leaves a short comment`() throws {
    let marks = "a" + String(repeating: "\u{301}", count: 1_000_000)
    let failure = ComparisonReport.Failure(
      benchmark: try Stories.description("a"), side: .candidate,
      failure: BenchmarkFailure(.threw, marks))
    let report = ComparisonStories.report(.failed, [], failures: [failure], exitStatus: 21)
    #expect(ComparisonMarkdown.render(report).utf8.count <= 65_000)
  }

  private func bars(in row: String) -> Int {
    var count = 0
    var previous: Character?
    for character in row {
      if character == "|", previous != "\\" { count += 1 }
      previous = character
    }
    return count
  }
}
