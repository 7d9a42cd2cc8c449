import BenchModel
import Foundation
import Testing

@testable import StackFormats

/// Text and exports as reviewed files.
///
/// `worker.perf-script` was recorded with `perf record --sample-cpu -e cpu-clock -F 199 -g` from a
/// C++ program of two threads with awkward names, and `worker.perf-report` is what perf itself sums
/// up from the same recording: `perf report --no-children -g none -F period,sample,comm,sym -t '|'`.
///
/// `varied.pprof` was decoded by Google's protobuf for Python from the field numbers of
/// `profile.proto`, which gave the five stacks and weights of the tree, leaf first.
///
/// `RECORD_FIXTURES=1 swift test` rewrites the files that we write, and fails.
@Suite struct FixtureTests {
  private func compare(_ bytes: [UInt8], with name: String) throws {
    if ProcessInfo.processInfo.environment["RECORD_FIXTURES"] == "1" {
      let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
      try Data(bytes).write(to: folder.appending(path: name))
      Issue.record("recorded \(name): review it, then run the tests without RECORD_FIXTURES")
      return
    }
    #expect(try bytes == fixture(name), "\(name) differs from what is written now")
  }

  private func worker() throws -> StackProfile {
    try fixture("worker.perf-script").withUnsafeBytes { try StackProfile.read($0) }
  }

  @Test func `a recording's folded text`() throws {
    try compare(FoldedText.write(worker().tree), with: "worker.folded")
  }

  @Test func `the varied tree's exports`() throws {
    let profile = StackProfile(tree: variedTree(unit: .nanoseconds))
    try compare(Speedscope.write(profile), with: "varied.speedscope.json")
    try compare(FirefoxProfile.write(profile), with: "varied.firefox.json")
    try compare(Pprof.encode(profile), with: "varied.pprof")
  }

  @Test func `functions have the weights that perf report gives them`() throws {
    var expected: [String: Double] = [:]
    let report = String(decoding: try fixture("worker.perf-report"), as: UTF8.self)
    for line in report.split(separator: "\n") {
      let columns = line.split(separator: "|", maxSplits: 3)
      expected["\(columns[2])|\(columns[3])", default: 0] += try #require(Double(columns[0]))
    }
    let tree = try worker().tree
    var found: [String: Double] = [:]
    for leaf in tree.leaves {
      let command = tree.frames.name(try #require(tree.stack(to: leaf).first))
      let frame = tree.nodes[Int(leaf)].frame
      let mark = tree.frames.kind(frame) == .kernel ? "[k]" : "[.]"
      found["\(command)|\(mark) \(tree.frames.name(frame))", default: 0] +=
        tree.nodes[Int(leaf)].weight
    }
    #expect(found == expected)
  }
}
