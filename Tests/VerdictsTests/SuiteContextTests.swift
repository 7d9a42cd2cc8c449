import BenchModel
import Testing
import Verdicts

@Suite struct SuiteContextTests {
  private func waiver(
    _ benchmark: String = "a", metric: Metric = .allocations, ceiling: Double = 0.1,
    expires: String = "2024-06-30"
  ) -> Waiver {
    Waiver(
      benchmark: Bench.name(benchmark), metric: metric, ceiling: ceiling, expires: expires,
      reason: "needs the new cache")
  }

  /// Ten percent more allocations in each of eight pairs.
  private func suite(_ waivers: [Waiver], today: String = "2024-06-30") -> SuiteVerdict {
    var context = SuiteContext()
    context.waivers = waivers
    context.today = today
    let units = (0..<8).map { Bench.unit(pair: $0, ratio: 1, allocations: (500, 550)) }
    return Judge(policy: Policy()).verdict(
      on: [BenchmarkComparison(benchmark: Bench.description("a"), units: units)], in: context)
  }

  @Test func `a waiver keeps its regression from turning the suite red`() {
    let suite = suite([waiver(ceiling: 0.11)])
    #expect(suite.color == .green)
    #expect(suite.verdict(on: "a", .allocations)?.verdict == .regressed)
    #expect(
      suite.verdict(on: "a", .allocations)?.waiver
        == "needs the new cache (up to 11 % until 2024-06-30)")
  }

  @Test func `a waiver of something else, or of less, does nothing`() {
    for other in [
      waiver("b"), waiver(metric: .cpuTime), waiver(ceiling: 0.099),
    ] {
      let suite = suite([other])
      #expect(suite.color == .red)
      #expect(suite.verdict(on: "a", .allocations)?.waiver == nil)
      #expect(suite.warnings.isEmpty)
    }
  }

  @Test func `an expired waiver is a warning and does nothing`() {
    let suite = suite([waiver(ceiling: 0.11)], today: "2024-07-01")
    #expect(suite.color == .red)
    #expect(
      suite.warnings == [
        "The waiver of allocations of 'a' expired on 2024-06-30 and does nothing."
      ])
  }

  @Test func `from none to something no ceiling is high enough`() {
    var context = SuiteContext()
    context.waivers = [waiver(ceiling: 1e9)]
    let units = (0..<8).map { Bench.unit(pair: $0, ratio: 1, allocations: (0, 1)) }
    let suite = Judge(policy: Policy()).verdict(
      on: [BenchmarkComparison(benchmark: Bench.description("a"), units: units)], in: context)
    #expect(suite.color == .red)
  }

  @Test(arguments: [
    (ObjectiveVerdict.Outcome.met, SuiteVerdict.Color.green), (.undecided, .green),
    (.missed, .red), (.unmeasured, .failed),
  ])
  func `an objective turns the suite`(
    outcome: ObjectiveVerdict.Outcome, color: SuiteVerdict.Color
  ) {
    var context = SuiteContext()
    context.objectives = [
      ObjectiveVerdict(
        benchmark: Bench.name("a"), objective: .atMost(.seconds(1)), outcome: outcome,
        measured: nil)
    ]
    context.warnings = ["The machine was busy."]
    let units = (0..<8).map { Bench.unit(pair: $0, ratio: 1) }
    let suite = Judge(policy: Policy()).verdict(
      on: [BenchmarkComparison(benchmark: Bench.description("a"), units: units)], in: context)
    #expect(suite.color == color)
    #expect(suite.objectives.count == 1)
    #expect(suite.warnings == ["The machine was busy."])
  }
}
