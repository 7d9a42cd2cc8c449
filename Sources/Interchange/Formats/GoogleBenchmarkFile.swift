import BenchModel
import Foundation

/// What Google Benchmark writes with `--benchmark_out_format=json`: for each repetition the
/// iterations and the wall and processor time of one.
///
/// All repetitions ran in one process. Their times are products of what was measured, which the
/// numbers' 17 digits give back to a nanosecond. Rows of aggregates are left out, since they are
/// made from the others.
enum GoogleBenchmarkFile {
  static func recognizes(_ root: ForeignNode) -> Bool {
    guard root.has("context"), let rows = try? root.optional("benchmarks")?.array() else {
      return false
    }
    return rows.first.map { $0.has("name") && !$0.has("stats") } ?? true
  }

  static func results(in root: ForeignNode) throws(ForeignFileError) -> ForeignResults {
    let rows = try root.member("benchmarks").array()
    var names: [String] = []
    var benchmarks: [String: ForeignBenchmark] = [:]
    for row in rows where try !isAggregate(row) {
      // Versions before 1.5 have the name alone.
      let field = row.has("run_name") ? "run_name" : "name"
      let name = try row.member(field).text()
      if benchmarks[name] == nil {
        names.append(name)
        benchmarks[name] = try benchmark(named: name, in: row)
      }
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

  private static func isAggregate(_ row: ForeignNode) throws(ForeignFileError) -> Bool {
    // Versions before 1.5 have no 'run_type', and mark aggregates in the name alone.
    guard let type = row.optional("run_type") else {
      let name = try row.member("name").text()
      return ["_mean", "_median", "_stddev", "_cv"].contains { name.hasSuffix($0) }
    }
    return try type.text() == "aggregate"
  }

  private static func benchmark(
    named name: String, in row: ForeignNode
  ) throws(ForeignFileError) -> ForeignBenchmark {
    // How often it was repeated is no part of what is measured.
    let components = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      .filter { !$0.hasPrefix("repeats:") }
    var benchmark = ForeignBenchmark(title: name, components: components, processes: [])
    if let threads = row.optional("threads") { benchmark.threads = try threads.whole(from: 1) }
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
