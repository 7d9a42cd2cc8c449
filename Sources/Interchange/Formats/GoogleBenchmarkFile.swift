import BenchModel
import Foundation

/// What Google Benchmark writes with `--benchmark_out_format=json`: for each repetition the
/// iterations and the wall and processor time of one.
///
/// All repetitions ran in one process. Their times are products of what was measured, which the
/// numbers' 17 digits give back to a nanosecond. Rows of aggregates are left out, since they are
/// made from the others.
///
/// Where a benchmark asks for real or manual time, its processor time is that of a thread that does
/// other things too, or of which others do the work: wall clock counts there.
enum GoogleBenchmarkFile {
  static func recognizes(_ root: ForeignNode) -> Bool {
    guard root.has("context"), let rows = try? root.optional("benchmarks")?.array() else {
      return false
    }
    return rows.first.map { $0.has("name") && !$0.has("stats") } ?? true
  }

  static func results(in root: ForeignNode) throws(ForeignFileError) -> ForeignResults {
    let rows = try root.member("benchmarks").array()
    let old = try OldAggregates(rows)
    var names: [String] = []
    var benchmarks: [String: ForeignBenchmark] = [:]
    var repetitions: [String: Repetitions] = [:]
    for row in rows where try !isAggregate(row, old) {
      // Versions before 1.5 have the name alone.
      let field = row.has("run_name") ? "run_name" : "name"
      let name = try row.member(field).text()
      if benchmarks[name] == nil {
        names.append(name)
        benchmarks[name] = try benchmark(named: name, in: row)
      }
      try repetitions[name, default: Repetitions()].add(row, of: name)
      try add(row, to: &benchmarks[name]!)
    }
    guard !names.isEmpty || rows.isEmpty else {
      throw root.error(
        """
        only aggregates are in it, no single repetition. Write them too with \
        '--benchmark_report_aggregates_only=false'.
        """)
    }
    var results = ForeignResults(
      harness: .googleBenchmark, benchmarks: names.compactMap { benchmarks[$0] })
    try read(root.member("context"), into: &results)
    return results
  }

  private static func isAggregate(
    _ row: ForeignNode, _ old: OldAggregates
  ) throws(ForeignFileError) -> Bool {
    guard let type = row.optional("run_type") else {
      return old.contains(try row.member("name").text())
    }
    return try type.text() == "aggregate"
  }

  /// Which rows are aggregates in a file of a version before 1.5, which marks them in the name alone:
  /// those that end as one does and stand beside what they are made from, or beside each other.
  private struct OldAggregates {
    private static let suffixes = ["_mean", "_median", "_stddev", "_cv", "_BigO", "_RMS"]
    private let names: Set<String>

    init(_ rows: [ForeignNode]) throws(ForeignFileError) {
      var names: Set<String> = []
      for row in rows where !row.has("run_type") { names.insert(try row.member("name").text()) }
      self.names = names
    }

    func contains(_ name: String) -> Bool {
      guard let suffix = Self.suffixes.first(where: name.hasSuffix) else { return false }
      let stem = name.dropLast(suffix.count)
      // What complexity is fitted to are benchmarks called `Sort/1024` and the like.
      if suffix == "_BigO" || suffix == "_RMS" {
        return names.contains("\(stem)_BigO") && names.contains("\(stem)_RMS")
      }
      return names.contains(String(stem))
        || ["_mean", "_median", "_stddev"].allSatisfy { names.contains(stem + $0) }
    }
  }

  /// What tells benchmarks of one name apart: their place among those registered, and that a
  /// repetition comes once.
  private struct Repetitions {
    private var family: [Int?] = []
    private var indices: Set<Int> = []

    mutating func add(_ row: ForeignNode, of name: String) throws(ForeignFileError) {
      let family = [
        try row.optional("family_index")?.whole(),
        try row.optional("per_family_instance_index")?.whole(),
      ]
      if self.family.isEmpty { self.family = family }
      let index = try row.optional("repetition_index")?.whole()
      let isNew = index.map { indices.insert($0).inserted } ?? true
      guard family == self.family, isNew else {
        throw row.error(
          """
          two benchmarks are called '\(name)'. Tell them apart with Name(), or with \
          --benchmark_filter in runs of their own.
          """)
      }
    }
  }

  private static func benchmark(
    named name: String, in row: ForeignNode
  ) throws(ForeignFileError) -> ForeignBenchmark {
    // How often it was repeated is no part of what is measured.
    let components = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      .filter { !$0.hasPrefix("repeats:") }
    var benchmark = ForeignBenchmark(title: name, components: components, processes: [])
    if let threads = row.optional("threads") { benchmark.threads = try threads.whole(from: 1) }
    benchmark.isWallClockOnly = ["real_time", "manual_time"].contains(where: components.contains)
    if benchmark.threads > 1 || components.contains("process_time") {
      benchmark.cpuScope = .process
    }
    return benchmark
  }

  private static func add(
    _ row: ForeignNode, to benchmark: inout ForeignBenchmark
  ) throws(ForeignFileError) {
    if let error = row.optional("error_occurred"), try error.boolean() {
      let message = try row.optional("error_message")?.text() ?? "it gave no message"
      benchmark.failure = BenchmarkFailure(.threw, message)
      benchmark.processes = []
      return
    }
    if let skipped = row.optional("skipped"), try skipped.boolean() {
      let message = try row.optional("skip_message")?.text() ?? "it gave no reason"
      benchmark.failure = BenchmarkFailure(.exited, "skipped: \(message)")
      benchmark.processes = []
      return
    }
    guard benchmark.failure == nil else { return }
    let iterations = try row.member("iterations").number()
    let unit = try nanoseconds(of: row.optional("time_unit"))
    let sample = try row.observation(
      iterations: iterations, wall: try row.member("real_time").number() * unit * iterations,
      cpu: try row.member("cpu_time").number() * unit * iterations)
    if benchmark.processes.isEmpty { benchmark.processes = [[]] }
    benchmark.processes[0].append(sample)
  }

  private static func nanoseconds(of unit: ForeignNode?) throws(ForeignFileError) -> Double {
    guard let unit else { return 1 }
    switch try unit.text() {
    case "ns": return 1
    case "us": return 1e3
    case "ms": return 1e6
    case "s": return 1e9
    default: throw unit.expected("ns, us, ms or s")
    }
  }

  private static func read(
    _ context: ForeignNode, into results: inout ForeignResults
  ) throws(ForeignFileError) {
    if let date = context.optional("date") {
      results.startedAt = ForeignDate.utc(try date.text())
    }
    results.machine.hostName = try context.optional("host_name")?.text()
    if let cores = context.optional("num_cpus") {
      results.machine.logicalCores = try cores.whole(from: 1)
    }
  }
}
