import BenchModel
import Foundation
import Statistics
import Verdicts

/// Conducts whole two-stage gates in a world where the truth is known.
///
/// A sample is 1 ms × (1 + effect) × exp(process + drift + noise): *process* is drawn for each side
/// of each unit so that the unit's contrast has a deviation of 1 %, from Student's law with 3
/// degrees of freedom; *drift* is autoregressive over the samples of a unit with ρ = 0.95 and a
/// deviation of 2 %; *noise* is 0.5 % with one sample in 50 thirty percent late, half of these said
/// to be preempted.
struct GateStudy {
  struct Outcome {
    var gates = 0
    var flagged = 0
    var red = 0
    /// Of the benchmarks that changed for the worse.
    var changed = 0
    var found = 0
    /// Called changed for the better where they changed for the worse, or not at all.
    var wrong = 0
    var units = 0
  }

  let benchmarks: Int
  /// The true relative change of the first benchmarks; of the rest it is 0.
  let effects: [Double]
  var policy = Policy()
  var blocks = 4

  func run(gates: Int, seed: UInt64) -> Outcome {
    var bench = Bench(seed: seed)
    var outcome = Outcome()
    for _ in 0..<gates { runGate(&bench, &outcome) }
    return outcome
  }

  private func runGate(_ bench: inout Bench, _ outcome: inout Outcome) {
    let descriptions = (0..<benchmarks).map { Bench.description("b\($0)") }
    var comparisons = descriptions.map { BenchmarkComparison(benchmark: $0) }
    var judge = SequentialJudge(benchmarks: descriptions.map(\.name), policy: policy)
    for pair in 0..<policy.mostPairs {
      for (index, description) in descriptions.enumerated()
      where judge.decision(for: description.name) == .goOn {
        let unit = unit(pair, effect(index), .first, &bench)
        comparisons[index].units.append(unit)
        judge.add(unit, to: description.name)
        outcome.units += 1
      }
    }
    outcome.gates += 1
    outcome.changed += effects.count { $0 > 0 }
    let flagged = Judge(policy: policy).pairsToConfirm(comparisons)
    if flagged.isEmpty { return }
    outcome.flagged += 1
    for index in comparisons.indices {
      for pair in 0..<(flagged[descriptions[index].name] ?? 0) {
        comparisons[index].units.append(
          unit(100 + pair, effect(index), .confirmation, &bench))
      }
    }
    let changes = Judge(policy: policy).changes(in: comparisons)
    if changes.values.contains(.slower) { outcome.red += 1 }
    for (index, description) in descriptions.enumerated() {
      switch changes[description.name] {
      case .slower where effect(index) > 0: outcome.found += 1
      case .slower, .faster: outcome.wrong += 1
      case nil: break
      }
    }
  }

  private func effect(_ index: Int) -> Double { index < effects.count ? effects[index] : 0 }

  private func unit(
    _ pair: Int, _ effect: Double, _ stage: LockstepUnit.Stage, _ bench: inout Bench
  ) -> LockstepUnit {
    let processes = (
      student(&bench) * 0.01 / 2.0.squareRoot(), student(&bench) * 0.01 / 2.0.squareRoot()
    )
    var drift = 0.02 * bench.normal()
    let made = (0..<blocks).map { _ -> LockstepBlock in
      let order: LockstepBlock.Order = bench.random.next() & 1 == 0 ? .abba : .baab
      let sides = order == .abba ? [false, true, true, false] : [true, false, false, true]
      let samples = sides.map { isCandidate -> Observation in
        drift = 0.95 * drift + 0.02 * (1 - 0.95 * 0.95).squareRoot() * bench.normal()
        let isLate = bench.random.index(below: 50) == 0
        let log =
          (isCandidate ? processes.1 : processes.0) + drift + 0.005 * bench.normal()
          + (isLate ? 0.3 : 0)
        let time = 1e6 * exp(log) * (isCandidate ? 1 + effect : 1)
        // Without a wall clock there is nothing to be shown besides, which would double the work.
        return Observation(
          iterations: 100, wallNanoseconds: 0, cpuNanoseconds: Int(time),
          involuntarySwitches: isLate && bench.random.next() & 1 == 0 ? 1 : 0)
      }
      return LockstepBlock(order: order, samples: samples)
    }
    return LockstepUnit(
      pair: pair, arm: .comparison, stage: stage, baseLayout: nil, candidateLayout: nil,
      cpuScope: .thread, blocks: made, baseAllocations: .unavailable(reason: "not counted"),
      candidateAllocations: .unavailable(reason: "not counted"))
  }

  /// Student's law with 3 degrees of freedom, scaled to a deviation of 1; its fourth moment is
  /// infinite.
  private func student(_ bench: inout Bench) -> Double {
    var square = 0.0
    for _ in 0..<3 {
      let value = bench.normal()
      square += value * value
    }
    return bench.normal() / (square / 3).squareRoot() / 3.0.squareRoot()
  }
}
