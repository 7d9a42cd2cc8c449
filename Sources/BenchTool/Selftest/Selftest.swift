import Baselines
import BenchModel
import Foundation
import Reports
import Statistics
import Verdicts

/// Runs gates whose right outcome is known.
struct Selftest {
  let benchmarks: [BenchmarkDescription]
  let policy: Policy
  let secondsPerBenchmark: Double
  let work: WorkFolder
  let seed: UInt64
  /// Called after each gate, so that nothing is lost when the test is ended early.
  let record: (SelftestGate) throws -> Void

  /// Half of them serve each side, dealt anew for each gate.
  static let layouts = 48

  /// The work that is added in a power gate, with how often each is drawn.
  static let levels: [(added: Double, weight: Int)] = [
    (0, 1), (0.01, 1), (0.02, 3), (0.03, 1), (0.05, 3), (0.10, 1),
  ]

  /// A build against itself.
  func same(_ gates: Int, layouts: [WorkerProgram]) async throws {
    for index in 0..<gates {
      var generator = SeededGenerator(seed: seed &+ UInt64(index))
      let dealt = layouts.shuffled(using: &generator)
      try await gate(
        "same", base: Array(dealt[..<(dealt.count / 2)]),
        candidate: Array(dealt[(dealt.count / 2)...]), added: [:], generator: &generator)
    }
  }

  /// A build against one that must behave the same.
  func null(
    _ kind: SelftestReport.NullChange, _ gates: Int, base: [WorkerProgram],
    candidate: [WorkerProgram]
  ) async throws {
    for index in 0..<gates {
      var generator = SeededGenerator(seed: seed &+ 1_000_000 &+ UInt64(index))
      try await gate(
        kind.rawValue, base: base, candidate: candidate, added: [:], generator: &generator)
    }
  }

  /// A build against itself, with work added to most benchmarks.
  func power(_ gates: Int, layouts: [WorkerProgram]) async throws {
    let draws = Self.levels.flatMap { Array(repeating: $0.added, count: $0.weight) }
    for index in 0..<gates {
      var generator = SeededGenerator(seed: seed &+ 2_000_000 &+ UInt64(index))
      let dealt = layouts.shuffled(using: &generator)
      var added: [BenchmarkName: Double] = [:]
      for benchmark in benchmarks {
        let draw = draws[generator.index(below: draws.count)]
        if draw > 0 { added[benchmark.name] = draw }
      }
      try await gate(
        "power", base: Array(dealt[..<(dealt.count / 2)]),
        candidate: Array(dealt[(dealt.count / 2)...]), added: added, generator: &generator)
    }
  }

  private func gate(
    _ trial: String, base: [WorkerProgram], candidate: [WorkerProgram],
    added: [BenchmarkName: Double], generator: inout SeededGenerator
  ) async throws {
    let seed = generator.next() >> 11
    var policy = policy
    policy.seed = seed
    let start = ContinuousClock.now
    // No control arm: the gates of the null trials are its like, and more of them.
    let driver = LockstepDriver(
      benchmarks: benchmarks, base: LayoutPool(linked: base, seed: generator.next()),
      candidate: LayoutPool(linked: candidate, seed: generator.next()),
      settings: LockstepSettings(
        secondsPerBenchmark: secondsPerBenchmark, mostPairs: policy.mostPairs,
        pairsPerControl: nil, seed: seed),
      policy: policy, progress: LockstepProgress(isQuiet: true), injectedWork: added)
    let comparisons = try await driver.run()
    try record(
      SelftestGate(
        trial: trial, seed: seed, verdict: Judge(policy: policy).verdict(on: comparisons),
        comparisons: comparisons, added: added,
        gateSeconds: start.duration(to: .now).seconds))
  }
}
