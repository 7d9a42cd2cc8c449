import Baselines
import BaselinesTestSupport
import BenchModel
import Foundation

/// Times what users wait for: saving a large run, and lists over a million samples.
enum Measurement {
  static func run(in folder: String) throws {
    let large = try Store(path: "\(folder)/large.sqlite")
    var runs = (0..<10).map {
      RandomRun.ordinary(seed: $0, benchmarks: 25, processes: 5, samples: 300)
    }
    var ids: [RunIdentifier] = []
    try time("save 25 benchmarks x 5 processes x 300 samples", times: 10) {
      let run = runs.removeLast()
      ids.append(try large.save(run, summaries: RandomRun.summaries(of: run)))
    }
    try time("load it", times: 10) { _ = try large.run(ids.removeLast()) }

    let million = try Store(path: "\(folder)/million.sqlite")
    let count = 1_000
    try time("save 1,000 runs of 1,000 samples each", times: 1) {
      for seed in 0..<count {
        let run = RandomRun.ordinary(
          seed: UInt64(seed), benchmarks: 10, processes: 5, samples: 20)
        try million.save(run, summaries: RandomRun.summaries(of: run))
      }
    }
    let name = try BenchmarkName(parsing: "suite/benchmark-3/n=3")
    try time("open the store of a million samples", times: 10) {
      _ = try Store(path: "\(folder)/million.sqlite")
    }
    try time("list the history of one benchmark", times: 10) {
      guard try million.history(of: name, .wallTime).count == count else {
        throw KillTest.Loss("the history is not complete")
      }
    }
    try time("list all runs", times: 10) {
      guard try million.runs().reduce(0, { $0 + $1.samples }) == 1_000_000 else {
        throw KillTest.Loss("the list is not complete")
      }
    }
    for file in ["large", "million"] {
      let bytes = try FileManager.default.attributesOfItem(
        atPath: "\(folder)/\(file).sqlite")[.size]
      print("\(file).sqlite: \(bytes ?? 0) bytes")
    }
  }

  private static func time(_ what: String, times: Int, _ body: () throws -> Void) throws {
    var seconds: [Double] = []
    for _ in 0..<times {
      let start = ContinuousClock.now
      try body()
      let (whole, attoseconds) = (ContinuousClock.now - start).components
      seconds.append(Double(whole) + Double(attoseconds) * 1e-18)
    }
    seconds.sort()
    print("\(what): median \(seconds[times / 2]) s, of \(times) the worst \(seconds[times - 1]) s")
  }
}
