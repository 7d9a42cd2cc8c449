import BenchModel
import Foundation
import Interchange
import Testing

/// Expected numbers were printed from the files by python3 (`json`, `statistics`), or stand in them.
@Suite struct ReadingTests {
  private func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  @Test(arguments: Fixture.files)
  func `what wrote a file is told from its content`(name: String, harness: Harness) throws {
    let results = try ForeignFile.read(Fixture.path(name))
    #expect(results.harness == harness)
    #expect(results == (try ForeignFile.read(Fixture.path(name), as: harness)))
  }

  @Test func `hyperfine gives the seconds of each run`() throws {
    let results = try ForeignFile.read(Fixture.path("hyperfine/commands.json"))
    #expect(results.benchmarks.map(\.title) == ["head -c 10k /dev/zero", "head -c 1M /dev/zero"])
    #expect(
      results.benchmarks[0].parameters
        == [ForeignBenchmark.Parameter(name: "size", value: "10k")])
    #expect(
      results.benchmarks[0].processes[0].map(\.wallNanoseconds) == [
        755_248, 787_216, 777_161, 764_532, 796_940, 764_651, 758_462, 784_832, 765_714, 825_853,
        793_195, 772_283,
      ])
    #expect(results.benchmarks.allSatisfy { $0.processes[0].allSatisfy { $0.iterations == 1 } })
    #expect(results.benchmarks[1].processes[0].map(\.wallSeconds).max() == 0.000939472)
    #expect(results.benchmarks.allSatisfy { $0.processes[0].allSatisfy { $0.cpuNanoseconds == 0 } })
  }

  /// The product of iterations and time, to a nanosecond: 4554486 × 15.269937376001826 ns =
  /// 69 546 716.2 ns, 2283008 × 0.030412080465818125 µs = 69 431 023 ns.
  @Test func `Google Benchmark gives a sample for each repetition`() throws {
    let results = try ForeignFile.read(Fixture.path("google-benchmark/sums.json"))
    #expect(
      results.benchmarks.map(\.title) == [
        "Sum/64/repeats:5", "Sum/1024/repeats:5", "Copy/real_time/threads:2", "Broken",
      ])
    let sum = results.benchmarks[0]
    #expect(sum.processes.count == 1 && sum.processes[0].count == 5)
    #expect(sum.processes[0][0].iterations == 4_554_486)
    #expect(abs(sum.processes[0][0].wallNanoseconds - 69_546_716) <= 1)
    #expect(abs(sum.processes[0][0].cpuSeconds - 15.270046499209794e-9) < 1e-18)
    let copy = results.benchmarks[2]
    #expect(copy.threads == 2)
    #expect(abs(copy.processes[0][0].wallNanoseconds - 69_431_023) <= 1)
    #expect(results.benchmarks[3].failure == BenchmarkFailure(.threw, "the disk is missing"))
    #expect(results.benchmarks[3].processes.isEmpty)
    #expect(results.startedAt == "2026-11-26T18:34:50Z")
    #expect(results.machine.logicalCores == 2)
  }

  @Test func `pytest-benchmark gives a sample for each round`() throws {
    let results = try ForeignFile.read(Fixture.path("pytest-benchmark/sums.json"))
    #expect(
      results.benchmarks.map(\.components) == [
        ["test_sums.py", "test_sum[64]"], ["test_sums.py", "test_sum[1024]"],
        ["test_sums.py", "test_join"],
      ])
    let sample = results.benchmarks.map { $0.processes[0] }
    #expect(sample.map(\.count) == [20, 20, 10])
    #expect(sample.map { $0[0].iterations } == [1713, 143, 50])
    let medians = [2.9017921779973133e-07, 3.5105559440304027e-06, 6.233300018720911e-07]
    for (observations, expected) in zip(sample, medians) {
      // A round of half a millisecond, whole in nanoseconds.
      #expect(abs(median(observations.map(\.wallSeconds)) / expected - 1) < 1e-4)
    }
    #expect(results.startedAt == "2026-11-26T18:34:52Z")
    #expect(results.commit == "106c8b884b9c67c9f2bbe5bd5cf41dd818097d8f")
    #expect(results.isDirty == false)
    #expect(results.compiler == "CPython 3.11.7")
    #expect(results.machine.cpuModel == "AMD EPYC")
    #expect(results.machine.architecture == "x86_64")
  }

  @Test func `what pytest-benchmark says outside a repository is no commit`() throws {
    let text = try Fixture.text("pytest-benchmark/sums.json").replacing(
      "106c8b884b9c67c9f2bbe5bd5cf41dd818097d8f", with: "unversioned")
    let results = try Fixture.read(text)
    #expect(results.commit == nil && results.isDirty == nil)
  }

  /// package-benchmark's own table of this file: sort has p0 12, p50 12, p75 24, p99 40 µs in 30
  /// samples; the greatest value recorded was 39 789 ns, whose bucket ends at 39 807: 39 789 / 32
  /// = 1243.4, and (1243 + 1) · 32 − 1 = 39 807.
  @Test func `package-benchmark gives the values of its histograms`() throws {
    let results = try ForeignFile.read(Fixture.path("package-benchmark/results.json"))
    #expect(results.benchmarks.map(\.title) == ["Sums:sort", "Sums:sum of 64"])
    let sort = results.benchmarks[0].processes[0].map(\.wallNanoseconds)
    #expect(sort.count == 30)
    #expect(sort.first.map { $0 / 1_000 } == 12)
    #expect(sort[14] / 1_000 == 12)
    #expect(sort[22] / 1_000 == 24)
    #expect(sort.last == 39_807)
    let sum = results.benchmarks[1].processes[0]
    #expect(sum.count == 50)
    #expect(sum.allSatisfy { $0.iterations == 1_000 })
    // Below 2,048 a bucket holds one value.
    #expect(sum.first?.wallNanoseconds == 1_021)
    #expect(sum.last?.wallNanoseconds == 1_583)
    #expect(results.machine.logicalCores == 2)
    #expect(results.machine.hostName == "vm")
  }

  /// By hand: at 25 ns an operation, 10 s hold 400 000 000 operations; 1,000 operations in a
  /// millisecond are one in 1 µs, of which 500 ms hold 500 000.
  @Test func `JMH gives a process for each fork`() throws {
    let results = try ForeignFile.read(Fixture.path("jmh/sums.json"))
    let sum = results.benchmarks[0]
    #expect(sum.components == ["org", "example", "Sums", "sum"])
    #expect(
      sum.parameters == [
        ForeignBenchmark.Parameter(name: "kind", value: "long list"),
        ForeignBenchmark.Parameter(name: "mode", value: "avgt"),
        ForeignBenchmark.Parameter(name: "size", value: "64"),
      ])
    #expect(
      sum.processes.map { $0.map { ($0.wallSeconds * 1e9).rounded() } } == [
        [24, 25, 26], [25, 26, 27],
      ])
    #expect(sum.processes[0][1].iterations == 400_000_000)
    #expect(sum.processes[0][1].wallNanoseconds == 10_000_000_000)
    let rate = results.benchmarks[1]
    #expect(rate.threads == 4)
    #expect(
      rate.processes == [
        [
          Observation(iterations: 500_000, wallNanoseconds: 500_000_000, cpuNanoseconds: 0),
          Observation(iterations: 2_000_000, wallNanoseconds: 500_000_000, cpuNanoseconds: 0),
        ]
      ])
    #expect(
      results.benchmarks[2].processes[0].map(\.wallNanoseconds) == [1_250_000_000, 1_750_000_000])
    #expect(results.benchmarks[2].processes[0].map(\.iterations) == [1, 1])
    let histogram = results.benchmarks[3].processes[0].map { ($0.wallSeconds * 1e9).rounded() }
    #expect(histogram == [100, 100, 100, 200])
    #expect(results.benchmarks[4].failure != nil)
    #expect(results.compiler == "OpenJDK 64-Bit Server VM 17.0.15+6-Debian")
  }

  @Test func `Criterion's folder gives all benchmarks`() throws {
    let results = try ForeignFile.read(Fixture.path("criterion"))
    #expect(
      results.benchmarks.map(\.title) == [
        "fib 20", "flat/copy", "sum/of squares/loop/1024", "sum/of squares/loop/64",
      ])
    #expect(results.benchmarks[3].components == ["sum/of squares", "loop", "64"])
    let fib = results.benchmarks[0].processes[0]
    #expect(fib.count == 20)
    #expect(fib.prefix(3).map(\.iterations) == [148, 296, 444])
    #expect(fib.prefix(3).map(\.wallNanoseconds) == [1_885_536, 3_818_150, 5_751_837])
    #expect(results.benchmarks[1].throughput == .bytes(8 << 10))
    #expect(results.benchmarks[3].throughput == .elements(64, "elements"))
    #expect(results.benchmarks[0].throughput == nil)
    #expect(results.startedAt == nil)
    #expect(results.fileDate?.hasSuffix("Z") == true)
    #expect(results.remarks.isEmpty)
  }

  /// Each took 0.4 s, so that a pause of five minutes is the longest within a run.
  @Test func `what an earlier run of Criterion left is not of this one`() throws {
    let folder = try TemporaryFolder()
    let copy = "\(folder.path)/criterion"
    try FileManager.default.copyItem(atPath: Fixture.path("criterion"), toPath: copy)
    func date(_ name: String, _ minutes: Double) throws {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 1_800_000_000 + 60 * minutes)],
        ofItemAtPath: "\(copy)/\(name)/new/sample.json")
    }
    try date("fib 20", 0)
    try date("flat/copy", 4)
    try date("sum_of squares/loop/64", 8)
    try date("sum_of squares/loop/1024", 12)
    let whole = try ForeignFile.read(copy)
    #expect(whole.benchmarks.count == 4 && whole.remarks.isEmpty)
    #expect(whole.fileDate == "2027-01-15T08:12:00Z")

    try date("sum_of squares/loop/64", 14)
    try date("sum_of squares/loop/1024", 18)
    let later = try ForeignFile.read(copy)
    #expect(
      later.benchmarks.map(\.title) == ["sum/of squares/loop/1024", "sum/of squares/loop/64"])
    #expect(later.remarks.count == 1)
    #expect(later.remarks[0].contains("an earlier run than the others: 'fib 20', 'flat/copy'. If"))
    let alone = try ForeignFile.read("\(copy)/fib 20")
    #expect(alone.benchmarks.map(\.title) == ["fib 20"] && alone.remarks.isEmpty)

    // One that took 50 s may have begun 500 s before, which is 8.3 minutes.
    try date("sum_of squares/loop/1024", 16)
    let slow = "\(copy)/sum_of squares/loop/64/new"
    try #"{"iters": [1, 1], "times": [2.5e10, 2.5e10]}"#.write(
      toFile: "\(slow)/sample.json", atomically: true, encoding: .utf8)
    try #"{"mean": {}}"#.write(toFile: "\(slow)/estimates.json", atomically: true, encoding: .utf8)
    try date("sum_of squares/loop/64", 12)
    #expect(try ForeignFile.read(copy).benchmarks.count == 4)
    try date("sum_of squares/loop/64", 13)
    #expect(try ForeignFile.read(copy).benchmarks.count == 2)
  }

  /// Versions before 1.5 tell neither `run_type` nor `run_name`.
  @Test
  func `aggregates of an old Google Benchmark are left out, and benchmarks called alike kept`()
    throws
  {
    func titles(_ names: String...) throws -> [String] {
      let rows = names.map {
        #"{"name": "\#($0)", "iterations": 2, "real_time": 3, "cpu_time": 3, "time_unit": "ns"}"#
      }
      return try Fixture.read(#"{"context": {}, "benchmarks": [\#(rows.joined(separator: ","))]}"#)
        .benchmarks.map(\.title)
    }
    #expect(try titles("Sum", "Sum", "Sum_mean", "Sum_median", "Sum_stddev") == ["Sum"])
    #expect(try titles("Sort/8", "Sort/64", "Sort_BigO", "Sort_RMS") == ["Sort/8", "Sort/64"])
    #expect(try titles("compute_mean", "compute_median") == ["compute_mean", "compute_median"])
    #expect(throws: ForeignFileError.self) { try titles("A_mean", "A_median", "A_stddev") }
  }

  @Test func `Criterion's old layout gives the same`() throws {
    let old = try ForeignFile.read(Fixture.path("criterion-0.3.2"))
    let new = try ForeignFile.read(Fixture.path("criterion"))
    #expect(old.benchmarks == [new.benchmarks[0]])
  }

  /// The estimates stand in Criterion's own files.
  @Test(arguments: ["fib 20", "flat/copy", "sum_of squares/loop/64", "sum_of squares/loop/1024"])
  func `estimates made again agree with Criterion's to 1e-12`(name: String) throws {
    struct Samples: Decodable {
      let samplingMode: String
      let iters: [Double]
      let times: [Double]
    }
    struct Point: Decodable { let pointEstimate: Double }
    struct Estimates: Decodable {
      let mean: Point
      let median: Point
      let medianAbsDev: Point
      let slope: Point?
      let stdDev: Point
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let samples = try decoder.decode(
      Samples.self, from: Fixture.content("criterion/\(name)/new/sample.json"))
    let theirs = try decoder.decode(
      Estimates.self, from: Fixture.content("criterion/\(name)/new/estimates.json"))
    let ours = CriterionEstimates(
      iterations: samples.iters, times: samples.times,
      isLinear: samples.samplingMode == "Linear")
    func differs(_ left: Double?, _ right: Double?) -> Double {
      guard let left, let right else { return left == right ? 0 : .infinity }
      return abs(left / right - 1)
    }
    #expect(differs(ours.mean, theirs.mean.pointEstimate) < 1e-12)
    #expect(differs(ours.median, theirs.median.pointEstimate) < 1e-12)
    #expect(differs(ours.slope, theirs.slope?.pointEstimate) < 1e-12)
    // Spreads are differences of values of which they are a hundredth.
    #expect(differs(ours.standardDeviation, theirs.stdDev.pointEstimate) < 1e-11)
    #expect(differs(ours.medianAbsoluteDeviation, theirs.medianAbsDev.pointEstimate) < 1e-11)
  }
}
