import BenchModel
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

  /// By hand: 2⁻⁹ = 1/512 is less than 0.04/20 = 1/500, and 2⁻⁸ is not; 100/0.04 = 2,500 < 2¹²;
  /// of 2,000 and 0.05 the 40,000 lie between 2¹⁵ and 2¹⁶, and two pairs are added where 16 are usual.
  @Test func `few pairs cannot flag anything in a large suite`() {
    let policy = Policy()
    #expect(policy.fewestPairsToFlag(family: 1) == 8)
    #expect(policy.fewestPairsToFlag(family: 20) == 9)
    #expect(policy.fewestPairsToFlag(family: 100) == 12)
    #expect(policy.confirmationPairs(flagged: 1) == 32)
    #expect(policy.confirmationPairs(flagged: 2_000) == 32)
    var short = Policy()
    short.confirmationPairs = 16
    #expect(short.confirmationPairs(flagged: 2_000) == 18)
    #expect(policy.mostPairsWithConfirmation == 96)
    #expect(Policy.thorough.mostPairs == 64)
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
