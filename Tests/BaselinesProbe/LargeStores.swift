import Baselines
import BaselinesTestSupport
import BenchModel
import Foundation

/// Fills stores of the sizes that `scripts/measure-history` times commands on.
enum LargeStores {
  /// Runs that each measured all benchmarks, with noise of a percent and in every tenth benchmark
  /// a step of 5 % in the middle. Each benchmark of a run has five processes of so many samples
  /// (one without numbers where there are none).
  static func fillHistory(
    _ path: String, benchmarks: Int, runs: Int, samplesPerProcess: Int
  ) throws {
    let store = try Store(path: path)
    var random = SplitMix64(seed: 1)
    for index in 0..<runs {
      let run = RandomRun.ordinary(
        seed: UInt64(index), benchmarks: benchmarks, processes: samplesPerProcess > 0 ? 5 : 0,
        samples: samplesPerProcess, startedAt: RandomRun.date(second: index * 3_600),
        environment: RandomRun.environment(
          commit: .value(String(index, radix: 16) + "f2a91c0d4b8e7f61a5c9d2e8b7f4a3c6d1e0f")))
      var summaries: [MetricKey: MetricSummary] = [:]
      for (place, result) in run.results.enumerated() {
        let step = place % 10 == 0 && index >= runs / 2 ? 1.05 : 1
        // The sum of twelve uniform numbers is close to normal.
        let noise = (0..<12).reduce(-6) { sum, _ in sum + Double.random(in: 0..<1, using: &random) }
        let center = 0.002 * step * (1 + 0.01 * noise)
        summaries[MetricKey(result.benchmark.name, .wallTime)] = MetricSummary(
          center: center, low: center * 0.99, high: center * 1.01, processes: 5)
      }
      try store.save(run, summaries: summaries)
    }
  }

  /// Two runs as the baselines `a` and `b`, whose benchmarks have five processes each.
  static func fillPair(_ path: String, benchmarks: Int, samples: Int) throws {
    let store = try Store(path: path)
    for (seed, name) in [(1, "a"), (2, "b")] {
      let run = RandomRun.ordinary(
        seed: UInt64(seed), benchmarks: benchmarks, processes: 5, samples: samples / 5)
      let id = try store.save(run, summaries: RandomRun.summaries(of: run))
      try store.setBaseline(BaselineName(parsing: name), to: id)
    }
  }
}
