import BenchModel

/// Says, pair by pair while measuring, which benchmarks need no more pairs.
///
/// A benchmark ends as flagged or as equivalent by the wealth of e-processes, whose guarantee holds
/// however often and whenever one looks: feeding units one by one, in bursts, or going on after the
/// end changes no error rate. Decisions are final, and nothing ends before `Policy.fewestPairs`.
///
/// A flag here is not a verdict. `Judge` decides again from all units, and wants what is flagged
/// confirmed by fresh processes.
package struct SequentialJudge: Sendable {
  package enum Decision: Hashable, Sendable {
    case goOn
    case stop(Ending)
  }

  package enum Ending: Hashable, Sendable {
    /// Changed by more than the margin, beyond the chance of `Policy.earlyAlpha` for the suite.
    case flagged(Direction)
    /// Shown to differ by less than the equivalence margin.
    case equivalent
    /// `Policy.mostPairs` pairs have run.
    case exhausted
  }

  private var evidence: [BenchmarkName: BenchmarkEvidence]

  /// - Parameter benchmarks: Everything that is to be compared, also what may turn out to fail:
  ///   their number is the family that errors are spread over, and it must not depend on what is
  ///   measured. `Judge` takes it from the number of comparisons that it is given.
  package init(benchmarks: some Sequence<BenchmarkName>, policy: Policy) {
    policy.checkInvariants()
    let names = Set(benchmarks)
    evidence = Dictionary(
      uniqueKeysWithValues: names.map {
        ($0, BenchmarkEvidence(benchmark: $0, family: names.count, policy: policy))
      })
  }

  /// Takes in what a pair measured of a benchmark. Units of the control arm and of the confirmation
  /// change nothing.
  ///
  /// - Precondition: The benchmark is one of those that the judge was made for.
  /// - Complexity: O(pairs so far).
  @discardableResult
  package mutating func add(_ unit: LockstepUnit, to benchmark: BenchmarkName) -> Decision {
    precondition(evidence[benchmark] != nil, "'\(benchmark)' is not of this comparison")
    if unit.arm == .comparison && unit.stage == .first { evidence[benchmark]!.add(unit) }
    return evidence[benchmark]!.decision
  }

  /// - Precondition: The benchmark is one of those that the judge was made for.
  package func decision(for benchmark: BenchmarkName) -> Decision {
    guard let evidence = evidence[benchmark] else {
      preconditionFailure("'\(benchmark)' is not of this comparison")
    }
    return evidence.decision
  }

  /// The benchmarks that need more pairs, sorted by name.
  package var open: [BenchmarkName] {
    evidence.filter { $0.value.decision == .goOn }.keys.sorted()
  }
}
