import BenchModel
import Foundation
import Statistics
import Verdicts

/// Makes units whose contrasts are known, without a machine.
struct Bench {
  var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  static func name(_ text: String) -> BenchmarkName { try! BenchmarkName(parsing: text) }

  static func description(
    _ text: String, throughput: Throughput? = nil, objective: Objective? = nil
  ) -> BenchmarkDescription {
    BenchmarkDescription(
      name: name(text), question: "?", throughput: throughput, tags: [], objective: objective)
  }

  static func counts(_ allocations: Int, iterations: Int = 100) -> Reading<AllocationCount> {
    .value(AllocationCount(iterations: iterations, allocations: allocations, bytes: 0))
  }

  /// A unit in which every block says the same: the candidate takes `ratio` times the base.
  static func unit(
    pair: Int = 0, ratio: Double, wallRatio: Double? = nil, blocks: Int = 8,
    arm: LockstepUnit.Arm = .comparison, stage: LockstepUnit.Stage = .first,
    scope: CPUScope = .thread, allocations: (base: Int, candidate: Int)? = (500, 500),
    preempted: Int = 0, voluntary: Int = 0, layouts: (UInt64?, UInt64?) = (nil, nil)
  ) -> LockstepUnit {
    let base = 1_000_000.0
    let made = (0..<blocks).map { block -> LockstepBlock in
      let order: LockstepBlock.Order = block.isMultiple(of: 2) ? .abba : .baab
      func sample(_ isCandidate: Bool) -> Observation {
        let wall = isCandidate ? base * (wallRatio ?? ratio) : base
        let cpu = isCandidate ? base * ratio : base
        return Observation(
          iterations: 100, wallNanoseconds: Int(wall), cpuNanoseconds: Int(cpu),
          voluntarySwitches: voluntary, involuntarySwitches: block < preempted ? 1 : 0)
      }
      let sides = order == .abba ? [false, true, true, false] : [true, false, false, true]
      return LockstepBlock(order: order, samples: sides.map(sample))
    }
    return LockstepUnit(
      pair: pair, arm: arm, stage: stage, baseLayout: layouts.0, candidateLayout: layouts.1,
      cpuScope: scope, blocks: made,
      baseAllocations: allocations.map { counts($0.base) } ?? .unavailable(reason: "not counted"),
      candidateAllocations: allocations.map { counts($0.candidate) }
        ?? .unavailable(reason: "not counted"))
  }

  /// Units with normal noise between them.
  mutating func units(
    _ count: Int, effect: Double, deviation: Double, arm: LockstepUnit.Arm = .comparison,
    stage: LockstepUnit.Stage = .first, allocations: (base: Int, candidate: Int)? = (500, 500),
    hasWall: Bool = true
  ) -> [LockstepUnit] {
    (0..<count).map { pair in
      Bench.unit(
        pair: pair, ratio: (1 + effect) * exp(deviation * normal()),
        wallRatio: hasWall ? nil : 0, arm: arm, stage: stage, allocations: allocations)
    }
  }

  /// A unit of samples that each take a time of their own, by both clocks.
  ///
  /// - Parameter time: A sample's nanoseconds, of the candidate or the base.
  mutating func unit(
    pair: Int = 0, stage: LockstepUnit.Stage = .first, blocks: Int = 8,
    time: (_ isCandidate: Bool, _ bench: inout Bench) -> Double
  ) -> LockstepUnit {
    let made = (0..<blocks).map { _ in
      let order: LockstepBlock.Order = coin() ? .abba : .baab
      let sides = order == .abba ? [false, true, true, false] : [true, false, false, true]
      return LockstepBlock(
        order: order,
        samples: sides.map {
          let nanoseconds = Int(time($0, &self))
          return Observation(
            iterations: 100, wallNanoseconds: nanoseconds, cpuNanoseconds: nanoseconds)
        })
    }
    return LockstepUnit(
      pair: pair, arm: .comparison, stage: stage, baseLayout: nil, candidateLayout: nil,
      cpuScope: .thread, blocks: made, baseAllocations: .unavailable(reason: "not counted"),
      candidateAllocations: .unavailable(reason: "not counted"))
  }

  mutating func coin() -> Bool { random.next() >> 63 == 0 }

  mutating func normal() -> Double {
    let radius = (-2 * log(1 - random.unitInterval())).squareRoot()
    return radius * cos(2 * Double.pi * random.unitInterval())
  }
}

extension SuiteVerdict {
  func verdict(on benchmark: String, _ metric: Metric = .cpuTime) -> MetricVerdict? {
    verdicts.first { $0.benchmark.description == benchmark && $0.metric == metric }
  }
}
