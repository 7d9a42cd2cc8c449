import BenchModel

/// What `hyperfine --export-json` writes: seconds of each run of each command.
///
/// The processor time is told as a mean over all runs only, so no sample has any. A status other
/// than 0 is in the file only where the user told hyperfine to ignore it, so it counts as a run.
enum HyperfineFile {
  static func recognizes(_ root: ForeignNode) -> Bool {
    guard let results = try? root.optional("results")?.array(), let first = results.first else {
      return false
    }
    return first.has("command") && first.has("mean")
  }

  static func results(in root: ForeignNode) throws(ForeignFileError) -> ForeignResults {
    let results = try root.member("results").array()
    var benchmarks: [ForeignBenchmark] = []
    var known: Set<ForeignBenchmark.Identity> = []
    for result in results {
      let benchmark = try benchmark(result)
      guard known.insert(benchmark.identity).inserted else {
        throw result.error(
          "'\(benchmark.title)' is there twice. Tell them apart with '--command-name'.")
      }
      benchmarks.append(benchmark)
    }
    return ForeignResults(harness: .hyperfine, benchmarks: benchmarks)
  }

  private static func benchmark(
    _ result: ForeignNode
  ) throws(ForeignFileError) -> ForeignBenchmark {
    let command = try result.member("command").text()
    guard let times = result.optional("times") else {
      throw result.error(
        "expected a field 'times' with the seconds of each run. Export with '--export-json'.")
    }
    var samples: [Observation] = []
    for time in try times.numbers() {
      samples.append(try times.observation(iterations: 1, wall: time * 1e9))
    }
    var benchmark = ForeignBenchmark(
      title: command, components: [command], processes: samples.isEmpty ? [] : [samples])
    if samples.isEmpty {
      benchmark.failure = BenchmarkFailure(.exited, "hyperfine recorded no run of it")
    }
    benchmark.parameters = result.optional("parameters")?.parameters ?? []
    return benchmark
  }
}
