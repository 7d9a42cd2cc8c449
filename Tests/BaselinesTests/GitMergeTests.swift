import Baselines
import BaselinesTestSupport
import BenchModel
import Foundation
import Testing

/// git itself merges; the expected files are written by the code that a single measurement of
/// both changes would use.
@Suite(.enabled(if: ChildProcess.canRun("git"), "needs git"))
struct GitMergeTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = "\(folder.path)/baselines/main/a-2c.tsv"
    try git("init", "--quiet", "--initial-branch=main")
  }

  private func git(_ arguments: String...) throws {
    let result = try runGit(arguments)
    #expect(result.status == 0, "git \(arguments): \(result.errors)")
  }

  private func runGit(_ arguments: [String]) throws -> ChildProcess {
    try ChildProcess.run(
      ["git", "-c", "user.name=a", "-c", "user.email=a@b.c"] + arguments, in: folder.path,
      environment: ["GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"])
  }

  /// Twelve benchmarks with two metrics each, some of them changed.
  private func file(_ changes: [String: Double] = [:]) throws -> CommittedBaseline {
    var summaries: [MetricKey: MetricSummary] = [:]
    for letter in "abcdefghijkl" {
      let name = "suite/\(letter)"
      let value = changes[name] ?? 1
      for metric in [Metric.wallTime, .allocations] {
        summaries[MetricKey(try benchmark(name), metric)] = MetricSummary(
          center: value, low: value, high: value, processes: 5)
      }
    }
    for (name, value) in changes {
      summaries[MetricKey(try benchmark(name), .wallTime)] = MetricSummary(
        center: value, low: value, high: value, processes: 5)
    }
    return CommittedBaseline(
      header: CommittedBaseline.Header(
        machineClass: machineClass("a-2c"), compiler: "Swift 6.3", flags: "-O"),
      summaries: summaries)
  }

  private func commit(_ baseline: CommittedBaseline, on branch: String) throws {
    try git("checkout", "--quiet", "-B", branch, "main")
    try baseline.write(to: path)
    try git("add", ".")
    try git("commit", "--quiet", "--message", branch)
  }

  private func begin() throws {
    try file().write(to: path)
    try git("add", ".")
    try git("commit", "--quiet", "--message", "first")
  }

  @Test func `branches that changed different lines merge without a conflict`() throws {
    try begin()
    try commit(file(["suite/b": 2]), on: "left")
    try commit(file(["suite/k": 3, "suite/z": 9]), on: "right")
    try git("checkout", "--quiet", "left")
    try git("merge", "--quiet", "--no-edit", "right")
    let merged = try file(["suite/b": 2, "suite/k": 3, "suite/z": 9])
    #expect(try content(of: path) == Data(merged.text.utf8))
    #expect(try CommittedBaseline.read(from: path) == merged)
  }

  @Test func `branches that changed the same line are an error with a line until it is resolved`()
    throws
  {
    try begin()
    try commit(file(["suite/b": 2]), on: "left")
    try commit(file(["suite/b": 3]), on: "right")
    try git("checkout", "--quiet", "left")
    #expect(try runGit(["merge", "--no-edit", "right"]).status == 1)
    // The header and two lines for each benchmark, of which b is the second.
    #expect(
      message { _ = try CommittedBaseline.read(from: path) }
        .hasPrefix("\(path):4: '<<<<<<<' is a conflict marker of git"))
    try git("checkout", "--quiet", "--ours", path)
    #expect(try CommittedBaseline.read(from: path) == file(["suite/b": 2]))
  }
}
