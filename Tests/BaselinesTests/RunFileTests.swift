import Baselines
import BaselinesTestSupport
import BenchModel
import Foundation
import Testing

@Suite struct RunFileTests {
  private let run = RandomRun.ordinary(seed: 9, benchmarks: 2, processes: 1, samples: 3)

  private var text: String {
    get throws {
      let file = RunFile(run: run, architecture: "x86_64")
      return String(decoding: try file.content(for: "run.json"), as: UTF8.self)
    }
  }

  @Test func `a run goes through a file into another store and keeps its identity`() throws {
    let folder = try TemporaryFolder()
    let here = try Store(path: "\(folder.path)/here.sqlite")
    let there = try Store(path: "\(folder.path)/there.sqlite")
    let id = try here.save(run, summaries: [:])
    let path = "\(folder.path)/run.json"
    try RunFile(run: here.run(id), architecture: "aarch64").write(to: path)
    let file = try RunFile.read(from: path)
    #expect(file.run == run)
    for _ in 0..<2 {
      let imported = try there.save(
        file.run, summaries: RandomRun.summaries(of: file.run),
        madeOn: file.architecture ?? Fingerprint.architecture)
      #expect(imported == id)
    }
    #expect(try there.runs().count == 1)
    #expect(try there.run(id) == run)
  }

  /// Python's reader is the oracle for what is JSON.
  @Test(.enabled(if: ChildProcess.canRun("python3"), "needs python3"))
  func `the file is JSON with a line for each field`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Data(text.utf8), to: "run.json")
    let script = """
      import json, sys
      run = json.load(open(sys.argv[1]))
      print(run["architecture"], run["schema"], len(run["results"]), *run["observationColumns"][:2])
      """
    let result = try ChildProcess.run(["python3", "-c", script, path])
    #expect(result.output == "x86_64 1 2 iterations wall_ns\n")
    let lines = try text.split(separator: "\n")
    #expect(lines.first == "{" && lines.last == "}")
    #expect(lines.contains(#""architecture":"x86_64","#))
    #expect(lines.contains(#""startedAt":"\#(run.startedAt)""#))
  }

  /// What `--format json` writes has keys of its own beside the run's.
  @Test func `keys that a run does not have are skipped`() throws {
    let json = try JSONEncoder().encode(run)
    let report = Data(#"{"summaries":[{"a":1}],"#.utf8) + json.dropFirst()
    let file = try RunFile(parsing: Array(report), file: "r")
    #expect(file.run == run)
    #expect(file.architecture == nil)
  }

  /// The lines were counted in the text that the first test of the file shows to be JSON.
  private func line(of text: some StringProtocol, in json: String) throws -> Int {
    let range = try #require(json.range(of: text))
    return 1 + json[..<range.lowerBound].count { $0 == "\n" }
  }

  @Test func `a wrong value is named with its line and its field`() throws {
    let good = try text
    let cases = [
      (
        #""schema":1"#, #""schema":2"#,
        "the run has the schema 2, this bench reads up to 1. Update bench."
      ),
      (
        #""wall_ns""#, #""wall_ms""#,
        """
        expected the columns iterations, wall_ns, cpu_ns, minor_faults, major_faults, \
        voluntary_switches, involuntary_switches.
        """
      ),
      (#""schema":1"#, #""schema":"1""#, "expected a whole number in 'schema'."),
      (
        #""threads":1"#, #""threads":true"#,
        "expected a whole number in 'results[0].processes[0].threads'."
      ),
      (
        #""threads":1"#, #""threads":null"#,
        "expected a whole number, got null in 'results[0].processes[0].threads'."
      ),
      (#""threads":1"#, #""thread":1"#, "expected a field 'threads' in 'results[0].processes[0]'."),
      (
        #""name":"suite/benchmark-1/n=1""#, #""name":"suite/""#,
        """
        '' in the benchmark name 'suite/' is not a word of ASCII letters, digits and -_.+, nor \
        'parameter=value' of two such words in 'results[1].benchmark.name'.
        """
      ),
      (
        "[[16,", "[[0,",
        "a sample has at least one iteration, got 0 in 'results[0].processes[0].observations[0][1]'."
      ),
      (#""startedAt""#, #""started""#, "expected a field 'startedAt'."),
    ]
    for (old, new, expected) in cases {
      let range = try #require(good.range(of: old))
      let bad = good.replacingCharacters(in: range, with: new)
      let place =
        switch new {
        case #""started""#: 1
        case #""wall_ms""#: try line(of: #""observationColumns""#, in: bad)
        default: try line(of: new, in: bad)
        }
      #expect(
        message { _ = try RunFile(parsing: Array(bad.utf8), file: "r.json") }
          == "r.json:\(place): \(expected)", "\(new)")
    }
  }

  @Test(
    arguments: [
      ("", 1, "a value"), ("[1,\n", 2, "a value"), ("{\n\"a\":1,\n}", 3, "'\"'"),
      ("{\"a\"\n:1]", 2, "',' or '}'"), ("[1\n2]", 2, "',' or ']'"), ("{\"a\" 1}", 1, "':'"),
      ("\n\ntru", 3, "'true'"), ("[01]", 1, "a value"),
      ("\"a\nb\"", 1, "no control character in a text"),
      ("{}\nx", 2, "nothing after the outermost value"), ("\"a\\", 1, "'\"'"), ("nul", 1, "'null'"),
      (String(repeating: "[", count: 600), 1, "at most 512 levels"),
    ])
  func `text that is no JSON is named with its line`(text: String, line: Int, expected: String) {
    #expect(
      message { _ = try RunFile(parsing: Array(text.utf8), file: "r") }
        == "r:\(line): expected \(expected): this is not JSON, or it is cut off.")
  }

  @Test func `a file that is cut off anywhere is an error with a line`() throws {
    let bytes = Array(try text.utf8)
    let last = bytes.count { $0 == 0x0A }
    // Without the last byte, a line feed, it is whole.
    for count in stride(from: 0, to: bytes.count - 1, by: 41) {
      let words = message { _ = try RunFile(parsing: Array(bytes[..<count]), file: "r") }
      let match = try #require(words.firstMatch(of: /^r:([0-9]+): expected/), "\(words)")
      #expect(try #require(Int(match.1)) <= last)
    }
  }

  @Test func `what JSON cannot say is not written`() throws {
    var environment = RandomRun.environment()
    environment.mood.loadAtStart = .value(.infinity)
    let odd = RunFile(
      run: RandomRun.ordinary(seed: 1, environment: environment), architecture: nil)
    #expect(
      message { _ = try odd.content(for: "r") }
        == "r: the run has a number that is infinite or not a number.")
    #expect(
      message { _ = try RunFile.read(from: "/none.json") } == "/none.json: there is no such file.")
  }
}
