import BenchModel
import Foundation
import Interchange
import Testing

@Suite struct BadInputTests {
  @Test(arguments: [
    ("", "the file is empty"), ("{", "this is not JSON, or it is cut off"),
    ("\u{0}\u{1}\u{2}", "this is not JSON"), ("[]", "found an array of something else"),
    ("{}", "found an object without fields"), ("12", "found a single value"),
    (#"{"a": 1, "b": 2}"#, "found an object with the fields 'a', 'b'"),
    (String(repeating: "[", count: 100_000), "this is not JSON"),
  ])
  func `what is none of them is refused`(text: String, words: String) {
    #expect(Fixture.complaint(about: text).contains(words))
    #expect(Fixture.complaint(about: text).hasPrefix("some.json: "))
  }

  /// Whether a file that is cut short is noticed: always, but where only white space is gone.
  @Test(arguments: Fixture.files)
  func `a file that is cut short is refused`(name: String, harness: Harness) throws {
    let whole = try Fixture.content(name)
    for length in stride(from: 0, to: whole.count - 2, by: 97) {
      #expect(throws: ForeignFileError.self) {
        try ForeignFile.results(in: whole.prefix(length), file: name)
      }
    }
  }

  /// Puts another kind of value in the place of each value of a file in turn.
  @Test(arguments: Fixture.files, [#""x""#, "-1", "1e300", "null", "{}", "[]", "true"])
  func `a value of another kind is refused or of no matter, and never a crash`(
    file: (name: String, harness: Harness), replacement: String
  ) throws {
    let text = try Fixture.text(file.name)
    var refused = 0
    let values = text.matches(of: /[:\[,]\s*(-?[0-9][0-9.e+-]*|"[^"]*")(?=\s*[,\]}])/)
    for match in values.prefix(200) {
      var changed = text
      changed.replaceSubrange(
        match.output.1.startIndex..<match.output.1.endIndex, with: replacement)
      do {
        let results = try ForeignFile.results(
          in: Data(changed.utf8), file: "changed.json", as: file.harness)
        for observation in results.benchmarks.flatMap({ $0.processes.flatMap(\.self) }) {
          #expect(observation.iterations > 0 && observation.wallNanoseconds >= 0)
        }
      } catch {
        refused += 1
        #expect(error.file == "changed.json")
      }
    }
    #expect(values.count > 10)
    #expect(refused > 0)
  }

  @Test(arguments: [
    (
      #"{"results": [{"command": "a", "mean": 1}]}"#,
      "'results[0]': expected a field 'times' with the seconds of each run"
    ),
    (
      #"{"results": [{"command": "a", "mean": 1, "times": [1, "2"]}]}"#,
      "'results[0].times[1]': expected a number, got the text '2'"
    ),
    (
      #"{"results": [{"command": "a", "mean": 1, "times": [-1]}]}"#,
      "a time is not negative and less than 292 years"
    ),
    (
      #"{"results": [{"command": "a", "mean": 1, "times": [1]}, {"command": "a", "mean": 1, "times": [1]}]}"#,
      "'results[1]': 'a' is there twice. Tell them apart with '--command-name'"
    ),
    (
      #"[{"benchmark": "a", "mode": "ss", "primaryMetric": {"scoreUnit": "ns/op", "rawData": [[1]]}}, {"benchmark": "a", "mode": "ss", "primaryMetric": {"scoreUnit": "ns/op", "rawData": [[1]]}}]"#,
      "'[1]': 'a' is there twice in the mode ss"
    ),
    (
      #"{"machine_info": {}, "benchmarks": [{"fullname": "a", "stats": {"iterations": 1}}]}"#,
      "Run pytest with '--benchmark-save-data'"
    ),
    (
      #"{"context": {}, "benchmarks": [{"name": "a", "run_type": "aggregate"}]}"#,
      "only aggregates are in it"
    ),
    (
      #"{"context": {}, "benchmarks": [{"name": "a", "iterations": 0, "real_time": 1, "cpu_time": 1}]}"#,
      "'benchmarks[0]': a sample has a whole number of iterations from 1"
    ),
    (
      #"{"context": {}, "benchmarks": [{"name": "a", "iterations": 1, "real_time": 1, "cpu_time": 1, "time_unit": "h"}]}"#,
      "'benchmarks[0].time_unit': expected ns, us, ms or s, got the text 'h'"
    ),
    (
      #"[{"benchmark": "a", "primaryMetric": {"scoreUnit": "MB/s", "rawData": [[1]]}}]"#,
      "expected a unit such as 'ns/op' or 'ops/s', got the text 'MB/s'"
    ),
    (
      #"[{"benchmark": "a", "primaryMetric": {"scoreUnit": "ns/op", "rawData": [[-1]]}}]"#,
      "a score is positive, got -1"
    ),
    (
      #"[{"benchmark": "a", "primaryMetric": {"scoreUnit": "ns/op", "rawDataHistogram": [[[[1, 1e9]]]]}}]"#,
      "samples are too many to keep"
    ),
    (
      #"{"baselineName": "a", "machine": {}, "results": [{"name": "a", "target": "b"}, [{"metric": {"cpuTotal": {}}}]]}"#,
      "no benchmark in it has the metric wallClock"
    ),
    (
      #"{"baselineName": "a", "machine": {}, "results": [{"name": "a", "target": "b"}, [{"metric": {"wallClock": {}}, "scalingFactor": 1, "statistics": {"histogram": {"subBucketHalfCountMagnitude": 10, "unitMagnitude": 0, "counts": [0, 1e12]}}}]]}"#,
      "'results[1][0].statistics.histogram.counts': more than 10000000 samples are too many to keep"
    ),
    (
      #"[{"benchmark": "a", "primaryMetric": {"scoreUnit": "ns/op", "rawDataHistogram": [[[[1, 6e6]]]]}}, {"benchmark": "b", "primaryMetric": {"scoreUnit": "ns/op", "rawDataHistogram": [[[[1, 6e6]]]]}}]"#,
      "'[1].primaryMetric.rawDataHistogram[0][0][0]': more than 10000000 samples"
    ),
    (
      #"{"machine_info": {}, "benchmarks": [{"fullname": "a", "stats": {"iterations": 1, "data": [1]}}, {"fullname": "a", "stats": {"iterations": 1, "data": [2]}}]}"#,
      "some.json: 'a' is there twice"
    ),
    (
      #"{"machine_info": {}, "benchmarks": []}"#,
      "no benchmark is in it: pytest-benchmark was told to run none"
    ),
    (
      #"{"context": {}, "benchmarks": []}"#,
      "no benchmark is in it: Google Benchmark was told to run none"
    ),
  ])
  func `what is wrong is told with its place`(text: String, words: String) {
    #expect(Fixture.complaint(about: text).contains(words))
  }

  @Test func `bare words for what is no number are null, and texts keep them`() throws {
    let text = #"""
      {"context": {}, "benchmarks": [
        {"name": "NaN Infinity", "iterations": 2, "real_time": 3, "cpu_time": 1, "time_unit": "ms",
         "rate": NaN, "more": -Infinity, "less":Infinity, "other": -nan, "last": inf }]}
      """#
    let results = try Fixture.read(text)
    #expect(results.benchmarks.map(\.title) == ["NaN Infinity"])
    #expect(
      results.benchmarks[0].processes == [
        [
          Observation(iterations: 2, wallNanoseconds: 6_000_000, cpuNanoseconds: 2_000_000)
        ]
      ])
    #expect(Fixture.complaint(about: text.replacing("3,", with: "NaN,")).contains("expected"))
  }

  @Test func `two benchmarks of one name are refused`() {
    #expect {
      try ForeignFile.read(Fixture.path("google-benchmark/twice.json"))
    } throws: { "\($0)".contains("'benchmarks[1]': two benchmarks are called 'Twice'") }
  }

  @Test func `files that cannot be read are told`() throws {
    let folder = try TemporaryFolder()
    #expect {
      try ForeignFile.read("\(folder.path)/missing.json")
    } throws: { "\($0)".contains("No such file or directory") }
    #expect {
      try ForeignFile.read(folder.path)
    } throws: { "\($0)".contains("Run 'cargo bench' first") }
    #expect {
      try ForeignFile.read(folder.path, as: .jmh)
    } throws: { "\($0)".contains("it is a folder; JMH writes a file") }
    #expect {
      try ForeignFile.read(Fixture.path("criterion/fib 20/new/sample.json"), as: .criterion)
    } throws: { "\($0)".contains("Name their folder") }
    #expect {
      try ForeignFile.read(Fixture.path("criterion"), criterionBaseline: "main")
    } throws: { "\($0)".contains("There is 'new'") }
  }

  @Test func `several runs of Criterion in one folder are refused`() throws {
    let folder = try TemporaryFolder()
    for run in ["one", "two"] {
      try FileManager.default.copyItem(
        atPath: Fixture.path("criterion"), toPath: "\(folder.path)/\(run)")
    }
    #expect {
      try ForeignFile.read(folder.path)
    } throws: { "\($0)".contains("twice") && "\($0)".contains("/two/") }
  }

  @Test(arguments: ["benchmark.json", "sample.json", "estimates.json"])
  func `a benchmark of Criterion without one of its files is not passed over`(name: String) throws {
    let folder = try TemporaryFolder()
    let copy = "\(folder.path)/criterion"
    try FileManager.default.copyItem(atPath: Fixture.path("criterion"), toPath: copy)
    try FileManager.default.removeItem(atPath: "\(copy)/fib 20/new/\(name)")
    #expect {
      try ForeignFile.read(copy)
    } throws: { error in
      let text = "\(error)"
      return text.contains("fib 20/new/\(name)") && text.contains("No such file")
    }
  }

  @Test func `a link to a folder of Criterion is that folder`() throws {
    let folder = try TemporaryFolder()
    let link = "\(folder.path)/link"
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: Fixture.path("criterion"))
    #expect(
      try ForeignFile.read(link).benchmarks
        == ForeignFile.read(Fixture.path("criterion")).benchmarks)
  }

  @Test func `a file that is too large is refused before it is read`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/huge.json"
    #expect(FileManager.default.createFile(atPath: path, contents: Data()))
    // Nothing but a length: a terabyte that would never be read to its end.
    #expect(truncate(path, 1 << 40) == 0)
    #expect {
      try ForeignFile.read(path)
    } throws: { "\($0)".contains("it is larger than 64 MiB") }
  }

  @Test func `damaged files of Criterion are told by their path`() throws {
    let folder = try TemporaryFolder()
    let copy = "\(folder.path)/criterion"
    func complaint(_ name: String, _ change: (String) -> String?) throws -> String {
      try? FileManager.default.removeItem(atPath: copy)
      try FileManager.default.copyItem(atPath: Fixture.path("criterion"), toPath: copy)
      let path = "\(copy)/fib 20/new/\(name)"
      if let text = change(try String(contentsOfFile: path, encoding: .utf8)) {
        try text.write(toFile: path, atomically: true, encoding: .utf8)
      } else {
        try FileManager.default.removeItem(atPath: path)
      }
      do {
        _ = try ForeignFile.read(copy)
        return "nothing"
      } catch {
        #expect(error.file == path)
        return error.description
      }
    }
    #expect(try complaint("sample.json") { String($0.dropLast(100)) }.contains("cut off"))
    #expect(try complaint("sample.json") { _ in nil }.contains("No such file"))
    #expect(try complaint("estimates.json") { _ in "{}" }.contains("expected a field 'mean'"))
    #expect(
      try complaint("sample.json") { _ in #"{"iters":[1,2],"times":[1]}"# }
        .contains("as many times as iterations"))
    #expect(
      try complaint("sample.json") { _ in #"{"iters":[0],"times":[1]}"# }
        .contains("a whole number of iterations from 1"))
    #expect(try complaint("benchmark.json") { _ in "[]" }.contains("expected a field 'group_id'"))
    let other = try Fixture.text("criterion/flat/copy/new/estimates.json")
    #expect(try complaint("estimates.json") { _ in other }.contains("The files are not of one run"))
  }
}
