import BenchModel
import Statistics
import Testing
import Verdicts

@Suite struct PolicyTests {
  /// By hand: 20/0.01; 2/0.05.
  @Test func `early stops share a hundredth over the suite`() {
    let policy = Policy()
    #expect(policy.flaggingEvidence(family: 20) == 2_000)
    #expect(policy.equivalenceEvidence == 40)
    #expect(policy.earlyAlpha + policy.finalAlpha == 0.05)
  }

  /// By hand, each benchmark by two summaries: 2⁻¹⁰ = 1/1,024 is less than 0.04/40 = 1/1,000, and
  /// 2⁻⁹ is not; 200/0.04 = 5,000 < 2¹³.
  @Test func `few pairs cannot flag anything in a large suite`() {
    let policy = Policy()
    #expect(policy.fewestPairsToFlag(family: 1) == 8)
    #expect(policy.fewestPairsToFlag(family: 20) == 10)
    #expect(policy.fewestPairsToFlag(family: 100) == 13)
    #expect(policy.mostPairsWithConfirmation == 96 + 64)
    #expect(Policy.thorough.mostPairs == SignFlipTest.mostUnits)
  }

  /// By hand, with the normal quantiles 1.645 at 0.95 and 2.576 at 0.995: for one of one
  /// (2·(1.645 + 1.645)/1.2)² = 30.1, for one of ten (2·(2.576 + 1.645)/1.2)² = 49.5. Of 2,000 and 0.05 the
  /// 40,000 lie between 2¹⁵ and 2¹⁶, and two pairs are added where 4 are usual.
  @Test func `the smaller a change is beside its noise, the more pairs confirm it`() {
    var policy = Policy()
    #expect(policy.pairsToConfirm(flagged: 1, excess: 1.2) == 31)
    #expect(policy.pairsToConfirm(flagged: 10, excess: 1.2) == 50)
    #expect(policy.pairsToConfirm(flagged: 1, excess: 0.3) == 64)
    #expect(policy.pairsToConfirm(flagged: 1, excess: 0) == 64)
    #expect(policy.pairsToConfirm(flagged: 1, excess: .infinity) == 24)
    policy.confirmationPairs = 4...64
    #expect(policy.pairsToConfirm(flagged: 2_000, excess: .infinity) == 18)
  }

  @Test func `a margin of its own moves the equivalence margin with it`() {
    var policy = Policy()
    let name = Bench.name("a")
    policy.overrides = [Policy.Override(benchmark: name, metric: .wallTime, margin: 0.05)]
    #expect(policy.margin(of: .wallTime, for: name) == 0.05)
    #expect(policy.equivalenceMargin(of: .wallTime, for: name) == 0.1)
    #expect(policy.margin(of: .cpuTime, for: name) == 0.01)
    #expect(policy.equivalenceMargin(of: .cpuTime, for: name) == 0.02)
    #expect(policy.margin(of: .allocations, for: Bench.name("b")) == 0)
  }
}
