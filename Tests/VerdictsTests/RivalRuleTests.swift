import Testing
import Verdicts

@Suite struct RivalRuleTests {
  private let calm = [100, 101, 99, 100.5, 99.5, 100.2, 99.8, 100.1, 99.9, 100.3]

  private func findings(_ base: [Double], _ candidate: [Double]) -> [RivalRule: Direction] {
    var findings: [RivalRule: Direction] = [:]
    for rule in RivalRule.allCases {
      findings[rule] = rule.finding(base: base, candidate: candidate)
    }
    return findings
  }

  /// By the rules as their tools document them: 0.9 % is more than no margin and less than 1, 5, 10
  /// and 100 %.
  @Test(arguments: [
    (1.0, [RivalRule: Direction]()), (1.009, [.benchstat: .slower]),
    (1.03, [.benchstat: .slower, .criterion: .slower]),
    (1.06, [.benchstat: .slower, .criterion: .slower, .packageBenchmark: .slower]),
    (
      1.12,
      [
        .benchstat: .slower, .criterion: .slower, .packageBenchmark: .slower,
        .githubActionTenPercent: .slower,
      ]
    ),
    (0.94, [.benchstat: .faster, .criterion: .faster, .packageBenchmark: .faster]),
  ])
  func `each rule flags from its own threshold on`(
    factor: Double, expected: [RivalRule: Direction]
  ) {
    #expect(findings(calm, calm.map { $0 * factor }) == expected)
  }

  @Test func `every rule flags a doubling and more`() {
    let all = findings(calm, calm.map { $0 * 2.1 })
    #expect(all.count == RivalRule.allCases.count)
    #expect(all.values.allSatisfy { $0 == .slower })
  }

  /// By hand: the upper quartile moves by 50 %, the median not at all.
  @Test func `package-benchmark is flagged by any of three percentiles`() {
    let spread = [100, 100, 100, 100, 100, 100, 150, 150, 150.0]
    #expect(
      RivalRule.packageBenchmark.finding(
        base: Array(repeating: 100, count: 9), candidate: spread) == .slower)
    #expect(
      RivalRule.benchstat.finding(base: Array(repeating: 100, count: 9), candidate: spread) == nil)
  }

  @Test func `one value on a side is no sample`() {
    #expect(findings([1], [5, 5]).isEmpty)
  }

  @Test func `a unit is replayed as these tools would see it`() {
    let unit = Bench.unit(ratio: 1, wallRatio: 1.2)
    #expect(RivalRule.githubActionTenPercent.finding(replaying: unit) == .slower)
    #expect(
      RivalRule.githubActionDefault.finding(replaying: Bench.unit(ratio: 2.5)) == .slower)
    let long = Bench.unit(ratio: 1, wallRatio: 1.2, blocks: 40)
    #expect(RivalRule.benchstat.finding(replaying: long) == .slower)
    #expect(Set(RivalRule.allCases.map(\.label)).count == RivalRule.allCases.count)
  }
}
