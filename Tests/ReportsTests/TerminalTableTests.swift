import BenchModel
import Reports
import Statistics
import Testing

@Suite struct TerminalTableTests {
  /// The cells are counted by the C library.
  @Test(arguments: [Charset.unicode, .ascii])
  func `no line is wider than the terminal, whatever the benchmarks are called`(
    charset: Charset
  ) throws {
    let seed = UInt64.random(in: 0...(.max))
    print("seed \(seed)")
    var random = TestRandom(seed: seed)
    for _ in 0..<100 {
      let report = try randomReport(&random)
      let width = Int.random(in: 60...160, using: &random)
      let text = TerminalTable.render(report, width: width, color: false, charset: charset)
      let wide = text.lines.first { TerminalCells.count($0) > width }
      #expect(wide == nil, "at width \(width)")
      #expect(charset == .unicode || text.utf8.allSatisfy { $0 == 0x0A || 0x20...0x7E ~= $0 })
    }
  }

  /// 40 + 27 cells (`  ✗ wrong answer, see below`) are more than 60, so two lines are needed.
  @Test func `a failure finds room beside a long name`() throws {
    let name = String(repeating: "n", count: 40)
    let row = ReportRow.failed(try Stories.description(name), BenchmarkFailure(.wrongAnswer, "m"))
    let table = TerminalTable.render(Stories.report([row]), width: 60, color: false).lines
    #expect(table[1] == name)
    #expect(table[2].hasSuffix("  ✗ wrong answer, see below"))
  }

  @Test func `a name as wide as the terminal is on one line, and a wider one is not`() throws {
    for cells in [99, 100, 101] {
      let name = String(repeating: "n", count: cells)
      let row = ReportRow.measured(try Stories.summary(name, wall: (1, 1, 1)))
      let table = TerminalTable.render(Stories.report([row]), width: 100, color: false).lines
      #expect((table[1] == name) == (cells <= 100))
    }
  }

  /// A name that fits is found whole, or as its family and its parameters, each on one line.
  @Test func `every name can be copied back`() throws {
    let seed = UInt64.random(in: 0...(.max))
    print("seed \(seed)")
    var random = TestRandom(seed: seed)
    for _ in 0..<100 {
      let report = try randomReport(&random)
      let table = TerminalTable.render(report, width: 100, color: false).lines
        .prefix { !$0.isEmpty }
      let words = Set(table.flatMap { $0.split(separator: " ").map(String.init) })
      for row in report.run.results {
        let name = row.benchmark.name
        let parameters = name.parameters.map { "\($0.name)=\($0.value)" }.joined(separator: "/")
        let isThere =
          words.contains(name.description)
          || (words.contains(name.path + "/") && words.contains(parameters))
        #expect(isThere, "\(name)")
      }
    }
  }

  @Test(arguments: [60, 80, 100, 140])
  func `without color no escape sequence is written, even by a hostile benchmark`(
    width: Int
  ) throws {
    for report in [try Stories.hostileOutput(), try Stories.twoSuites()] {
      let text = TerminalTable.render(report, width: width, color: false)
      #expect(
        !text.unicodeScalars.contains {
          $0.value != 0x0A && $0.properties.generalCategory == .control
        })
    }
  }

  /// Sequences are taken off by hand, as `sed 's/\x1b\[[0-9]*m//g'` would.
  @Test func `color changes nothing but color`() throws {
    let report = try Stories.twoSuites()
    let colored = TerminalTable.render(report, color: true)
    var plain = ""
    let parts = colored.split(separator: "\u{1B}[", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      plain += index == 0 ? part : part.drop { $0 != "m" }.dropFirst()
    }
    #expect(plain == TerminalTable.render(report, color: false))
    #expect(colored != plain)
  }

  @Test func `a width below sixty counts as sixty`() throws {
    let report = try Stories.twoSuites()
    #expect(
      TerminalTable.render(report, width: 10, color: false)
        == TerminalTable.render(report, width: 60, color: false))
  }

  @Test func `a family stands together even when its members ran apart`() throws {
    let names = ["a/x/n=1", "b", "a/x/n=2"]
    let rows = try names.map { ReportRow.measured(try Stories.summary($0, wall: (1, 1, 1))) }
    let table = TerminalTable.render(Stories.report(rows), color: false).lines.prefix(5)
    #expect(table.map { $0.prefix(7) } == ["benchma", "a/x/", "  n=1  ", "  n=2  ", "b      "])
  }

  @Test func `what no benchmark has takes no column`() throws {
    let row = ReportRow.measured(try Stories.summary("a", wall: (1, 1, 1), density: []))
    let header = TerminalTable.render(Stories.report([row]), color: false).lines[0]
    #expect(header.split(separator: " ") == ["benchmark", "median", "allocs"])
  }

  /// The fullest bin has the highest of eight bars, half of it the fourth; 1 % is still seen.
  @Test(arguments: [
    ([0.5, 0.25, 0, 0.01], "█▄ ▁"), ([1], "█"), ([1, .nan, 0.5], "█ ▄"), ([0, 0], ""),
    ([0.1, 0.1, 0.1], "███"),
  ])
  func `density is drawn to the height of its fullest bin`(density: [Double], strip: String) throws
  {
    let row = ReportRow.measured(try Stories.summary("a", wall: (1, 1, 1), density: density))
    let line = TerminalTable.render(Stories.report([row]), color: false).lines[1]
    #expect(line.hasSuffix(strip.isEmpty ? " 0" : "  " + strip))
  }

  @Test func `allocations that only some benchmarks lack are named`() throws {
    let rows = try [("a", nil), ("b", "static"), ("c", "static")].map { name, reason in
      ReportRow.measured(
        try Stories.summary(
          name, wall: (1, 1, 1),
          allocations: reason.map { .unavailable(reason: $0) } ?? .value(3)))
    }
    let text = TerminalTable.render(Stories.report(rows), color: false)
    #expect(text.contains("\nAllocations n/a (static): b c\n"))
  }

  @Test func `intervals of different coverage are told apart`() throws {
    let rows = try [("a", 0.9), ("b", 0.999)].map { name, coverage in
      ReportRow.measured(try Stories.summary(name, wall: (1, 1, 1), coverage: coverage))
    }
    let text = TerminalTable.render(Stories.report(rows), color: false)
    #expect(
      text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        .contains("half of its 90 to 99.9 % interval"))
  }

  @Test func `every kind of failure has words`() throws {
    let kinds: [(BenchmarkFailure.Kind, String)] = [
      (.crashed, "crashed"), (.exited, "exited"), (.hung, "hung"),
      (.wrongAnswer, "wrong answer"), (.threw, "threw"), (.misdeclared, "misdeclared"),
      (.notStarted, "not started"), (.outOfTime, "out of time"),
    ]
    for (kind, words) in kinds {
      let failure = BenchmarkFailure(kind, "It did.", lastOutput: [])
      let row = ReportRow.failed(try Stories.description("a"), failure)
      let text = TerminalTable.render(Stories.report([row]), color: false)
      #expect(
        text.contains("✗ \(words), see below") && text.contains("  a: \(words)\n    It did.\n"))
    }
  }

  @Test func `the machine is told with its cores and load`() throws {
    var environment = Stories.environment()
    environment.machine.usableCores = .value(1)
    environment.machine.logicalCores = .value(1)
    environment.mood.loadAtEnd = environment.mood.loadAtStart
    let text = TerminalTable.render(
      Stories.report([], environment: environment), width: 200, color: false)
    #expect(text.contains(", 1 core, load 0.41, 0.2 % stolen, "))
  }

  private func randomReport(_ random: inout TestRandom) throws -> Report {
    let letters = Array("abcxyzABC0189-_.+")
    func word(_ length: ClosedRange<Int>) -> String {
      String(
        (0..<Int.random(in: length, using: &random)).map { _ in
          letters.randomElement(using: &random)!
        })
    }
    var names: Set<String> = []
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let path = (0..<Int.random(in: 1...2, using: &random)).map { _ in word(1...15) }
        .joined(separator: "/")
      for member in 0..<Int.random(in: 1...3, using: &random) {
        let parameters = (0..<Int.random(in: 0...2, using: &random)).map {
          "p\($0)=\(word(1...12))"
        }
        names.insert(
          ([path] + parameters + ["m=\(member)"].shuffled(using: &random)).joined(separator: "/"))
      }
    }
    let rows = try names.sorted().map { name -> ReportRow in
      guard Int.random(in: 0..<5, using: &random) > 0 else {
        let words = (0..<40).map { _ in Bool.random(using: &random) ? "漢字👍🏽" : word(1...30) }
        return .failed(
          try Stories.description(name),
          BenchmarkFailure(.threw, words.joined(separator: " "), lastOutput: words))
      }
      let noun = Throughput.elements(1, word(1...40))
      let scale = Double.random(in: 1e-12...1e-3, using: &random)
      return .measured(
        try Stories.summary(
          name, wall: (scale, scale * 0.9, scale * 1.2),
          throughput: Bool.random(using: &random) ? (noun, 1 / scale, 1 / scale, 1 / scale) : nil,
          allocations: Bool.random(using: &random)
            ? .value(Double(Int.random(in: 0...10_000_000_000, using: &random)))
            : .unavailable(reason: word(1...80)),
          density: (0..<12).map { _ in Double.random(in: 0...1, using: &random) },
          doubts: Bool.random(using: &random) ? [.singleProcess] : []))
    }
    return Stories.report(rows)
  }
}
