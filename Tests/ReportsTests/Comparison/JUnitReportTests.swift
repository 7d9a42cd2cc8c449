import BenchModel
import Foundation
import FoundationXML
import Reports
import Testing
import Verdicts

@Suite struct JUnitReportTests {
  /// What `XMLParser` reads of a file.
  private final class Reader: NSObject, XMLParserDelegate {
    var counts: [String: Int] = [:]
    var attributes: [String: [[String: String]]] = [:]
    var output = ""

    func parser(
      _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      counts[element, default: 0] += 1
      self.attributes[element, default: []].append(attributes)
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { output += string }
  }

  /// All of Unicode in an attribute and in an element; `XMLParser` is libxml2.
  @Test func `text is well-formed whatever it is made of`() {
    let scalars = (0...0x10FFFF).compactMap { Unicode.Scalar(UInt32($0)) }
    for start in stride(from: 0, to: scalars.count, by: 65_536) {
      var text = String.UnicodeScalarView()
      for (index, scalar) in scalars[start..<min(start + 65_536, scalars.count)].enumerated() {
        text.append(scalar)
        // What could close something stands among all of them.
        if index.isMultiple(of: 61) { text.append(contentsOf: "]]>\"'&<".unicodeScalars) }
      }
      let escaped = XMLText.escaped(String(text))
      let (isWellFormed, _) = parse("<a b=\"\(escaped)\">\(escaped)</a>")
      #expect(isWellFormed, "from U+\(String(scalars[start].value, radix: 16))")
    }
  }

  @Test func `every control is kept from the file`() throws {
    let controls = String(
      String.UnicodeScalarView((0..<0xA0).compactMap { Unicode.Scalar(UInt32($0)) }))
    let report = ComparisonStories.report(
      .red,
      try ComparisonStories.times("a", 1, 2, 1, .regressed, reason: controls),
      missing: [
        SuiteVerdict.Missing(benchmark: try ComparisonStories.name("b"), reason: controls)
      ], warnings: [controls], labels: (controls, controls), exitStatus: 20)
    let (isWellFormed, reader) = parse(JUnitReport.render(report))
    #expect(isWellFormed)
    #expect(reader.counts["testcase"] == 3)
  }

  @Test func `a message is read back as it was, and what XML cannot say is replaced`() throws {
    let message = "a < b & \"c\" > 'd' ]]> \u{FFFF} é 漢 👍"
    let report = ComparisonStories.report(
      .failed, [],
      missing: [SuiteVerdict.Missing(benchmark: try ComparisonStories.name("b"), reason: message)],
      exitStatus: 21)
    let (isWellFormed, reader) = parse(JUnitReport.render(report))
    let expected = "no number: a < b & \"c\" > 'd' ]]> \u{FFFD} é 漢 👍"
    #expect(isWellFormed)
    #expect(reader.attributes["failure"]?.first?["message"] == expected)
    #expect(reader.output.contains(expected))
  }

  /// Counted by hand from the stories.
  @Test(arguments: [
    ("all-equivalent", 4, 0, 0, 0), ("one-regression", 3, 1, 0, 0), ("inconclusive", 4, 0, 0, 2),
    ("undecided", 4, 2, 0, 0), ("invalid-control", 3, 1, 1, 1), ("missing-benchmark", 4, 2, 0, 0),
    ("objective-missed", 4, 1, 0, 0), ("waiver", 3, 0, 0, 0), ("mixed", 8, 4, 0, 1),
    ("nothing", 0, 0, 0, 0),
  ])
  func `counts what it holds`(
    story: String, tests: Int, failures: Int, errors: Int, skipped: Int
  ) throws {
    let reports = [
      "all-equivalent": try ComparisonStories.allEquivalent(),
      "one-regression": try ComparisonStories.oneRegression(),
      "inconclusive": try ComparisonStories.inconclusive(),
      "undecided": try ComparisonStories.undecided(),
      "invalid-control": try ComparisonStories.invalidControl(),
      "missing-benchmark": try ComparisonStories.missingBenchmark(),
      "objective-missed": try ComparisonStories.objectiveMissed(),
      "waiver": try ComparisonStories.waiver(), "mixed": try ComparisonStories.mixed(),
      "nothing": ComparisonStories.nothing(),
    ]
    let (_, reader) = parse(JUnitReport.render(try #require(reports[story])))
    let suite = try #require(reader.attributes["testsuite"]?.first)
    let counted = ["testcase", "failure", "error", "skipped"].map { reader.counts[$0] ?? 0 }
    #expect(counted == [tests, failures, errors, skipped])
    #expect(
      ["tests", "failures", "errors", "skipped"].map { suite[$0] } == counted.map(String.init))
  }

  /// A benchmark that only fails, or only has an objective, still is a case.
  @Test func `a new benchmark that crashed is a failure`() throws {
    let description = try Stories.description("new/crash")
    let report = ComparisonStories.report(
      .green, try ComparisonStories.times("a", 1, 1, 0, .equivalent),
      failures: [
        ComparisonReport.Failure(
          benchmark: description, side: .candidate,
          failure: BenchmarkFailure(.crashed, "Signal 11."))
      ], exitStatus: 21)
    #expect(report.outcome == .failed)
    let (_, reader) = parse(JUnitReport.render(report))
    let names = reader.attributes["testcase"]?.compactMap { $0["name"] }
    #expect(names == ["control: base against its own copy", "a", "new/crash"])
    #expect(
      reader.attributes["failure"]?.first?["message"] == "crashed in the new build: Signal 11.")
    #expect(
      ComparisonTable.render(report, color: false)
        .hasPrefix("FAIL: no regression found, but new/crash failed (crashed).\n"))
  }

  @Test func `an objective that is open fails only where certainty was asked for`() throws {
    for (status, failures) in [(Int32(0), 0), (24, 1)] {
      let benchmark = BenchmarkDescription(
        name: try ComparisonStories.name("a"), question: "", throughput: nil, tags: [],
        objective: .atMost(.seconds(1)))
      let report = ComparisonStories.report(
        .green, try ComparisonStories.times("a", 1, 1, 0, .equivalent),
        objectives: [try ComparisonStories.objective(benchmark, .undecided, (1, 0.9, 1.1))],
        exitStatus: status)
      let (_, reader) = parse(JUnitReport.render(report))
      #expect((reader.counts["failure"] ?? 0) == failures)
    }
  }

  private func parse(_ text: String) -> (isWellFormed: Bool, reader: Reader) {
    let reader = Reader()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = reader
    return (parser.parse(), reader)
  }
}
