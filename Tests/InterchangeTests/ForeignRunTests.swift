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
        "org/example/Sums/sum/kind=long_list/mode=avgt/size=64",
        "org/example/Sums/sum/kind=long_list/mode=thrpt/size=1024/threads=4",
      ])
    #expect(try names("package-benchmark/results.json") == ["Sums/sort", "Sums/sum_of_64"])
  }

  @Test func `modes and threads of one JMH benchmark are told apart, in one file or in several`()
    throws
  {
    func file(_ mode: String, _ unit: String, threads: Int = 1) throws -> ForeignResults {
      try Fixture.read(
        """
        [{"benchmark": "a.b", "mode": "\(mode)", "threads": \(threads), "primaryMetric": \
        {"scoreUnit": "\(unit)", "rawData": [[1]]}}]
        """)
    }
    let run = try ForeignRun(of: [
      file("avgt", "ns/op"), file("thrpt", "ops/s"), file("avgt", "ns/op", threads: 4),
    ]).run(madeOn: nil)
    #expect(
      run.results.map(\.benchmark.name.description)
        == ["a/b/mode=avgt", "a/b/mode=thrpt", "a/b/mode=avgt/threads=4"])
    #expect(run.results.map(\.processes.count) == [1, 1, 1])
    #expect(run.results.map { $0.processes[0].cpuScope } == [.thread, .thread, .process])
  }

  /// A histogram of single operations: two of 0 ns, which is less than the clock tells, one of 1,500.
  @Test func `JMH's sampled operations are one each, however short`() throws {
    let results = try Fixture.read(
      """
      [{"benchmark": "a.b", "mode": "sample", "measurementTime": "10 s", "primaryMetric": \
      {"scoreUnit": "us/op", "rawDataHistogram": [[[[0.0, 2], [1.5, 1]]]]}}]
      """)
    #expect(
      results.benchmarks.first?.processes.map { $0.map { [$0.iterations, $0.wallNanoseconds] } }
        == [[[1, 0], [1, 0], [1, 1500]]])
    let complaint = Fixture.complaint(
      about: """
        [{"benchmark": "a.b", "mode": "thrpt", "primaryMetric": {"scoreUnit": "ops/s", \
        "rawData": [[0]]}}]
        """)
    #expect(complaint.contains("a score is positive, got 0.0."), "\(complaint)")
  }

  @Test func `what all results hold the same samples of was not run anew and is out`() throws {
    func file(_ fresh: Double) throws -> ForeignResults {
      try Fixture.read(
        """
        {"results": [{"command": "stale", "mean": 1, "times": [1.5]}, \
        {"command": "fresh", "mean": 1, "times": [\(fresh)]}]}
        """)
    }
    let run = try ForeignRun(of: [file(1), file(2), file(3)])
    #expect(run.run(madeOn: nil).results.map(\.benchmark.name.description) == ["fresh"])
    #expect(run.run(madeOn: nil).results.first?.processes.count == 3)
    #expect(run.remarks.count == 1 && run.remarks[0].contains("'stale'. Import one"))
  }

  @Test func `an old date of Google Benchmark is read`() {
    #expect(ForeignDate.utc("2015/03/17-18:40:25") == "2015-03-17T18:40:25Z")
    #expect(ForeignDate.utc("2015/13/17-18:40:25") == nil)
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

  /// The same file with each time a nanosecond longer for each run before it.
  private func later(_ runs: Int, _ results: ForeignResults) -> ForeignResults {
    var results = results
    for index in results.benchmarks.indices {
      results.benchmarks[index].processes = results.benchmarks[index].processes.map { process in
        process.map {
          Observation(
            iterations: $0.iterations, wallNanoseconds: $0.wallNanoseconds + runs,
            cpuNanoseconds: $0.cpuNanoseconds)
        }
      }
    }
    return results
  }

  @Test func `several files are several processes of one run`() throws {
    let one = try results("criterion")
    var other = later(1, one)
    other.benchmarks.removeLast()
    let foreign = try ForeignRun(of: [one, other])
    let run = foreign.run(madeOn: nil)
    #expect(run.results.map(\.processes.count) == [2, 2, 2, 1])
    #expect(run.settings.processes == 2)
    #expect(foreign.remarks.isEmpty)
    var failed = one
    failed.benchmarks[0].failure = BenchmarkFailure(.threw, "no")
    failed.benchmarks[0].processes = []
    let partly = try ForeignRun(of: [one, failed]).run(madeOn: nil)
    #expect(partly.results[0].failure?.message == "no")
    #expect(partly.results[0].processes.isEmpty)
  }

  /// Of the four benchmarks of the second file three were measured again, and one is as before.
  @Test func `the same samples of one benchmark in two files are one process`() throws {
    let one = try results("criterion")
    var other = later(1, one)
    other.benchmarks[2] = one.benchmarks[2]
    let foreign = try ForeignRun(of: [one, other, later(2, one)])
    #expect(foreign.run(madeOn: nil).results.map(\.processes.count) == [3, 3, 2, 3])
    #expect(foreign.remarks.count == 1)
    #expect(
      foreign.remarks[0].contains(
        "the same samples of 'sum/of squares/loop/1024': that is one process"))
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

  @Test func `files of several commits or compilers make no run`() throws {
    let one = try results("pytest-benchmark/sums.json")
    var other = later(1, one)
    other.commit = "0000"
    #expect {
      try ForeignRun(of: [one, other])
    } throws: { "\($0)".contains("several commits, '0000' and '106c8b88") }
    other.commit = nil
    other.compiler = "PyPy 7.3"
    #expect {
      try ForeignRun(of: [one, other])
    } throws: { "\($0)".contains("several compilers, 'CPython 3.11.7' and 'PyPy 7.3'") }
    other.compiler = one.compiler
    other.isDirty = true
    let run = try ForeignRun(of: [other, one]).run(madeOn: nil)
    #expect(run.environment.source.commit.value == one.commit)
    #expect(run.environment.source.isDirty.value == true)
  }

  @Test func `wall clock counts where the processor time is not what it costs`() throws {
    let run = try ForeignRun(of: [results("google-benchmark/clocks.json")]).run(madeOn: nil)
    let found = Dictionary(
      uniqueKeysWithValues: run.results.map { ($0.benchmark.name.description, $0) })
    #expect(
      found.filter { $0.value.benchmark.isJudgedByWallClock }.keys.sorted()
        == ["Manual/iterations_1000/manual_time", "Sum/real_time", "Wait/iterations=20"])
    #expect(found["Sum"]?.processes[0].cpuScope == .thread)
    #expect(found["Sum/process_time"]?.processes[0].cpuScope == .process)
  }

  @Test func `what a copy changes is not in the content, what a user says is`() throws {
    var here = try results("hyperfine/commands.json")
    let foreign = try ForeignRun(of: [here])
    here.fileDate = "2020-01-01T00:00:00Z"
    let copy = try ForeignRun(of: [here])
    #expect(copy.run(madeOn: nil).startedAt == "2020-01-01T00:00:00Z")
    #expect(foreign.content() == copy.content())
    let facts = ForeignRun.Facts(startedAt: "2021-01-01T00:00:00Z")
    #expect(foreign.content(knowing: facts) != foreign.content())
    #expect(foreign.content(knowing: facts) == copy.content(knowing: facts))
  }
}
