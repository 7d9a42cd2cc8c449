import BenchModel
import Reports
import Statistics
import Testing
import Verdicts

@Suite struct ComparisonTableTests {
  /// The cells are counted by the C library.
  @Test(arguments: [Charset.unicode, .ascii])
  func `no line is wider than the terminal, whatever is compared`(charset: Charset) throws {
    let seed = UInt64.random(in: 0...(.max))
    print("seed \(seed)")
    var random = TestRandom(seed: seed)
    for _ in 0..<100 {
      let report = try randomReport(&random)
      let width = Int.random(in: 60...160, using: &random)
      let text = ComparisonTable.render(report, width: width, color: false, charset: charset)
      let wide = text.lines.first { TerminalCells.count($0) > width }
      #expect(wide == nil, "at width \(width)")
      #expect(charset == .unicode || text.utf8.allSatisfy { $0 == 0x0A || 0x20...0x7E ~= $0 })
    }
  }

  @Test(arguments: [60, 80, 100, 140])
  func `without color no escape sequence is written, even for a hostile label`(width: Int) throws {
    let text = ComparisonTable.render(try ComparisonStories.hostile(), width: width, color: false)
    #expect(
      !text.unicodeScalars.contains {
        $0.value != 0x0A && $0.properties.generalCategory == .control
      })
  }

  /// Sequences are taken off by hand, as `sed 's/\x1b\[[0-9]*m//g'` would.
  @Test func `color changes nothing but color`() throws {
    let report = try ComparisonStories.mixed()
    let colored = ComparisonTable.render(report, color: true)
    var plain = ""
    let parts = colored.split(separator: "\u{1B}[", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      plain += index == 0 ? part : part.drop { $0 != "m" }.dropFirst()
    }
    #expect(plain == ComparisonTable.render(report, color: false))
    #expect(colored != plain)
  }

  /// Regressed, no number, inconclusive, waived, improved, equivalent; the largest change first.
  @Test func `what matters most stands first`() throws {
    let cases: [(String, Double, Verdict, String?)] = [
      ("a", 0, .equivalent, nil), ("b", -0.1, .improved, nil), ("c", 0.04, .regressed, "w"),
      ("d", 0.02, .regressed, nil), ("e", 0.3, .regressed, nil), ("f", 0.01, .inconclusive, nil),
      ("g", -0.2, .improved, nil), ("h", 0, .invalid, nil),
    ]
    let verdicts = try cases.flatMap { name, change, verdict, waiver in
      try ComparisonStories.times(name, 1, 1 + change, change, verdict, waiver: waiver)
    }
    let report = ComparisonStories.report(
      .red, verdicts,
      missing: [
        SuiteVerdict.Missing(benchmark: try ComparisonStories.name("i"), reason: "crashed")
      ], exitStatus: 20)
    let table = ComparisonTable.render(report, color: false).lines
      .drop { !$0.hasPrefix("benchmark") }.dropFirst().prefix { !$0.isEmpty }
    let names = table.compactMap { $0.first == " " ? nil : $0.first.map(String.init) }
    #expect(names == ["e", "d", "i", "h", "f", "c", "g", "b", "a"])
  }

  /// Rounded by hand to a tenth of a percent.
  @Test(arguments: [
    (0.051, "+5.1 %"), (-0.0799, "-8.0 %"), (0, "0 %"), (0.0004, "0.0 %"), (-0.0004, "0.0 %"),
    (0.0006, "+0.1 %"), (9.99, "+999.0 %"), (10, "x11.0"), (-0.999, "-99.9 %"), (.nan, "n/a"),
    (.infinity, "+inf"), (1e300, "x1.00e300"),
  ])
  func `a change is signed and to a tenth`(change: Double, text: String) throws {
    let verdict = try timed(change, low: min(change, 0), high: max(change, 0))
    let line = try #require(
      ComparisonTable.render(ComparisonStories.report(.green, [verdict]), color: false).lines
        .first { $0.hasPrefix("a ") })
    #expect(line.contains(" \(text)  "))
  }

  @Test func `an interval that is open on both sides says so`() throws {
    let verdict = try timed(0.1, low: -.infinity, high: .infinity)
    let text = ComparisonTable.render(ComparisonStories.report(.green, [verdict]), color: false)
    #expect(text.contains("+10.0 %  (-inf to +inf)"))
  }

  @Test func `the metric that decides is marked, and the other stands in brackets`() throws {
    let text = ComparisonTable.render(try ComparisonStories.mixed(), color: false)
    #expect(text.contains("\nactors/ping-pong  * wall     252 ns  3.28 µs "))
    #expect(text.contains("\n                    cpu      250 ns  3.25 µs "))
    #expect(text.contains("    (regressed)\n"))
  }

  /// 0.0312 is 3.2 % rounded up: 3.1 % might be missed more often than was said.
  @Test func `the smallest change that could be found is rounded up`() throws {
    for (effect, text) in [(0.0312, "3.2 %"), (0.03, "3.0 %"), (0.118, "11.8 %")] {
      let report = ComparisonStories.report(
        .green,
        try ComparisonStories.times("a", 1, 1, 0, .inconclusive, detectable: effect))
      #expect(
        ComparisonTable.render(report, color: false)
          .contains("it finds a change of \(text) in nine of ten runs"))
    }
  }

  @Test func `what to type next repeats the base as a shell reads it back`() throws {
    let report = ComparisonStories.report(
      .green, try ComparisonStories.times("a", 1, 1, 0, .inconclusive),
      baseArguments: ["--against", "it's HEAD~1"])
    #expect(
      ComparisonTable.render(report, color: false)
        .contains(
          "\n  bench a --against 'it'\\''s HEAD~1' --thorough  "
            + "# with more samples in each process pair\n")
    )
  }

  @Test func `evidence of another kind than the report's is named`() throws {
    let verdicts =
      try ComparisonStories.times("a", 1, 1, 0, .equivalent)
      + ComparisonStories.times(
        "b", 1, 1, 0, .inconclusive, trust: .history, isGating: false, blocks: 0)
    let report = ComparisonStories.report(.green, verdicts)
    #expect(
      ComparisonTable.render(report, color: false)
        .contains("\nJudged by their own past runs only: b.\n"))
  }

  @Test func `a comparison without a control arm says so`() throws {
    let report = ComparisonStories.report(
      .green, try ComparisonStories.times("a", 1, 1, 0, .equivalent), hasControl: false)
    #expect(ComparisonTable.render(report, color: false).contains("\nControl: No control arm ran."))
  }

  /// The statuses are those of the command line's documentation.
  @Test(arguments: [
    (SuiteVerdict.Color.green, Int32(0), ComparisonReport.Outcome.passed),
    (.green, 24, .undecided), (.green, 21, .failed), (.green, 1, .failed), (.red, 20, .regressed),
    (.failed, 21, .failed), (.invalid, 23, .invalid),
  ])
  func `the outcome follows from the color and the exit status`(
    color: SuiteVerdict.Color, status: Int32, outcome: ComparisonReport.Outcome
  ) throws {
    let verdicts = try ComparisonStories.times("a", 1, 1, 0, .equivalent)
    let report = ComparisonStories.report(color, verdicts, exitStatus: status)
    #expect(report.outcome == outcome)
    #expect(
      ComparisonTable.render(report, color: false)
        .hasPrefix(
          outcome == .passed
            ? "PASS: " : outcome == .undecided ? "UND" : outcome == .invalid ? "INV" : "FAIL: "))
  }

  private func timed(_ change: Double, low: Double, high: Double) throws -> MetricVerdict {
    MetricVerdict(
      benchmark: try ComparisonStories.name("a"), metric: .cpuTime, verdict: .inconclusive,
      trust: .lockstep, isGating: true,
      effect: Estimate(
        point: change, low: low.isNaN ? 0 : low, high: high.isNaN ? 0 : high, coverage: 0.95,
        standardError: 0, method: .orderStatistics), pValue: nil, adjustedPValue: nil,
      eValue: nil, margin: 0.01, smallestDetectableEffect: nil, units: 8, blocks: 64,
      droppedBlocks: 0, isConfirmed: nil, layoutShare: nil, base: 1, candidate: 1, reason: nil)
  }

  private func randomReport(_ random: inout TestRandom) throws -> ComparisonReport {
    let letters = Array("abcxyzABC0189-_.+")
    func word(_ length: ClosedRange<Int>) -> String {
      String(
        (0..<Int.random(in: length, using: &random)).map { _ in
          letters.randomElement(using: &random)!
        })
    }
    func foreign() -> String? {
      guard Bool.random(using: &random) else { return nil }
      return (0..<Int.random(in: 1...30, using: &random))
        .map { _ in Bool.random(using: &random) ? "漢字👍🏽 e\u{301}\t" : word(1...40) }
        .joined(separator: " ")
    }
    let scales = [1e-12, 1e-9, 1e-3, 1, 1e4]
    let verdicts = try (0..<Int.random(in: 0...5, using: &random)).flatMap {
      index -> [MetricVerdict] in
      let name = try ComparisonStories.name(
        (0..<Int.random(in: 1...5, using: &random)).map { _ in word(1...30) }
          .joined(separator: "/") + "/i=\(index)")
      return Metric.allCases.map { metric in
        let change =
          Double.random(in: -0.99...3, using: &random) * scales.randomElement(using: &random)!
        return MetricVerdict(
          benchmark: name, metric: metric, verdict: Verdict.allCases.randomElement(using: &random)!,
          trust: .lockstep, isGating: Bool.random(using: &random),
          effect: Bool.random(using: &random)
            ? nil
            : Estimate(
              point: change, low: change - 1, high: change + scales.randomElement(using: &random)!,
              coverage: 0.999, standardError: 0, method: .orderStatistics), pValue: 0.5,
          adjustedPValue: nil, eValue: nil, margin: 0.01,
          smallestDetectableEffect: Double.random(in: 0...1e6, using: &random), units: 1_000_000,
          blocks: 1_000_000_000, droppedBlocks: 123_456_789,
          isConfirmed: Bool.random(using: &random), layoutShare: 0.123,
          base: Double(Int.random(in: 0...10_000_000_000, using: &random)),
          candidate: Double.random(in: 0...1, using: &random), reason: foreign(),
          waiver: foreign())
      }
    }
    return ComparisonStories.report(
      SuiteVerdict.Color.green, verdicts,
      missing: [
        SuiteVerdict.Missing(
          benchmark: try ComparisonStories.name(word(1...150)), reason: foreign() ?? "")
      ], warnings: [foreign() ?? ""], labels: (foreign() ?? "", foreign() ?? ""),
      baseArguments: [foreign() ?? "--x"])
  }
}
