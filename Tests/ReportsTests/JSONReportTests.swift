import BenchModel
import Foundation
import Reports
import Statistics
import Testing

@Suite struct JSONReportTests {
  @Test func `the report decodes as the run it was made from`() throws {
    let reports = [
      try Stories.twoSuites(), try Stories.bareMachine(), try Stories.hostileOutput(),
      Stories.nothing(),
    ]
    for report in reports {
      let text = try JSONReport.render(report)
      #expect(try JSONDecoder().decode(Run.self, from: Data(text.utf8)) == report.run)
    }
  }

  @Test func `each benchmark has a line for its samples and one for its summary`() throws {
    let report = try Stories.twoSuites()
    let lines = try JSONReport.render(report).lines
    #expect(lines.count { $0.hasPrefix("{\"benchmark\":") } == 5)
    #expect(lines.count { $0.hasPrefix("{\"allocatedBytes\":") } == 4)
    let keys = lines.filter { $0.hasPrefix("\"") }.map { $0.split(separator: "\"")[0] }
    #expect(
      keys == [
        "arguments", "durationSeconds", "environment", "observationColumns", "results", "schema",
        "settings", "startedAt", "summaries",
      ])
  }

  @Test func `summaries hold estimates, doubts as sentences and density`() throws {
    let text = try JSONReport.render(try Stories.twoSuites())
    let root = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let summaries = try #require(root["summaries"] as? [[String: Any]])
    #expect(root["schema"] as? Int == 1)
    #expect(
      summaries.map { $0["name"] as? String } == [
        "actors/counting/producers=1/messages=1000000",
        "actors/counting/producers=8/messages=1000000", "actors/ping-pong",
        "sync/validate/blocks=1000",
      ])
    let wall = try #require(summaries[1]["wall"] as? [String: Any])
    #expect(wall["point"] as? Double == 0.0871)
    #expect(wall["low"] as? Double == 0.0767)
    #expect(wall["coverage"] as? Double == 0.95)
    #expect(
      summaries[1]["doubts"] as? [String] == [
        "the interval is ±11.9 %, ±1.0 % was asked for",
        "the slowest process took 1.31 times as long as the fastest",
      ])
    #expect((summaries[1]["density"] as? [Double])?.count == 12)
  }

  @Test func `a summary that is not finite says so instead`() throws {
    let row = ReportRow.measured(
      try Stories.summary(
        "a", wall: (0, 0, 1), throughput: (.elements(1, "n"), .infinity, 1, .infinity),
        allocations: .value(.infinity)))
    let text = try JSONReport.render(Stories.report([row]))
    #expect(text.contains("\"throughput\":{\"unavailable\":\"not a finite number: inf\"}"))
    #expect(text.contains("\"allocations\":{\"unavailable\":\"not a finite number: inf\"}"))
  }

  @Test func `a run that is not finite is refused with the name of the field`() throws {
    let run = Stories.nothing().run
    var settings = run.settings
    settings.timeLimitSeconds = .infinity
    let endless = Run(
      startedAt: run.startedAt, durationSeconds: 1, arguments: [], settings: settings,
      environment: run.environment, results: [])
    let error = ReportError.notFinite(field: "settings.timeLimitSeconds")
    #expect(throws: error) { try JSONReport.render(Report(run: endless, rows: [])) }
    #expect(
      error.description == """
        The run holds a number in 'settings.timeLimitSeconds' that JSON cannot write (infinite, \
        or not a number). Choose a finite setting, or write the report as CSV or Markdown.
        """)
  }

  /// Brackets, quotes and commas inside of strings are no structure.
  @Test func `strings are left as they are`() throws {
    let strings = ["}],[{", "\"", "\\", "\\\"", ",\n", "{", "\u{2028}\u{9B}\u{E0041}"]
    let run = Stories.nothing().run
    let odd = Run(
      startedAt: run.startedAt, durationSeconds: 1, arguments: strings, settings: run.settings,
      environment: run.environment, results: [])
    let text = try JSONReport.render(Report(run: odd, rows: []))
    #expect(try JSONDecoder().decode(Run.self, from: Data(text.utf8)).arguments == strings)
    #expect(text.lines[1].hasPrefix("\"arguments\":[\"}],[{\","))
    #expect(text.contains("\\u2028\\u009b\\udb40\\udc41"))
  }
}
