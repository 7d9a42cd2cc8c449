import BenchModel

/// What pytest-benchmark writes with `--benchmark-json` and `--benchmark-save-data`: for each round
/// the seconds of one of its iterations.
enum PytestBenchmarkFile {
  static func recognizes(_ root: ForeignNode) -> Bool {
    root.has("machine_info") && root.has("benchmarks")
  }

  static func results(in root: ForeignNode) throws(ForeignFileError) -> ForeignResults {
    var benchmarks: [ForeignBenchmark] = []
    for node in try root.member("benchmarks").array() { benchmarks.append(try benchmark(node)) }
    var results = ForeignResults(harness: .pytestBenchmark, benchmarks: benchmarks)
    if let date = root.optional("datetime") { results.startedAt = ForeignDate.utc(try date.text()) }
    if let commit = root.optional("commit_info") {
      // "unversioned" outside a repository.
      let id = try commit.optional("id")?.text()
      if let id, id.wholeMatch(of: /[0-9a-f]{7,64}/) != nil {
        results.commit = id
        results.isDirty = try commit.optional("dirty")?.boolean()
      }
    }
    try read(root.member("machine_info"), into: &results)
    return results
  }

  private static func benchmark(
    _ node: ForeignNode
  ) throws(ForeignFileError) -> ForeignBenchmark {
    let title = try node.member("fullname").text()
    let stats = try node.member("stats")
    guard let data = stats.optional("data") else {
      throw stats.error(
        """
        expected a field 'data' with the seconds of each round. Run pytest with \
        '--benchmark-save-data'.
        """)
    }
    let iterations = Double(try stats.member("iterations").whole(from: 1))
    var samples: [Observation] = []
    for seconds in try data.numbers() {
      samples.append(
        try data.observation(iterations: iterations, wall: seconds * iterations * 1e9))
    }
    var benchmark = ForeignBenchmark(
      title: title, components: components(of: title), processes: samples.isEmpty ? [] : [samples])
    if samples.isEmpty {
      benchmark.failure = BenchmarkFailure(.exited, "pytest-benchmark recorded no round of it")
    }
    return benchmark
  }

  /// `tests/test_sums.py::TestSum::test_sum[64]`, whose parameters may hold any letters.
  private static func components(of title: String) -> [String] {
    let bracket = title.firstIndex(of: "[") ?? title.endIndex
    var parts = title[..<bracket].split(separator: "/").flatMap { $0.split(separator: "::") }
      .map(String.init)
    if bracket < title.endIndex, let last = parts.popLast() {
      parts.append(last + title[bracket...])
    }
    return parts
  }

  private static func read(
    _ info: ForeignNode, into results: inout ForeignResults
  ) throws(ForeignFileError) {
    results.machine.hostName = try info.optional("node")?.text()
    results.machine.architecture = try info.optional("machine")?.text()
    results.machine.kernel = try info.optional("release")?.text()
    if let cpu = info.optional("cpu") {
      results.machine.cpuModel = try cpu.optional("brand_raw")?.text()
      results.machine.logicalCores = try cpu.optional("count")?.whole(from: 1)
    }
    let words = [
      try info.optional("python_implementation")?.text(),
      try info.optional("python_version")?.text(),
    ].compactMap(\.self)
    results.compiler = words.isEmpty ? nil : words.joined(separator: " ")
  }
}
