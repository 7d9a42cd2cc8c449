import Reports
import Testing
import Verdicts

@Suite struct GitHubAnnotationsTests {
  /// The escapes are those of `escapeData` and `escapeProperty` in the toolkit of GitHub Actions
  /// (`packages/core/src/command.ts`): only the property escapes colon and comma.
  @Test(arguments: [
    ("a: b, c", "a: b, c", "::error title=a%3A b%2C c::a: b, c"),
    ("100 %", "100 %", "::error title=100 %25::100 %25"),
    ("x\r\ny", "x\r\ny", "::error title=x%0D%0Ay::x%0D%0Ay"),
    ("%0A", "::warning::x", "::error title=%250A::::warning::x"),
    ("", "", "::error title=::"),
  ])
  func `what ends a command or a property is escaped`(
    title: String, message: String, text: String
  ) {
    #expect(WorkflowCommand(.error, title: title, message: message).text == text)
  }

  @Test func `no foreign text starts a line of its own`() throws {
    let lines = GitHubAnnotations.render(try ComparisonStories.hostile()).lines.dropLast()
    let levels = WorkflowCommand.Level.allCases.map { "::\($0.rawValue) title=" }
    for line in lines {
      #expect(levels.contains { line.hasPrefix($0) }, "\(line)")
      #expect(!line.contains("\r"))
    }
  }

  /// 1 headline and 40 regressions make 41; 9 are shown and the tenth counts the other 32.
  @Test func `ten of a level are shown, and the tenth counts the rest`() throws {
    let verdicts = try (1...40).flatMap { index in
      try ComparisonStories.times("b\(index)", 1, 2, 1 + Double(index) / 100, .regressed)
    }
    let report = ComparisonStories.report(.red, verdicts, exitStatus: 20)
    let errors = GitHubAnnotations.render(report).lines.filter { $0.hasPrefix("::error ") }
    #expect(errors.count == GitHubAnnotations.shownMax)
    #expect(errors[1].hasPrefix("::error title=b40%3A cpu regressed::"))
    #expect(errors[9].hasPrefix("::error title=bench%3A 32 more::b32: cpu regressed%0Ab31: "))
  }

  @Test func `certainty that was asked for turns warnings into errors`() throws {
    let open = GitHubAnnotations.render(try ComparisonStories.inconclusive())
    let strict = GitHubAnnotations.render(try ComparisonStories.undecided())
    #expect(open.contains("::warning title=sync/tail%3A cpu inconclusive::"))
    #expect(open.hasPrefix("::warning") && open.contains("::notice title=bench%3A PASS::"))
    #expect(strict.hasPrefix("::error title=bench%3A UNDECIDED::"))
    #expect(strict.contains("::error title=sync/tail%3A cpu inconclusive::"))
  }

  /// Counts do not depend on the machine's mood, so the allocation that was added stays an error.
  @Test func `under a flagged control arm no time is an annotation, but a count is`() throws {
    let lines = GitHubAnnotations.render(try ComparisonStories.invalidControl()).lines
    #expect(lines[0].hasPrefix("::error title=bench%3A INVALID::"))
    #expect(lines[1].hasPrefix("::error title=sync/tail%3A allocs regressed::12 → 13, +8.3 %25"))
    #expect(!lines.contains { $0.contains("%3A cpu") || $0.contains("%3A wall") })
  }

  @Test func `evidence that does not decide is a warning`() throws {
    let text = GitHubAnnotations.render(try ComparisonStories.historicalTrust())
    #expect(text.contains("::warning title=actors/ping-pong%3A cpu regressed::"))
    #expect(!text.contains("::error"))
  }
}
