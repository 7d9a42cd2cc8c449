import BenchModel
import Foundation
import Statistics
import Verdicts

/// Conducts a comparison: process pair after process pair, each of them serving every benchmark
/// that is still undecided, until all are decided; then fresh pairs for what was flagged.
struct LockstepDriver {
  let benchmarks: [BenchmarkDescription]
  let base: LayoutPool
  let candidate: LayoutPool
  let settings: LockstepSettings
  let policy: Policy
  let progress: LockstepProgress
  /// The part of its work that is done again, unaccounted, for each benchmark of a self-test.
  var injectedWork: [BenchmarkName: Double] = [:]
  private let cpus = UsableCPUs.numbers

  func run() async throws -> [BenchmarkComparison] {
    var conduct = Conduct(driver: self)
    try await conduct.firstStage()
    try await conduct.confirmation()
    return conduct.comparisons
  }

  /// What changes while a comparison is conducted.
  private struct Conduct {
    let driver: LockstepDriver
    var comparisons: [BenchmarkComparison]
    var sizings: [LockstepMeasurement.Sizing?]
    var spentSeconds: [Double]
    var judge: SequentialJudge
    var generator: SeededGenerator
    var pairs = 0

    init(driver: LockstepDriver) {
      self.driver = driver
      comparisons = driver.benchmarks.map { BenchmarkComparison(benchmark: $0) }
      sizings = Array(repeating: nil, count: comparisons.count)
      spentSeconds = Array(repeating: 0, count: comparisons.count)
      judge = SequentialJudge(
        benchmarks: driver.benchmarks.map(\.name), policy: driver.policy)
      generator = SeededGenerator(seed: driver.settings.seed)
    }

    mutating func firstStage() async throws {
      while true {
        let undecided = comparisons.indices.filter(wantsAnotherPair)
        if undecided.isEmpty { break }
        try await runPair(on: undecided, arm: .comparison, stage: .first)
        if let every = driver.settings.pairsPerControl, comparisonPairs % every == 0 {
          let alive = undecided.filter { comparisons[$0].failure == nil }
          try await runPair(on: alive, arm: .control, stage: .first)
        }
      }
    }

    mutating func confirmation() async throws {
      let needed = Judge(policy: driver.policy).pairsToConfirm(comparisons)
      for done in 0..<(needed.values.max() ?? 0) {
        let waiting = comparisons.indices.filter {
          done < needed[comparisons[$0].benchmark.name] ?? 0 && comparisons[$0].failure == nil
        }
        if waiting.isEmpty { break }
        try await runPair(on: waiting, arm: .comparison, stage: .confirmation)
      }
    }

    private var comparisonPairs = 0

    private func wantsAnotherPair(_ index: Int) -> Bool {
      guard comparisons[index].failure == nil else { return false }
      let units = comparisons[index].units.count { $0.arm == .comparison }
      if units >= driver.policy.fewestPairs,
        spentSeconds[index] >= driver.settings.secondsPerBenchmark
      {
        return false
      }
      return judge.decision(for: comparisons[index].benchmark.name) == .goOn
    }

    private mutating func runPair(
      on indices: [Int], arm: LockstepUnit.Arm, stage: LockstepUnit.Stage
    ) async throws {
      let number = pairs
      pairs += 1
      if arm == .comparison && stage == .first { comparisonPairs += 1 }
      let placement = Placement(using: &generator)
      let programs = try await programs(at: placement, arm: arm)
      var waiting = indices.shuffled(using: &generator)
      while !waiting.isEmpty {
        let pair = LockstepMeasurement.Pair(
          number: number, arm: arm, stage: stage, base: programs.base,
          candidate: programs.candidate, timeout: .seconds(driver.settings.timeoutSeconds),
          using: &generator)
        var isWhole = true
        while isWhole, let index = waiting.popLast() {
          driver.progress.willMeasure(
            comparisons[index].benchmark.name, pair: number, stage: stage, arm: arm,
            left: waiting.count)
          isWhole = await measure(index, on: pair)
        }
        await pair.dismiss()
      }
      driver.base.discard(programs.base)
      if arm == .comparison { driver.candidate.discard(programs.candidate) }
    }

    /// In the control arm the base's program on both sides.
    private func programs(
      at placement: Placement, arm: LockstepUnit.Arm
    ) async throws -> (base: WorkerProgram, candidate: WorkerProgram) {
      switch arm {
      case .comparison:
        return try await LayoutPool.pair(
          base: driver.base, candidate: driver.candidate, at: placement)
      case .control:
        let program = try await driver.base.program(at: placement)
        return (program, program)
      }
    }

    /// - Returns: Whether the pair is still of use.
    private mutating func measure(_ index: Int, on pair: LockstepMeasurement.Pair) async -> Bool {
      let name = comparisons[index].benchmark.name
      let measurement = LockstepMeasurement(
        benchmark: name, settings: driver.settings,
        injectedWork: driver.injectedWork[name] ?? 0, cpus: driver.cpus)
      do throws(BenchmarkComparison.Failure) {
        let (unit, sizing) = try await measurement.run(
          on: pair, sizing: sizings[index], generator: &generator)
        sizings[index] = sizing
        comparisons[index].units.append(unit)
        if unit.arm == .comparison {
          spentSeconds[index] += unit.sampledSeconds
          if unit.stage == .first { judge.add(unit, to: name) }
        }
        return true
      } catch {
        comparisons[index].failure = error
        driver.progress.didFail(name, error)
        return false
      }
    }
  }
}
