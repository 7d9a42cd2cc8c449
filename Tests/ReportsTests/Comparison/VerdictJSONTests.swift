import BenchModel
import Foundation
import Reports
import Statistics
import Testing
import Verdicts

@Suite struct VerdictJSONTests {
  /// The schema, the page and the file must name the same fields: each is a promise about the
  /// others.
  @Test func `every field is in the schema and on the page, and nothing else is`() throws {
    let schema = try object(Data(contentsOf: docs.appending(path: "verdict-schema.json")))
    let defined = try #require(schema["$defs"] as? [String: [String: Any]])
    let root = try object(VerdictJSON.render(ComparisonStories.mixed()))
    #expect(root.keys.sorted() == (schema["required"] as? [String]))
    #expect(keys(of: schema) == root.keys.sorted())
    let verdict = try #require((root["verdicts"] as? [[String: Any]])?.first)
    #expect(verdict.keys.sorted() == keys(of: defined["verdict"]))
    let change = try #require(verdict["change"] as? [String: Any])
    #expect(change.keys.sorted() == keys(of: defined["interval"]))
    let objective = try #require((root["objectives"] as? [[String: Any]])?.first)
    #expect(objective.keys.sorted() == keys(of: defined["objective"]))
    let control = try #require(root["control"] as? [String: Any])
    #expect(control.keys.sorted() == keys(of: defined["control"]))
    let crashed = try object(VerdictJSON.render(ComparisonStories.missingBenchmark()))
    let failure = try #require((crashed["failures"] as? [[String: Any]])?.first)
    #expect(failure.keys.sorted() == keys(of: defined["failure"]))

    let page = try String(contentsOf: docs.appending(path: "verdict-json.md"), encoding: .utf8)
    let rows = page.lines.filter { $0.hasPrefix("| `") }
    let cells = rows.compactMap { $0.split(separator: "|").first }.joined(separator: ",")
    let named = Set(
      cells.split { " ,`.".contains($0) }.map(String.init))
    let parts = ["verdict", "interval", "objective", "control", "failure", "side", "benchmark"]
    let promised = parts.flatMap { keys(of: defined[$0]) ?? [] } + root.keys
    #expect(Set(promised).subtracting(named) == [])
    let environment = try #require(
      (schema["properties"] as? [String: Any])?["environment"] as? [String: Any])
    let known = Set(promised).union(nestedKeys(of: environment))
    #expect(nestedKeys(of: environment).subtracting(named) == [])
    #expect(named.subtracting(known) == [])
  }

  @Test func `what is not finite is null, and a null effect leaves no interval`() throws {
    let endless = Estimate(
      point: 0.1, low: -.infinity, high: .infinity, coverage: 0.95, standardError: 1,
      method: .orderStatistics)
    let verdict = MetricVerdict(
      benchmark: try ComparisonStories.name("a"), metric: .cpuTime, verdict: .inconclusive,
      trust: .lockstep, isGating: true, effect: endless, pValue: .nan, adjustedPValue: nil,
      eValue: .infinity, margin: 0.01, smallestDetectableEffect: .infinity, units: 2, blocks: 16,
      droppedBlocks: 0, isConfirmed: nil, layoutShare: nil, base: nil, candidate: .infinity,
      reason: nil)
    let root = try object(VerdictJSON.render(ComparisonStories.report(.green, [verdict])))
    let record = try #require((root["verdicts"] as? [[String: Any]])?.first)
    let change = try #require(record["change"] as? [String: Any])
    #expect(change["point"] as? Double == 0.1)
    #expect(change["low"] is NSNull && change["high"] is NSNull)
    for key in ["pValue", "adjustedPValue", "smallestDetectableChange", "base", "candidate"] {
      #expect(record[key] is NSNull, "\(key)")
    }
    #expect(record["eValue"] as? Double == .greatestFiniteMagnitude)
  }

  @Test func `a duration that is not finite is refused with the name of the field`() throws {
    let report = try ComparisonStories.added()
    let endless = ComparisonReport(
      base: report.base, candidate: report.candidate, trust: report.trust,
      verdict: report.verdict, exitStatus: 0, benchmarks: [], failures: [],
      environment: report.environment, startedAt: "", durationSeconds: .infinity, settings: [],
      baseArguments: [])
    #expect(throws: ReportError.notFinite(field: "durationSeconds")) {
      try VerdictJSON.render(endless)
    }
  }

  /// Foreign text is not cleaned here, since a program reads it; only spelled so that a terminal
  /// that shows the file obeys nothing.
  @Test func `hostile text is read back as it was`() throws {
    let report = try ComparisonStories.hostile()
    let text = try VerdictJSON.render(report)
    let root = try object(text)
    #expect(root["warnings"] as? [String] == report.verdict.warnings)
    #expect((root["base"] as? [String: Any])?["label"] as? String == report.base.label)
    #expect(
      !text.unicodeScalars.contains {
        $0 != "\n" && [.control, .format].contains($0.properties.generalCategory)
      })
  }

  @Test func `every list is sorted, whatever the order of what was handed in`() throws {
    let report = try ComparisonStories.mixed()
    let verdict = report.verdict
    let backward = ComparisonReport(
      base: report.base, candidate: report.candidate, trust: report.trust,
      verdict: SuiteVerdict(
        color: verdict.color, verdicts: verdict.verdicts.reversed(),
        objectives: verdict.objectives.reversed(), missing: verdict.missing.reversed(),
        added: verdict.added.reversed(), control: verdict.control, warnings: verdict.warnings),
      exitStatus: report.exitStatus, benchmarks: report.benchmarks.reversed(),
      failures: report.failures, environment: report.environment, startedAt: report.startedAt,
      durationSeconds: report.durationSeconds, settings: report.settings,
      baseArguments: report.baseArguments)
    #expect(try VerdictJSON.render(backward) == VerdictJSON.render(report))
    #expect(VerdictCSV.render(backward) == VerdictCSV.render(report))
    #expect(JUnitReport.render(backward) == JUnitReport.render(report))
  }

  private var docs: URL {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../docs")
  }

  private func object(_ text: String) throws -> [String: Any] { try object(Data(text.utf8)) }

  private func object(_ data: Data) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func keys(of schema: [String: Any]?) -> [String]? {
    (schema?["properties"] as? [String: Any])?.keys.sorted()
  }

  private func nestedKeys(of schema: [String: Any]) -> Set<String> {
    guard let properties = schema["properties"] as? [String: [String: Any]] else { return [] }
    return properties.reduce(into: []) { keys, property in
      keys.insert(property.key)
      keys.formUnion(nestedKeys(of: property.value))
    }
  }
}
