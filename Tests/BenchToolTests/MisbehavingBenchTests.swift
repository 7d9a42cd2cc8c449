import BenchModel
import BenchTool
import Foundation
import Testing

/// Bad benchmarks, measured through the same processes and pipes as good ones.
@Suite(.serialized) struct MisbehavingBenchTests {
  /// A store of its own, so that nothing that fails here is remembered by the package.
  private static let store = FileManager.default.temporaryDirectory
    .appendingPathComponent("misbehaving-\(UUID().uuidString)/bench.sqlite").path

  private func measure(_ arguments: [String]) async throws -> BenchProcess {
    try await BenchProcess.run(
      "misbehaving-bench", ["--as-built", "--quick", "--store", Self.store] + arguments)
  }

  @Test func `a missed objective is status 20, and a met one is none`() async throws {
    let missed = try await measure(["objective/missed", "--processes", "8", "--samples", "9"])
    #expect(missed.status == 20)
    #expect(missed.errors.contains("misses its objective: at most 1e-09 seconds"))
    let met = try await measure(["objective/met", "--samples", "3"])
    #expect(met.status == 0)
  }

  @Test func `each bad benchmark is one row that says so, and the good ones are right`()
    async throws
  {
    let process = try await measure([
      "--timeout", "3", "--processes", "2", "--samples", "3", "--format", "json",
    ])
    #expect(process.status == 21)
    let run = try JSONDecoder().decode(Run.self, from: Data(process.output.utf8))
    let results = Dictionary(
      uniqueKeysWithValues: run.results.map { ($0.benchmark.name.description, $0) })
    var kinds = results.compactMapValues { $0.failure?.kind }
    // Closes the descriptors of the runtime too, which may notice before the worker does.
    let afterClosing = kinds.removeValue(forKey: "bad/closes-descriptors")
    #expect([.exited, .crashed, .hung].contains(afterClosing))
    #expect(
      kinds == [
        "bad/exits": .exited, "bad/exits-with-success": .exited, "bad/traps": .crashed,
        "bad/loops": .hung, "bad/answers-wrongly": .wrongAnswer, "bad/throws": .threw,
        "bad/measures-nothing": .misdeclared, "bad/measures-twice": .misdeclared,
      ])
    for name in ["good/first", "good/last", "bad/prints"] {
      #expect(results[name]?.processes.count == 2)
      #expect(results[name]?.processes.allSatisfy { $0.observations.count == 3 } == true)
    }
    #expect(results["bad/exits"]?.failure?.lastOutput == ["about to exit"])
    #expect(results["bad/exits"]?.failure?.message.contains("exit status 3") == true)
    #expect(
      results["bad/traps"]?.failure?.lastOutput.contains { $0.contains("Index out of range") }
        == true)
    #expect(results["bad/answers-wrongly"]?.failure?.message.contains("42, got 41") == true)
  }

  @Test func `a good benchmark alone ends with status 0 and a row in every format`() async throws {
    for format in ["table", "markdown", "csv", "json"] {
      let process = try await measure(["good/first", "--samples", "3", "--format", format])
      #expect(process.status == 0, "\(process.errors)")
      #expect(process.output.contains("good/first"))
    }
  }

  /// Seven blocks of 100 bytes an iteration, by the benchmark's own source.
  @Test func `allocations are counted exactly`() async throws {
    let process = try await measure(["good/allocates", "--samples", "3", "--format", "json"])
    let run = try JSONDecoder().decode(Run.self, from: Data(process.output.utf8))
    let counts = try #require(run.results.first).processes.map(\.allocations)
    #expect(counts.count == 3)
    for case .value(let samples) in counts {
      #expect(samples.count == 3)
      #expect(samples.allSatisfy { $0.allocationsPerIteration == 7 })
      #expect(samples.allSatisfy { $0.bytesPerIteration == 700 })
    }
  }

  @Test func `the report goes to a file, whole, and only when it can`() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("run.json").path
    let written = try await measure([
      "good/first", "--samples", "3", "--format", "json", "--output", file,
    ])
    #expect(written.status == 0)
    #expect(written.output.isEmpty)
    let run = try JSONDecoder().decode(
      Run.self, from: Data(contentsOf: URL(fileURLWithPath: file)))
    #expect(run.results.count == 1)

    let nowhere = try await measure(["good/first", "--output", "\(folder.path)/none/run.json"])
    #expect(nowhere.status == 1)
    #expect(nowhere.errors.contains("mkdir -p"))
    let empty = try await measure(["good/first", "--output", ""])
    #expect(empty.status == 1)
    // A link to an older, longer report.
    let link = folder.appendingPathComponent("link").path
    try Data(repeating: 0x20, count: 200_000).write(to: URL(fileURLWithPath: file))
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
    let linked = try await measure([
      "good/first", "--samples", "3", "--format", "json", "--output", link,
    ])
    #expect(linked.status == 0)
    _ = try JSONDecoder().decode(Run.self, from: Data(contentsOf: URL(fileURLWithPath: file)))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == file)
    let onFolder = try await measure(["good/first", "--output", folder.path])
    #expect(onFolder.status == 1)
    #expect(onFolder.errors.contains("is a folder"))
    let full = try await measure([
      "good/first", "--samples", "3", "--format", "json", "--output", "/dev/full",
    ])
    #expect(full.status == 1)
    #expect(full.errors.contains("/dev/full"))
  }

  @Test(arguments: [
    ["--processes", "0"], ["--samples", "-1"], ["--time-limit", "0"], ["--time-limit", "nan"],
    ["--precision", "inf"], ["--timeout", "x"], ["--format", "xml"], ["--seed", "-3"],
    ["no/such/benchmark"], ["--tag", "none"], ["--bogus"],
  ])
  func `wrong usage is status 64 and says what to type`(arguments: [String]) async throws {
    let process = try await measure(arguments)
    #expect(process.status == 64)
    #expect(process.errors.contains("Error: "))
    #expect(process.output.isEmpty)
  }

  @Test func `a budget that is used up leaves rows that say so`() async throws {
    let process = try await measure([
      "good/", "--time-budget", "0.000001", "--format", "json",
    ])
    #expect(process.status == 21)
    let run = try JSONDecoder().decode(Run.self, from: Data(process.output.utf8))
    #expect(run.results.allSatisfy { $0.failure?.kind == .outOfTime })
    #expect(process.errors.split(separator: "\n").count == run.results.count)
  }

  @Test func `the same seed measures in the same order`() async throws {
    func order(seed: String) async throws -> [String] {
      try await measure(["good/", "--samples", "1", "--seed", seed]).errors
        .split(separator: "\n").map { String($0.prefix { $0 != ":" }) }
    }
    let first = try await order(seed: "7")
    #expect(first.count == 3)
    #expect(try await order(seed: "7") == first)
  }

  @Test func `lists names with their questions`() async throws {
    let process = try await BenchProcess.run("misbehaving-bench", ["list", "bad/tr"])
    #expect(process.status == 0)
    #expect(process.output == "bad/traps\n    What if it traps?\n")
  }

  @Test func `a worker whose driver is gone ends, even in the middle of an endless benchmark`()
    async throws
  {
    // The shell ends at once and closes the pipe; the worker has been told to begin.
    let script = """
      (printf '%s\\n' '{"open":{"benchmark":"bad\\/loops"}}' \
      '{"sample":{"request":{"iterations":1,"purpose":"timing"},"count":1}}'; sleep 0.3) \
      | "$0" worker > /dev/null; echo "status $?"
      """
    let process = try await BenchProcess.run(
      executable: "/bin/sh", ["-c", script, BenchProcess.path(of: "misbehaving-bench")])
    #expect(process.output == "status 1\n")
  }
}
