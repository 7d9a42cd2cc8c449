import BenchModel
import Foundation
import Testing

/// Baselines, comparisons and their exit statuses, as a user types them.
@Suite(.serialized) struct GateTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "gate-\(UUID().uuidString)")

  private var store: String { folder.appendingPathComponent("bench.sqlite").path }

  private func bench(_ arguments: [String]) async throws -> BenchProcess {
    try await BenchProcess.run("misbehaving-bench", arguments + ["--store", store])
  }

  /// One layout: relinking a debug build for coverage, time after time, would test the linker.
  private func compare(_ arguments: [String]) async throws -> BenchProcess {
    try await bench(
      ["--as-built", "--layouts", "as-built", "--time-limit", "0.2"] + arguments)
  }

  private func save(_ name: String, _ filters: [String]) async throws {
    let saved = try await bench(
      filters + ["--as-built", "--quick", "--samples", "3", "--save-baseline", name])
    #expect(saved.status == 0, "\(saved.errors)")
    #expect(saved.errors.contains("Baseline '\(name)' is now run"))
  }

  private struct Document: Decodable {
    struct Benchmark: Decodable {}
    let exitStatus: Int32
  }

  @Test func `a build against itself is no regression, in every format`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try await save("main", ["good/"])
    let junit = folder.appendingPathComponent("junit.xml").path
    let json = folder.appendingPathComponent("verdict.json").path
    let process = try await compare([
      "good/", "--baseline", "main", "--report", "junit:\(junit)", "--report", "json:\(json)",
    ])
    #expect(process.status == 0, "\(process.output)\(process.errors)")
    #expect(process.output.hasPrefix("PASS"))
    #expect(process.output.contains("good/allocates"))
    #expect(try String(contentsOfFile: junit, encoding: .utf8).hasPrefix("<?xml"))
    let verdict = try JSONDecoder().decode(
      Document.self, from: Data(contentsOf: URL(fileURLWithPath: json)))
    #expect(verdict.exitStatus == 0)

    let listed = try await bench(["baselines"])
    #expect(listed.output.hasPrefix("main  "))
    // The comparison's own numbers were remembered beside those of the baseline.
    #expect(listed.output.contains("2 runs are kept"))
  }

  @Test func `a baseline that is not there is status 22 and says how to make it`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = try await compare(["good/", "--baseline", "none"])
    #expect(process.status == 22)
    #expect(process.errors.contains("bench --save-baseline none"))
    #expect(process.output.isEmpty)
    let compared = try await bench(["compare", "none", "nothing"])
    #expect(compared.status != 0)
  }

  @Test func `a benchmark of the baseline that crashes now makes the gate red`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    // Saved as a run in which it had numbers: those of another benchmark, under its name.
    try await save("main", ["good/first"])
    let file = folder.appendingPathComponent("run.json").path
    #expect(try await bench(["baselines", "export", "main", file]).status == 0)
    let text = try String(contentsOfFile: file, encoding: .utf8)
    for (name, status, words) in [
      ("bad/traps", Int32(21), "crashed"), ("good/removed", 21, "no longer declared"),
    ] {
      try text.replacing("good/first", with: name).replacing("good\\/first", with: name)
        .write(toFile: file, atomically: true, encoding: .utf8)
      #expect(try await bench(["baselines", "import", file, "--as", "other"]).status == 0)
      // It has numbers only, so it is judged by today's run.
      let process = try await compare([
        name == "good/removed" ? "good/" : name, "--baseline", "other", "--quick", "--samples", "3",
        "--timeout", "5",
      ])
      #expect(process.status == status, "\(name): \(process.output)\(process.errors)")
      #expect((process.output + process.errors).contains(words))
    }
  }

  @Test func `another compiler is no verdict, unless it is forced`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try await save("main", ["good/first"])
    let file = folder.appendingPathComponent("run.json").path
    #expect(try await bench(["baselines", "export", "main", file]).status == 0)
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.contains("\"Swift 6."))
    try text.replacing("\"Swift 6.", with: "\"Swift 5.").write(
      toFile: file, atomically: true, encoding: .utf8)
    #expect(try await bench(["baselines", "import", file, "--as", "old"]).status == 0)
    let refused = try await compare(["good/first", "--baseline", "old"])
    #expect(refused.status == 23)
    #expect(refused.errors.contains("compiler: recorded with 'Swift 5."))
    let stored = try await bench(["compare", "old", "main"])
    #expect(stored.status == 23)
    let forced = try await bench(["compare", "old", "main", "--force"])
    #expect(forced.status == 0, "\(forced.output)")
    #expect(forced.output.contains("Forced"))
  }

  @Test func `baselines are renamed, deleted, exported and pruned, and nothing else is lost`()
    async throws
  {
    defer { try? FileManager.default.removeItem(at: folder) }
    try await save("main", ["good/first"])
    #expect(try await bench(["baselines", "rename", "main", "v1"]).status == 0)
    #expect(try await bench(["baselines", "rename", "main", "v2"]).status == 22)
    let shown = try await bench(["baselines", "show", "v1", "--format", "csv"])
    #expect(shown.status == 0 && shown.output.contains("good/first"))
    let kept = try await bench(["baselines", "prune", "--keep", "0", "--days", "0", "--dry-run"])
    #expect(kept.output.contains("Would delete 0 runs"))
    #expect(try await bench(["baselines", "delete", "v1"]).status == 0)
    #expect(try await bench(["baselines", "delete", "v1"]).status == 22)
    let dry = try await bench(["baselines", "prune", "--keep", "0", "--days", "0", "--dry-run"])
    #expect(dry.output.contains("Would delete 1 runs"))
    #expect(try await bench(["baselines"]).output.contains("1 runs are kept"))
    let pruned = try await bench(["baselines", "prune", "--keep", "0", "--days", "0"])
    #expect(pruned.output.contains("Deleted 1 runs"))
    #expect(try await bench(["baselines"]).output.contains("0 runs are kept"))
  }

  @Test(arguments: [
    ["--baseline", "a", "--against", "b"], ["--baseline", "a", "--save-baseline", "b"],
    ["--margin", "x"], ["--margin", "-1"], ["--report", "junit"], ["--report", "xml:f"],
    ["--format", "junit"], ["--commit-baseline"], ["--save-baseline", "a b"],
  ])
  func `wrong usage is status 64`(arguments: [String]) async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = try await compare(["good/first"] + arguments)
    #expect(process.status == 64, "\(process.errors)")
    #expect(process.errors.contains("Error: "))
  }

  @Test func `a store that cannot be used is said, and left as it is`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let garbage = Data("this is no database, but something somebody wants to keep\n".utf8)
    try garbage.write(to: URL(fileURLWithPath: store))
    let process = try await compare(["good/first", "--quick", "--samples", "3"])
    #expect(process.status == 1)
    #expect(process.errors.contains(store))
    #expect(try Data(contentsOf: URL(fileURLWithPath: store)) == garbage)
  }
}
