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

  /// Layouts of each side; both processes of a pair take the same one.
  static let layouts = 32

  /// The work that is added in a power gate, with how often each is drawn.
  static let levels: [(added: Double, weight: Int)] = [
    (0, 1), (0.01, 1), (0.02, 3), (0.03, 1), (0.05, 3), (0.10, 1),
  ]

  /// A build against itself.
  func same(_ gates: Int, sides: NullChanges.Sides) async throws {
    for index in 0..<gates {
      var generator = SeededGenerator(seed: seed &+ UInt64(index))
      try await gate(
        "same", sides: sides, added: [:], generator: &generator)
    }
  }

  /// A build against one that must behave the same.
  func null(
    _ kind: SelftestReport.NullChange, _ gates: Int, sides: NullChanges.Sides
  ) async throws {
    for index in 0..<gates {
      var generator = SeededGenerator(seed: seed &+ 1_000_000 &+ UInt64(index))
      try await gate(
        kind.rawValue, sides: sides, added: [:], generator: &generator)
    }
  }

  /// A build against itself with something done to its processes, under a name of its own.
  ///
  /// - Parameter sampleSeconds: Long enough that what is done is in each sample.
  func treated(
    _ trial: String, _ gates: Int, sides: NullChanges.Sides, sampleSeconds: Double
  ) async throws {
    for index in 0..<gates {
      var generator = SeededGenerator(seed: seed &+ 3_000_000 &+ UInt64(index))
      try await gate(
        trial, sides: sides, added: [:], sampleSeconds: sampleSeconds, generator: &generator)
    }
  }

  /// A build against one of the same work, with more work added to most benchmarks.
  func power(_ gates: Int, sides: NullChanges.Sides) async throws {
    let draws = Self.levels.flatMap { Array(repeating: $0.added, count: $0.weight) }
    for index in 0..<gates {
      var generator = SeededGenerator(seed: seed &+ 2_000_000 &+ UInt64(index))
      var added: [BenchmarkName: Double] = [:]
      for benchmark in benchmarks {
        let draw = draws[generator.index(below: draws.count)]
        if draw > 0 { added[benchmark.name] = draw }
      }
      try await gate(
        "power", sides: sides, added: added, generator: &generator)
    }
  }

  private func gate(
    _ trial: String, sides: NullChanges.Sides,
    added: [BenchmarkName: Double], sampleSeconds: Double? = nil,
    generator: inout SeededGenerator
  ) async throws {
    let seed = generator.next() >> 11
    var policy = policy
    policy.seed = seed
    let start = ContinuousClock.now
    // No control arm: the gates of the null trials are its like, and more of them.
    var settings = LockstepSettings(
      secondsPerBenchmark: secondsPerBenchmark, mostPairs: policy.mostPairsWithConfirmation,
      pairsPerControl: nil, seed: seed)
    if let sampleSeconds { settings.sampleSeconds = sampleSeconds }
    let driver = LockstepDriver(
      benchmarks: benchmarks, base: LayoutPool(linked: sides.base),
      candidate: LayoutPool(linked: sides.candidate), settings: settings, policy: policy,
      progress: LockstepProgress(isQuiet: true), injectedWork: added)
    let comparisons = try await driver.run()
    try record(
      SelftestGate(
        trial: trial, seed: seed, verdict: Judge(policy: policy).verdict(on: comparisons),
        comparisons: comparisons, added: added,
        gateSeconds: start.duration(to: .now).seconds))
  }
}
