import BenchModel
import Foundation
import Interchange
import Testing

/// What is written is read again: by our readers here; Criterion.rs 0.3.6 itself took an exported
/// folder as its `--baseline`.
@Suite struct ExportTests {
  private let run: Run

  init() throws {
    let results = try ForeignFile.read(Fixture.path("jmh/sums.json"))
    run = try ForeignRun(of: [results]).run(madeOn: nil)
  }

  @Test func `an export for Criterion gives back every sample`() throws {
    let folder = try TemporaryFolder()
    for file in CriterionExport(of: run, baseline: "main").files {
      let path = URL(fileURLWithPath: "\(folder.path)/\(file.path)")
      try FileManager.default.createDirectory(
        at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      try file.content.write(to: path)
    }
    let again = try ForeignFile.read(folder.path, criterionBaseline: "main")
    let expected = run.results.filter { $0.failure == nil }
      .sorted { $0.benchmark.name < $1.benchmark.name }
    #expect(again.benchmarks.map(\.title) == expected.map(\.benchmark.name.description))
    #expect(
      again.benchmarks.map(\.processes) == expected.map { [$0.processes.flatMap(\.observations)] })
    #expect(
      ForeignNames.names(for: again.benchmarks, of: .criterion) == expected.map(\.benchmark.name))
  }

  @Test func `names that make one folder get two`() throws {
    let long = String(repeating: "x", count: 70)
    let results = ["\(long)a", "\(long)b"].map { name in
      BenchmarkResult(
        benchmark: BenchmarkDescription(
          name: try! BenchmarkName(parsing: name), question: "", throughput: nil, tags: []),
        processes: run.results[0].processes, failure: nil)
    }
    let twin = Run(
      startedAt: "", durationSeconds: 0, arguments: [], settings: run.settings,
      environment: run.environment, results: results)
    let folders = CriterionExport(of: twin, baseline: "b").files.map {
      String($0.path.split(separator: "/")[0])
    }
    #expect(Set(folders) == [String(long.prefix(64)), "\(long.prefix(64))_2"])
  }

  @Test func `no name leads out of the folder`() throws {
    let result = BenchmarkResult(
      benchmark: BenchmarkDescription(
        name: try BenchmarkName(parsing: "../.."), question: "", throughput: nil, tags: []),
      processes: run.results[0].processes, failure: nil)
    let hostile = Run(
      startedAt: "", durationSeconds: 0, arguments: [], settings: run.settings,
      environment: run.environment, results: [result])
    let files = CriterionExport(of: hostile, baseline: "b").files
    #expect(!files.isEmpty)
    #expect(
      files.allSatisfy { !$0.path.split(separator: "/").contains("..") }, "\(files.map(\.path))")
  }

  @Test func `an export for JMH gives back forks and scores`() throws {
    let again = try ForeignFile.results(in: JMHExport.text(of: run), file: "again.json")
    let expected = run.results.filter { $0.failure == nil }
    #expect(again.harness == .jmh)
    #expect(again.benchmarks.map(\.processes.count) == expected.map(\.processes.count))
    for (left, right) in zip(again.benchmarks, expected) {
      let scores = zip(
        left.processes.flatMap(\.self), right.processes.flatMap(\.observations))
      for (mine, theirs) in scores {
        #expect(abs(mine.wallSeconds - theirs.wallSeconds) <= 1e-8 * theirs.wallSeconds)
      }
    }
    let names = ForeignNames.names(for: again.benchmarks, of: .jmh)
    #expect(names == expected.map(\.benchmark.name))
  }

  /// 0.4 ns: less than the nanosecond that a sample's time is rounded to.
  @Test func `a time of less than a nanosecond comes back from an export for JMH`() throws {
    let samples = [(2_500_000, 1_000_000), (2_500_000, 1_000_003), (2_500_000, 0)]
    let process = ProcessRecord(
      cpuScope: .thread, threads: 1, warmUp: run.results[0].processes[0].warmUp,
      observations: samples.map { iterations, wall in
        Observation(iterations: iterations, wallNanoseconds: wall, cpuNanoseconds: 0)
      }, allocations: .unavailable(reason: ""), peakResidentBytes: .unavailable(reason: ""))
    let result = BenchmarkResult(
      benchmark: run.results[0].benchmark, processes: [process], failure: nil)
    let fast = Run(
      startedAt: "", durationSeconds: 0, arguments: [], settings: run.settings,
      environment: run.environment, results: [result])
    let again = try ForeignFile.results(in: JMHExport.text(of: fast), file: "again.json")
    let times = try #require(again.benchmarks.first?.processes.first).map { $0.wallSeconds * 1e9 }
    try #require(times.count == 3)
    #expect(abs(times[0] - 0.4) <= 1e-6 * 0.4)
    #expect(abs(times[1] - 0.4000012) <= 1e-6 * 0.4)
    #expect(times[2] == 0)
  }

  /// Of 24, 25, 26, 25, 26 and 27: the mean 25.5, the deviation √(5.5/5); Student's 99.95 % quantile
  /// with 5 degrees of freedom is 6.8688 (any printed table), so the error is 6.8688 · √(1.1/6).
  @Test func `the error of a score is JMH's`() throws {
    struct Entry: Decodable {
      struct Metric: Decodable {
        let score: Double
        let scoreError: Double
        let scorePercentiles: [String: Double]
      }
      let primaryMetric: Metric
    }
    let text = JMHExport.text(
      of: Run(
        startedAt: "", durationSeconds: 0, arguments: [], settings: run.settings,
        environment: run.environment, results: [run.results[0]]))
    let entries = try JSONDecoder().decode([Entry].self, from: text)
    let metric = try #require(entries.first).primaryMetric
    #expect(abs(metric.score - 25.5) < 1e-7)
    #expect(abs(metric.scoreError - 6.8688 * (1.1 / 6).squareRoot()) < 1e-3)
    #expect(abs((metric.scorePercentiles["50.0"] ?? 0) - 25.5) < 1e-7)
  }
}
