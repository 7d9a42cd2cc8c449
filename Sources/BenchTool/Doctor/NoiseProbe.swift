import BenchModel
import Foundation
import Statistics
import Verdicts

/// Compares this build with itself for some seconds, to see how small a change this machine lets
/// one find.
struct NoiseProbe {
  let benchmarks: [BenchmarkDescription]
  let executable: String

  private static let pairs = 12
  /// Each has a scatter of its own; a few together stand for the machine.
  private static let mostBenchmarks = 3

  /// - Returns: Unavailable when nothing could be measured.
  func noise() async -> Reading<RunnableNoise> {
    let chosen = chosenBenchmarks
    guard !chosen.isEmpty else { return .unavailable(reason: "this build declares no benchmarks") }
    var policy = Policy()
    policy.fewestPairs = Self.pairs
    policy.mostPairs = Self.pairs
    let driver = LockstepDriver(
      benchmarks: chosen, base: LayoutPool(asBuilt: executable),
      candidate: LayoutPool(asBuilt: executable),
      settings: LockstepSettings(
        mostPairs: Self.pairs, pairsPerControl: nil, timeoutSeconds: 20,
        seed: UInt64.random(in: 0..<(1 << 53))),
      policy: policy, progress: LockstepProgress(isQuiet: true))
    let comparisons: [BenchmarkComparison]
    do {
      comparisons = try await driver.run()
    } catch {
      return .unavailable(reason: "a comparison failed: \(error)")
    }
    let units = comparisons.flatMap(\.units).filter { $0.stage == .first }.compactMap(Self.unit)
    guard let noise = RunnableNoise(units: units, margin: policy.timeMargin) else {
      let failure = comparisons.lazy.compactMap(\.failure).first?.failure.message
      return .unavailable(reason: failure ?? "too few process pairs gave a number")
    }
    return .value(noise)
  }

  private static func unit(_ unit: LockstepUnit) -> RunnableNoise.Unit? {
    let metric: Metric = unit.cpuScope == .thread ? .cpuTime : .wallTime
    guard let logRatio = unit.logRatio(of: metric, by: .lower) else { return nil }
    return RunnableNoise.Unit(logRatio: logRatio, seconds: unit.sampledSeconds)
  }

  /// Bodies that only compute, where it is known which those are.
  private var chosenBenchmarks: [BenchmarkDescription] {
    let computing = benchmarks.filter { $0.tags.contains("compute") }
    let candidates = computing.isEmpty ? benchmarks : computing
    let stride = max(1, candidates.count / Self.mostBenchmarks)
    return candidates.enumerated().filter { $0.offset % stride == 0 }.map(\.element)
      .prefix(Self.mostBenchmarks).map { $0 }
  }
}
