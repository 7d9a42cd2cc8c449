import BenchModel
import Foundation
import Interchange
import Testing

@Suite struct ForeignRunTests {
  private func results(_ name: String) throws -> ForeignResults {
    try ForeignFile.read(Fixture.path(name))
  }

  private func names(_ name: String, prefix: String? = nil) throws -> [String] {
    let results = try results(name)
    return ForeignNames.names(
      for: results.benchmarks, of: results.harness,
      prefix: try prefix.map { try BenchmarkName(parsing: $0) }
    ).map(\.description)
  }

  @Test func `names keep what they may and show the rest as an underscore`() throws {
    #expect(
      try names("criterion") == [
        "fib_20", "flat/copy", "sum/of_squares/loop/1024", "sum/of_squares/loop/64",
      ])
    #expect(
      try names("hyperfine/commands.json") == [
        "head_-c_10k_dev_zero/size=10k", "head_-c_1M_dev_zero/size=1M",
      ])
    #expect(
      try names("google-benchmark/sums.json", prefix: "tools/cpp") == [
        "tools/cpp/Sum/64", "tools/cpp/Sum/1024", "tools/cpp/Copy/real_time/threads=2",
        "tools/cpp/Broken",
      ])
    #expect(
      try names("pytest-benchmark/sums.json") == [
        "test_sums.py/test_sum_64", "test_sums.py/test_sum_1024", "test_sums.py/test_join",
      ])
    #expect(
      try names("jmh/sums.json").prefix(2) == [
        "org/example/Sums/sum/kind=long_list/size=64",
        "org/example/Sums/sum/kind=long_list/size=1024",
      ])
    #expect(try names("package-benchmark/results.json") == ["Sums/sort", "Sums/sum_of_64"])
  }

  @Test func `the modes of one JMH benchmark are told apart`() throws {
    func entry(_ mode: String, _ unit: String) -> String {
      """
      {"benchmark": "a.b", "mode": "\(mode)", "primaryMetric": \
      {"scoreUnit": "\(unit)", "rawData": [[1]]}}
      """
    }
    let both = try Fixture.read("[\(entry("avgt", "ns/op")), \(entry("thrpt", "ops/s"))]")
    #expect(
      ForeignNames.names(for: both.benchmarks, of: .jmh).map(\.description)
        == ["a/b/mode=avgt", "a/b/mode=thrpt"])
    let one = try Fixture.read("[\(entry("avgt", "ns/op"))]")
    #expect(ForeignNames.names(for: one.benchmarks, of: .jmh).map(\.description) == ["a/b"])
  }

  @Test func `names that would be equal are told apart, whatever their order`() throws {
    func names(_ titles: [String]) -> [String: String] {
      let benchmarks = titles.map {
        ForeignBenchmark(title: $0, components: [$0], processes: [])
      }
      let names = ForeignNames.names(for: benchmarks, of: .hyperfine).map(\.description)
      return Dictionary(uniqueKeysWithValues: zip(titles, names))
    }
    let titles = ["a b", "a:b", "a_b", "число", "数", "", "//"]
    let found = names(titles)
    #expect(Set(found.values).count == titles.count)
    #expect(found["a b"]?.wholeMatch(of: /a_b-[0-9a-f]{8}/) != nil)
    #expect(names(titles.reversed()) == found)
    #expect(names(["a b"]) == ["a b": "a_b"])
  }

  @Test func `a run says what was measured, where, and what is not known`() throws {
    let run = try ForeignRun(of: [results("pytest-benchmark/sums.json")])
      .run(knowing: ForeignRun.Facts(compiler: "mine"), madeOn: nil, arguments: ["x"])
    #expect(run.startedAt == "2026-11-26T18:34:52Z")
    #expect(run.arguments == ["import", "pytest-benchmark", "x"])
    #expect(run.environment.source.commit.value == "106c8b884b9c67c9f2bbe5bd5cf41dd818097d8f")
    #expect(run.environment.source.isDirty.value == false)
    #expect(run.environment.build.compiler.value == "mine")
    #expect(run.environment.build.configuration == "pytest-benchmark")
    #expect(run.environment.machine.cpuModel.value == "AMD EPYC")
    #expect(
      run.environment.machine.governor
        == .unavailable(reason: "pytest-benchmark does not record it"))
    #expect(run.results.map(\.processes.count) == [1, 1, 1])
    #expect(run.results[0].benchmark.question.contains("test_sums.py::test_sum[64]"))
    // The sum of all rounds: 20.6 ms.
    #expect(abs(run.durationSeconds - 0.0206) < 0.0005)
  }

  @Test func `several files are several processes of one run`() throws {
    let one = try results("criterion")
    var other = one
    other.benchmarks.removeLast()
    let run = try ForeignRun(of: [one, other]).run(madeOn: nil)
    #expect(run.results.map(\.processes.count) == [2, 2, 2, 1])
    #expect(run.settings.processes == 2)
    var failed = one
    failed.benchmarks[0].failure = BenchmarkFailure(.threw, "no")
    failed.benchmarks[0].processes = []
    let partly = try ForeignRun(of: [one, failed]).run(madeOn: nil)
    #expect(partly.results[0].failure?.message == "no")
    #expect(partly.results[0].processes.isEmpty)
  }

  @Test func `one process is not counted twice`() throws {
    let one = try results("criterion")
    var other = one
    other.benchmarks[0].processes[0].removeLast()
    #expect(throws: ForeignRunError.sameResults(2, 3)) {
      try ForeignRun(of: [one, other, other])
    }
  }

  @Test func `files of several harnesses or machines make no run`() throws {
    let one = try results("hyperfine/commands.json")
    #expect(throws: ForeignRunError.severalHarnesses(["hyperfine", "Google Benchmark"])) {
      try ForeignRun(of: [one, results("google-benchmark/sums.json")])
    }
    var other = one
    other.machine.cpuModel = "another"
    #expect(throws: ForeignRunError.severalMachines) { try ForeignRun(of: [one, other]) }
  }
}
