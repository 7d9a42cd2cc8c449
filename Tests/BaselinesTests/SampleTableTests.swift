import Baselines
import BaselinesTestSupport
import BenchModel
import Foundation
import Testing

@Suite struct SampleTableTests {
  private func table(of run: Run) throws -> String {
    let file = RunFile(run: run, architecture: "riscv64")
    return String(decoding: try SampleTable.content(of: file, for: "run.csv"), as: UTF8.self)
  }

  private func complaint(about text: String) -> String {
    do {
      _ = try SampleTable.parse(Array(text.utf8), path: "run.csv")
      return "nothing"
    } catch {
      return error.description
    }
  }

  @Test func `a run goes through a table and is the same`() throws {
    let run = RandomRun.ordinary(seed: 5, benchmarks: 3, processes: 2, samples: 4)
    let file = try SampleTable.parse(Array(table(of: run).utf8), path: "run.csv")
    #expect(file.run == run)
    #expect(file.architecture == "riscv64")
    #expect(Store.identifier(of: file.run) == Store.identifier(of: run))
  }

  @Test func `runs of failures and of nothing go through too`() throws {
    let results = RandomRun.ordinary(seed: 1, samples: 1).results
    let failed = BenchmarkResult(
      benchmark: results[0].benchmark, processes: [],
      failure: BenchmarkFailure(.crashed, "line\none, \"two\"", lastOutput: ["#"]))
    let sample = RandomRun.ordinary(seed: 1, samples: 1)
    for results in [[], [failed], [failed, results[1]]] {
      let run = Run(
        startedAt: "2026-01-01T00:00:00Z", durationSeconds: 1, arguments: [],
        settings: sample.settings, environment: sample.environment, results: results)
      #expect(try SampleTable.parse(Array(table(of: run).utf8), path: "run.csv").run == run)
    }
  }

  /// python3's csv module is the oracle for what is a table.
  @Test(.enabled(if: ChildProcess.canRun("python3"), "needs python3"))
  func `other programs read the table`() throws {
    let folder = try TemporaryFolder()
    let run = RandomRun.ordinary(seed: 5, benchmarks: 2, processes: 2, samples: 3)
    let path = try folder.write(Data(table(of: run).utf8), to: "run.csv")
    let script = """
      import csv, sys
      rows = list(csv.DictReader(line for line in open(sys.argv[1]) if not line.startswith("#")))
      last = rows[-1]
      print(len(rows), last["benchmark"], last["process"], last["sample"], last["wall_ns"])
      """
    let result = try ChildProcess.run(["python3", "-c", script, path])
    let last = try #require(run.results.last?.processes.last?.observations.last)
    #expect(result.output == "12 suite/benchmark-1/n=1 1 2 \(last.wallNanoseconds)\n")
  }

  @Test func `what is wrong is told with its line`() throws {
    let run = RandomRun.ordinary(seed: 5, benchmarks: 1, processes: 1, samples: 3)
    let lines = try table(of: run).split(separator: "\n", omittingEmptySubsequences: false)
    func changed(_ line: Int, _ text: String) -> String {
      var lines = lines.map(String.init)
      lines[line - 1] = text
      return lines.joined(separator: "\n")
    }
    #expect(complaint(about: "") == "run.csv:1: expected '# bench run ' and the run in JSON.")
    #expect(complaint(about: "# bench run {").contains(":1: expected '# bench run ', its identity"))
    let identity = Store.identifier(of: run).text
    #expect(complaint(about: "# bench run \(identity) {").contains("JSON"))
    #expect(complaint(about: changed(2, "benchmark,process")).contains(":2: expected the columns"))
    #expect(complaint(about: changed(4, "x,0,1,0,1,1,0,0,0,0")).contains(":4: expected a name and"))
    #expect(complaint(about: changed(4, "x,y")).contains(":4: expected a name and"))
    #expect(
      complaint(about: changed(4, "x,0,1,1,-1,1,0,0,0,0")).contains(":4: expected a name and"))
    let skipped = changed(4, String(lines[4]))
    #expect(complaint(about: skipped).contains(":4: expected sample 1 of this process, got 2."))
    let stray = changed(5, "other/name,0,0,1,1,1,0,0,0,0")
    #expect(complaint(about: stray).contains("process 0 of 'other/name' has samples"))
    #expect(complaint(about: try String(table(of: run).dropLast(5))).contains("cut off"))
    // Whole lines are gone, or one number is another.
    let short = lines.dropLast(2).joined(separator: "\n") + "\n"
    #expect(complaint(about: short).contains("it was cut short or changed"))
    let digit = String(lines[3].dropLast()) + (lines[3].last == "1" ? "2" : "1")
    #expect(complaint(about: changed(4, digit)).contains("it was cut short or changed"))
  }
}
