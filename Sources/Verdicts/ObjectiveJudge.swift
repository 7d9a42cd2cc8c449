import BenchModel
import Statistics

/// Holds a benchmark against the absolute objective that it declares, by its 95 % interval.
///
/// The number is wall clock, whatever the benchmark is compared by: an objective is about what a
/// user waits for. It is the mean over processes of their medians.
package enum ObjectiveJudge {
  /// - Returns: `nil` for a benchmark without an objective.
  package static func verdict(on summary: BenchmarkSummary) -> ObjectiveVerdict? {
    verdict(on: summary.benchmark, wall: summary.wall)
  }

  /// The candidate's side of a comparison; each process pair is one process.
  ///
  /// Blocks are not dropped here: being preempted is part of what a user waits for.
  ///
  /// - Returns: `nil` for a benchmark without an objective.
  package static func verdict(on comparison: BenchmarkComparison) -> ObjectiveVerdict? {
    let samples = comparison.units.filter { $0.arm == .comparison }.compactMap { unit in
      try? Sample(unit.blocks.flatMap { $0.candidate.map(\.wallSeconds) }, in: .seconds)
    }
    let wall =
      comparison.failure == nil
      ? StudentAcrossProcesses(center: .median).estimate(of: samples, coverage: 0.95) : nil
    return verdict(on: comparison.benchmark, wall: wall)
  }

  /// - Parameter wall: Seconds per iteration; `nil` when nothing was measured.
  /// - Returns: `nil` for a benchmark without an objective.
  package static func verdict(
    on benchmark: BenchmarkDescription, wall: Estimate?
  ) -> ObjectiveVerdict? {
    guard let objective = benchmark.objective else { return nil }
    func verdict(_ outcome: ObjectiveVerdict.Outcome, _ measured: Estimate?) -> ObjectiveVerdict {
      ObjectiveVerdict(
        benchmark: benchmark.name, objective: objective, outcome: outcome, measured: measured)
    }
    guard let wall, wall.point > 0 else { return verdict(.unmeasured, nil) }
    switch objective.bound {
    case .atMostSeconds(let seconds):
      let outcome: ObjectiveVerdict.Outcome =
        wall.high <= seconds ? .met : wall.low > seconds ? .missed : .undecided
      return verdict(outcome, wall)
    case .atLeast(let amount, let period):
      let each = Double(benchmark.throughput?.amount ?? 1)
      let rate = wall.reciprocal(scaledBy: each * period.seconds)
      let outcome: ObjectiveVerdict.Outcome =
        rate.low >= amount ? .met : rate.high < amount ? .missed : .undecided
      return verdict(outcome, rate)
    }
  }
}
