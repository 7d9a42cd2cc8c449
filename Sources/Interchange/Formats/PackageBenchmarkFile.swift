import BenchModel

/// What package-benchmark keeps in `.benchmarkBaselines`: for each benchmark a histogram of the wall
/// clock of its samples.
///
/// The order of the samples is gone, and values have three digits: each is told as the highest that
/// its bucket stands for, as package-benchmark's own tables do. A sample is one block of as many
/// iterations as the scaling factor says. Its processor times are ticks of 10 ms that belong to no
/// sample of wall clock, so they are left out.
enum PackageBenchmarkFile {
  static func recognizes(_ root: ForeignNode) -> Bool {
    root.has("baselineName") && root.has("machine") && root.has("results")
  }

  static func results(in root: ForeignNode) throws(ForeignFileError) -> ForeignResults {
    // A dictionary whose keys are no strings: key, value, key, value.
    let list = root.optional("results")
    let pairs = try list?.array() ?? []
    guard pairs.count.isMultiple(of: 2) else {
      throw root.error("expected 'results' to alternate between a benchmark and its metrics.")
    }
    var benchmarks: [ForeignBenchmark] = []
    var budget = SampleBudget()
    for index in stride(from: 0, to: pairs.count, by: 2) {
      let metrics = pairs[index + 1]
      if let benchmark = try benchmark(pairs[index], metrics: metrics, within: &budget) {
        benchmarks.append(benchmark)
      }
    }
    guard !benchmarks.isEmpty || pairs.isEmpty else {
      throw root.error("no benchmark in it has the metric wallClock. Add it to its metrics.")
    }
    // A dictionary has no order.
    var results = ForeignResults(
      harness: .packageBenchmark, benchmarks: benchmarks.sorted { $0.title < $1.title })
    let machine = try root.member("machine")
    results.machine.hostName = try machine.optional("hostname")?.text()
    results.machine.logicalCores = try machine.optional("processors")?.whole(from: 1)
    results.machine.architecture = try machine.optional("processorType")?.text()
    return results
  }

  /// - Returns: `nil` without wall clock.
  private static func benchmark(
    _ identifier: ForeignNode, metrics: ForeignNode, within budget: inout SampleBudget
  ) throws(ForeignFileError) -> ForeignBenchmark? {
    let target = try identifier.member("target").text()
    let name = try identifier.member("name").text()
    for metric in try metrics.array() where try metric.member("metric").has("wallClock") {
      let samples = try samples(
        of: metric.member("statistics").member("histogram"),
        iterations: Double(metric.member("scalingFactor").whole(from: 1)), within: &budget)
      var benchmark = ForeignBenchmark(
        title: "\(target):\(name)", components: [target, name],
        processes: samples.isEmpty ? [] : [samples])
      if samples.isEmpty {
        benchmark.failure = BenchmarkFailure(.exited, "package-benchmark recorded no sample of it")
      }
      return benchmark
    }
    return nil
  }

  private static func samples(
    of histogram: ForeignNode, iterations: Double, within budget: inout SampleBudget
  ) throws(ForeignFileError) -> [Observation] {
    let layout = try Layout(histogram)
    let counts = try histogram.member("counts")
    var samples: [Observation] = []
    for (index, count) in try counts.numbers().enumerated() where count != 0 {
      guard count > 0, count == count.rounded(), count <= 0x1p53 else {
        throw counts.error("expected whole numbers from 0, got \(count) at \(index).")
      }
      try budget.take(Int(count), for: counts)
      let value = try layout.highest(at: index, in: counts)
      let sample = try histogram.observation(iterations: iterations, wall: value)
      samples += Array(repeating: sample, count: Int(count))
    }
    return samples
  }

  /// How the buckets of a high dynamic range histogram lie: the first has 2ᵐ⁺¹ steps of 2ᵘ each,
  /// every further one 2ᵐ steps that are twice as wide as those before.
  ///
  /// - Source: G. Tene, *HdrHistogram*, as in HdrHistogram/hdrhistogram-swift 0.2.0.
  private struct Layout {
    let halfCountMagnitude: Int
    let unitMagnitude: Int

    init(_ histogram: ForeignNode) throws(ForeignFileError) {
      let half = try histogram.member("subBucketHalfCountMagnitude")
      let unit = try histogram.member("unitMagnitude")
      halfCountMagnitude = try half.whole()
      unitMagnitude = try unit.whole()
      guard halfCountMagnitude <= 20 else { throw half.expected("a number up to 20") }
      guard unitMagnitude <= 40 else { throw unit.expected("a number up to 40") }
    }

    func highest(at index: Int, in counts: ForeignNode) throws(ForeignFileError) -> Double {
      let half = 1 << halfCountMagnitude
      let bucket = max(0, (index >> halfCountMagnitude) - 1)
      let step = index < half ? index : (index & (half - 1)) + half
      guard bucket + unitMagnitude + halfCountMagnitude < 62 else {
        throw counts.error("a count stands at \(index), beyond what a histogram holds.")
      }
      let width = 1 << (bucket + unitMagnitude)
      return Double(step * width + width - 1)
    }
  }
}
