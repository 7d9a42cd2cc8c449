import BenchModel

/// What JMH writes with `-rf json`: for each fork and iteration a score.
///
/// A score is a time per operation or a rate, and how many operations an iteration made is not in
/// the file: it is taken to be as many as fit the time of an iteration at that score, so that a
/// sample keeps the score's digits. With several threads a rate counts the operations of all.
enum JMHFile {
  static func recognizes(_ root: ForeignNode) -> Bool {
    guard let entries = try? root.array(), let first = entries.first else { return false }
    return first.has("benchmark") && first.has("primaryMetric")
  }

  static func results(in root: ForeignNode) throws(ForeignFileError) -> ForeignResults {
    var benchmarks: [ForeignBenchmark] = []
    var known: Set<ForeignBenchmark.Identity> = []
    var budget = SampleBudget()
    let entries = try root.array()
    for entry in entries {
      let benchmark = try benchmark(entry, within: &budget)
      guard known.insert(benchmark.identity).inserted else {
        let mode = benchmark.parameters.first { $0.name == "mode" }?.value
        throw entry.error(
          """
          '\(benchmark.title)' is there twice in the mode \(mode ?? "?"). Write each run to a file \
          of its own.
          """)
      }
      benchmarks.append(benchmark)
    }
    var results = ForeignResults(harness: .jmh, benchmarks: benchmarks)
    if let first = entries.first {
      let words = [
        try first.optional("vmName")?.text(),
        try (first.optional("vmVersion") ?? first.optional("jdkVersion"))?.text(),
      ].compactMap(\.self)
      results.compiler = words.isEmpty ? nil : words.joined(separator: " ")
    }
    return results
  }

  private static func benchmark(
    _ entry: ForeignNode, within budget: inout SampleBudget
  ) throws(ForeignFileError) -> ForeignBenchmark {
    let title = try entry.member("benchmark").text()
    let metric = try entry.member("primaryMetric")
    let scale = try Scale(of: metric.member("scoreUnit"))
    let iterationTime = try iterationNanoseconds(of: entry)
    var benchmark = ForeignBenchmark(
      title: title, components: title.split(separator: ".").map(String.init), processes: [])
    if let threads = entry.optional("threads") { benchmark.threads = try threads.whole(from: 1) }
    benchmark.cpuScope = benchmark.threads == 1 ? .thread : .process
    benchmark.parameters = try parameters(of: entry, threads: benchmark.threads)
    for fork in try scores(in: metric, within: &budget) {
      var samples: [Observation] = []
      for node in fork.nodes {
        // JSON has no such numbers, so JMH writes them as text.
        if let text = try? node.text(), ["NaN", "INF", "+INF", "-INF"].contains(text) {
          benchmark.processes = []
          benchmark.failure = BenchmarkFailure(.wrongAnswer, "an iteration's score is \(text)")
          return benchmark
        }
        samples.append(try sample(node, try node.number(), scale, iterationTime))
      }
      for (node, value, count) in fork.counted {
        samples += Array(
          repeating: try sample(node, value, scale, iterationTime), count: count)
      }
      if !samples.isEmpty { benchmark.processes.append(samples) }
    }
    if benchmark.processes.isEmpty {
      benchmark.failure = BenchmarkFailure(.exited, "JMH recorded no iteration of it")
    }
    return benchmark
  }

  /// `params`, and the mode, since one measures the rate and another the time of single operations,
  /// and the threads where there are several; by name.
  private static func parameters(
    of entry: ForeignNode, threads: Int
  ) throws(ForeignFileError) -> [ForeignBenchmark.Parameter] {
    var parameters = entry.optional("params")?.parameters ?? []
    let mode = try entry.optional("mode")?.text()
    for (name, value) in [("mode", mode), ("threads", threads == 1 ? nil : "\(threads)")] {
      guard let value, !parameters.contains(where: { $0.name == name }) else { continue }
      parameters.append(ForeignBenchmark.Parameter(name: name, value: value))
    }
    return parameters.sorted { $0.name < $1.name }
  }

  private struct Fork {
    var nodes: [ForeignNode] = []
    /// Of a histogram: a score and how often it was.
    var counted: [(node: ForeignNode, value: Double, count: Int)] = []
  }

  private static func scores(
    in metric: ForeignNode, within budget: inout SampleBudget
  ) throws(ForeignFileError) -> [Fork] {
    var forks: [Fork] = []
    if let raw = metric.optional("rawData") {
      for fork in try raw.array() { forks.append(Fork(nodes: try fork.array())) }
      return forks
    }
    guard let histogram = metric.optional("rawDataHistogram") else {
      throw metric.error("expected a field 'rawData' or 'rawDataHistogram'.")
    }
    for fork in try histogram.array() {
      var counted: [(node: ForeignNode, value: Double, count: Int)] = []
      for iteration in try fork.array() {
        for pair in try iteration.array() {
          let numbers = try pair.array()
          guard numbers.count == 2 else { throw pair.expected("a score and its count") }
          let count = try numbers[1].whole()
          try budget.take(count, for: pair)
          counted.append((pair, try numbers[0].number(), count))
        }
      }
      forks.append(Fork(counted: counted))
    }
    return forks
  }

  private static func sample(
    _ node: ForeignNode, _ score: Double, _ scale: Scale, _ iterationTime: Double
  ) throws(ForeignFileError) -> Observation {
    // What takes less than the clock tells has a time of 0.
    guard score > 0 || score == 0 && !scale.isRate else {
      throw node.error("a score is positive, got \(score).")
    }
    let nanoseconds = scale.isRate ? scale.nanoseconds / score : score * scale.nanoseconds
    let operations =
      nanoseconds > 0 ? max(1, min(0x1p53, (iterationTime / nanoseconds).rounded())) : 1
    return try node.observation(iterations: operations, wall: nanoseconds * operations)
  }

  /// Such as `10 s`, and 1 ns for modes that time single operations.
  private static func iterationNanoseconds(
    of entry: ForeignNode
  ) throws(ForeignFileError) -> Double {
    if let mode = try entry.optional("mode")?.text(), ["ss", "sample"].contains(mode) { return 1 }
    guard let time = entry.optional("measurementTime") else { return 1e9 }
    let words = try time.text().split(separator: " ")
    guard words.count == 2, let amount = Double(words[0]), amount > 0,
      let unit = Scale.nanoseconds(of: String(words[1]))
    else {
      // "single-shot" and the like.
      return 1
    }
    return amount * unit
  }

  private struct Scale {
    let isRate: Bool
    /// Of the unit of time.
    let nanoseconds: Double

    /// `ns/op` and its like, or `ops/s`.
    init(of node: ForeignNode) throws(ForeignFileError) {
      let halves = try node.text().split(separator: "/")
      guard halves.count == 2 else { throw node.expected(Self.kinds) }
      isRate = halves[0] == "ops"
      let unit = isRate ? halves[1] : halves[0]
      guard isRate || halves[1] == "op", let nanoseconds = Self.nanoseconds(of: String(unit)) else {
        throw node.expected(Self.kinds)
      }
      self.nanoseconds = nanoseconds
    }

    private static let kinds = "a unit such as 'ns/op' or 'ops/s'"

    static func nanoseconds(of unit: String) -> Double? {
      switch unit {
      case "ns": 1
      case "us", "µs", "μs": 1e3
      case "ms": 1e6
      case "s": 1e9
      case "min", "m": 60e9
      case "hr", "h": 3_600e9
      case "day", "d": 86_400e9
      default: nil
      }
    }
  }
}
