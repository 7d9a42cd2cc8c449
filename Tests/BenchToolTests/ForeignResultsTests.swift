import Foundation
import Testing

/// Importing, exporting, merging and renaming, as a user types them.
@Suite(.serialized) struct ForeignResultsTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "foreign-\(UUID().uuidString)")

  private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("InterchangeTests/Fixtures").path

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  private func bench(
    _ arguments: [String], store: String = "bench.sqlite"
  ) async throws -> BenchProcess {
    try await BenchProcess.run("misbehaving-bench", arguments + ["--store", path(store)])
  }

  private func importing(_ names: String..., options: [String] = []) async throws -> BenchProcess {
    try await bench(["import"] + names.map { "\(Self.fixtures)/\($0)" } + options)
  }

  @Test func `results are kept once, named, shown and compared`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let first = try await importing("criterion", options: ["--as", "main"])
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.errors.contains("4 benchmarks with 80 samples"))
    #expect(first.errors.contains("'--host <name>'"))
    let again = try await importing("criterion", options: ["--as", "other"])
    #expect(again.status == 0)
    #expect(again.errors.contains("It is here already"))
    let listed = try await bench(["baselines"])
    #expect(listed.output.contains("1 runs are kept"))
    let runs = try await bench(["baselines", "list", "--runs"])
    #expect(runs.output.contains("4 benchmarks, 80 samples"), "\(runs.output)")

    let shown = try await bench(["baselines", "show", "main"])
    #expect(shown.output.contains("fib_20") && shown.output.contains("12.9 µs"))
    #expect(!shown.output.contains("says nothing of how fast"))
    let json = try await bench(["baselines", "show", "main", "--format", "json"])
    #expect(json.output.contains(#""cpu":{"unavailable":"no sample has a reading"#))
    let compared = try await bench(["compare", "main", "other"])
    #expect(compared.status == 0, "\(compared.errors)")
    #expect(compared.output.contains("a test needs two processes of each run"))
    #expect(compared.output.contains("bench import <results> <results> <results>"))
  }

  /// Three times the same against three times the same with 10 % more.
  @Test func `several results make a run that is judged`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = "\(Self.fixtures)/hyperfine/commands.json"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    for (name, factor) in [("old", 1.0), ("new", 1.1)] {
      for process in 0..<3 {
        let scaled = text.replacing(/0\.000[0-9]+/) { match in
          "\((Double(match.output) ?? 0) * factor * (1 + 0.001 * Double(process)))"
        }
        try scaled.write(toFile: path("\(name)-\(process).json"), atomically: true, encoding: .utf8)
      }
      let kept = try await bench(
        ["import"] + (0..<3).map { path("\(name)-\($0).json") } + ["--as", name])
      #expect(kept.status == 0, "\(kept.errors)")
      #expect(kept.errors.contains("2 benchmarks with 72 samples"))
    }
    let compared = try await bench(["compare", "old", "new"])
    #expect(compared.status == 20, "\(compared.output)\(compared.errors)")
    #expect(compared.output.contains("+10.0 %"))
    let back = try await bench(["compare", "new", "old"])
    #expect(back.status == 0)
  }

  @Test func `an import is put right by another one, which is told`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let first = try await importing("hyperfine/commands.json", options: ["--as", "main"])
    #expect(first.status == 0, "\(first.errors)")
    let right = [
      "--date", "2026-03-01T00:00:00Z", "--host", "runner-1", "--commit", "abcdef", "--as", "main",
    ]
    let refused = try await importing("hyperfine/commands.json", options: right)
    #expect(refused.status == 1)
    #expect(refused.errors.contains("The same samples are here in run"))
    #expect(refused.errors.contains("of no commit), imported with other options"))
    let replaced = try await importing("hyperfine/commands.json", options: right + ["--replace"])
    #expect(replaced.status == 0, "\(replaced.errors)")
    let again = try await importing("hyperfine/commands.json", options: right)
    #expect(again.status == 0)
    #expect(again.errors.contains("It is here already"))
    let runs = try await bench(["baselines", "list", "--runs"])
    #expect(runs.output.contains("1 runs are kept"), "\(runs.output)")
    #expect(runs.output.contains("2026-03-01T00:00:00Z") && runs.output.contains("abcdef"))
  }

  @Test func `the same files in another order, or some of them, are not new`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    var files: [String] = []
    for place in 1...3 {
      files.append(path("build-\(place).json"))
      try Data(
        #"{"results": [{"command": "build", "mean": 1, "times": [1.\#(place), 1.4, 1.5]}]}"#.utf8
      ).write(to: URL(fileURLWithPath: files[place - 1]))
    }
    let two = try await bench(["import", files[0], files[1], "--as", "main"])
    #expect(two.status == 0, "\(two.errors)")
    let turned = try await bench(["import", files[1], files[0]])
    #expect(turned.status == 0 && turned.errors.contains("It is here already"), "\(turned.errors)")
    let one = try await bench(["import", files[1]])
    #expect(one.status == 1 && one.errors.contains("The same samples are here in run"))
    let three = try await bench(["import"] + files + ["--replace"])
    #expect(three.status == 0 && three.errors.contains("with 9 samples"), "\(three.errors)")
    let runs = try await bench(["baselines", "list", "--runs"])
    #expect(runs.output.contains("main") && runs.output.contains("1 runs are kept"))
    let id = String(try #require(runs.output.firstMatch(of: /run ([0-9a-f]+)/)).1)
    let kept = try await bench(["baselines", "delete-run", id])
    #expect(kept.status == 1 && kept.errors.contains("bench baselines delete"), "\(kept.errors)")
    #expect(try await bench(["baselines", "delete", "main"]).status == 0)
    #expect(try await bench(["baselines", "delete-run", id]).status == 0)
    #expect(try await bench(["baselines"]).output.contains("0 runs are kept"))
  }

  /// Neither harness tells its machine or its processor.
  @Test func `results of two machines, or of two harnesses, are not mixed`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    for (host, factor) in [("runner-1", 1.0), ("runner-2", 2.0)] {
      var files: [String] = []
      for place in 1...3 {
        files.append(path("\(host)-\(place).json"))
        let times = (0..<8).map { "\(factor + 0.01 * Double(place) + 0.001 * Double($0))" }
        try Data(
          #"{"results": [{"command": "build", "mean": 1, "times": [\#(times.joined(separator: ","))]}]}"#
            .utf8
        ).write(to: URL(fileURLWithPath: files[place - 1]))
      }
      let kept = try await bench(["import"] + files + ["--host", host, "--as", host])
      #expect(kept.status == 0 && kept.errors.contains("-\(host)."), "\(kept.errors)")
    }
    let compared = try await bench(["compare", "runner-1", "runner-2"])
    #expect(compared.status == 23, "\(compared.output)\(compared.errors)")
    #expect((compared.output + compared.errors).contains("host: recorded with 'runner-1'"))
    let shown = try await bench(["baselines", "show", "runner-1"])
    #expect(shown.output.contains("host runner-1, "), "\(shown.output)")
    try Data(
      #"[{"benchmark": "build", "primaryMetric": {"scoreUnit": "s/op", "rawData": [[1, 2]]}}]"#.utf8
    ).write(to: URL(fileURLWithPath: path("jmh.json")))
    let other = try await bench(["import", path("jmh.json")])
    #expect(other.status == 1)
    #expect(other.errors.contains("'build' is here already, measured by hyperfine"))
    let apart = try await bench(["import", path("jmh.json"), "--prefix", "java"])
    #expect(apart.status == 0, "\(apart.errors)")
  }

  @Test func `two names of one run are two benchmarks`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    _ = try await importing("package-benchmark/results.json")
    let refused = try await bench(["alias", "Sums/sort", "Sums/sum_of_64"])
    #expect(refused.status == 64, "\(refused.errors)")
    #expect(refused.errors.contains("measured both 'Sums/sort' and 'Sums/sum_of_64'"))
  }

  /// Three runs of a command are too few for an interval of one process.
  @Test func `a process of few samples is a point of the history`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    for (day, time) in [(1, 1.0), (2, 1.1)] {
      let times = [time, time + 0.01, time + 0.02].map { "\($0)" }.joined(separator: ", ")
      try Data(
        #"{"results": [{"command": "build", "mean": 1, "times": [\#(times)]}]}"#.utf8
      ).write(to: URL(fileURLWithPath: path("build.json")))
      let kept = try await bench(
        ["import", path("build.json"), "--date", "2026-03-0\(day)T12:00:00Z"])
      #expect(kept.status == 0, "\(kept.errors)")
    }
    let history = try await bench(["history", "build", "--format", "json"])
    #expect(history.output.matches(of: /"startedAt"/).count == 2, "\(history.output)")
    #expect(
      history.output.contains(#""center":1.01"#) && history.output.contains(#""center":1.11"#))
    let table = try await bench(["history", "build"])
    #expect(table.status == 0 && table.output.contains("1.11 s"), "\(table.output)")
  }

  @Test func `what cannot be read keeps nothing`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(#"{"a": 1}"#.utf8).write(to: URL(fileURLWithPath: path("unknown.json")))
    let unknown = try await bench(["import", path("unknown.json")])
    #expect(unknown.status == 1)
    #expect(unknown.errors.contains("found an object with the fields 'a'"))
    let half = try await bench([
      "import", "\(Self.fixtures)/hyperfine/commands.json", path("unknown.json"),
    ])
    #expect(half.status == 1)
    let mixed = try await importing("hyperfine/commands.json", "google-benchmark/sums.json")
    #expect(mixed.status == 1)
    #expect(mixed.errors.contains("Import them one by one"))
    let prefix = try await importing("criterion", options: ["--prefix", "a b"])
    #expect(prefix.status == 64)
    let date = try await importing("criterion", options: ["--date", "yesterday"])
    #expect(date.status == 64)
    let twice = try await importing("google-benchmark/twice.json")
    #expect(twice.status == 1)
    #expect(!FileManager.default.fileExists(atPath: path("bench.sqlite")))
  }

  @Test func `an export is the same run in another store`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    _ = try await importing("pytest-benchmark/sums.json", options: ["--as", "main"])
    for format in ["json", "csv"] {
      let exported = try await bench([
        "export", "main", "--format", format, "--output", path("run.\(format)"),
      ])
      #expect(exported.status == 0, "\(exported.errors)")
      let kept = try await bench(["import", path("run.\(format)")], store: "other.sqlite")
      #expect(kept.status == 0, "\(kept.errors)")
    }
    let merged = try await bench(["merge", path("other.sqlite")])
    #expect(merged.errors.contains("0 new runs (1 known)"))
    let several = try await bench(
      ["import", path("run.json"), path("run.csv")], store: "third.sqlite")
    #expect(several.errors.matches(of: /Kept as run/).count == 2)
    let named = try await bench(["import", path("run.json"), path("run.csv"), "--as", "main"])
    #expect(named.status == 64)
    let option = try await bench(["import", path("run.json"), "--commit", "abc"])
    #expect(option.status == 64)
    #expect(option.errors.contains("says all that '--commit' could"))
    let mixed = try await bench([
      "import", path("run.json"), "\(Self.fixtures)/hyperfine/commands.json",
    ])
    #expect(mixed.status == 64)

    for format in ["criterion", "jmh"] {
      let exported = try await bench([
        "export", "main", "--format", format, "--output", path(format),
      ])
      #expect(exported.status == 0, "\(exported.errors)")
      let kept = try await bench([
        "import", path(format), "--criterion-baseline", "base", "--as", format, "--prefix", format,
      ])
      #expect(kept.errors.contains("3 benchmarks with 50 samples"), "\(kept.errors)")
    }
    for whole in ["criterion/bench.json", "jmh.bench.json"] {
      let kept = try await bench(["import", path(whole)], store: "whole.sqlite")
      #expect(kept.status == 0, "\(kept.errors)")
    }
    let whole = try await bench(["merge", path("whole.sqlite")])
    #expect(whole.errors.contains("0 new runs (1 known)"), "\(whole.errors)")
    let folderless = try await bench(["export", "main", "--format", "criterion"])
    #expect(folderless.status == 64)
    let missing = try await bench(["export", "none"])
    #expect(missing.status == 22)
  }

  /// Twenty runs, each half a percent slower than the one before but for a noise of 0.6 %: the
  /// latest ten are 7.2 % slower than the first, and no step is larger than 1.7 %.
  @Test func `a creep since a release is told where no step is`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let text = try String(
      contentsOfFile: "\(Self.fixtures)/hyperfine/commands.json", encoding: .utf8)
    for run in 0..<20 {
      let scaled = text.replacing(/0\.000[0-9]+/) { match in
        "\((Double(match.output) ?? 0) * (1 + 0.005 * Double(run) + (run % 2 == 0 ? 0 : 0.006)))"
      }
      try scaled.write(toFile: path("run.json"), atomically: true, encoding: .utf8)
      let day = run < 9 ? "0\(run + 1)" : "\(run + 1)"
      let kept = try await bench(
        ["import", path("run.json"), "--date", "2026-03-\(day)T12:00:00Z", "--commit", "abc\(run)"]
          + (run == 0 ? ["--as", "v1"] : []))
      #expect(kept.status == 0, "\(kept.errors)")
    }
    let suite = try await bench(["history", "--release", "v1"])
    #expect(suite.status == 0, "\(suite.errors)")
    let rows = suite.output.split(separator: "\n").filter { $0.contains("head_-c") }
    #expect(rows.count == 2)
    for row in rows {
      #expect(row.contains("% over budget"), "\(row)")
    }
    let single = try await bench(["history", "size=10k", "--release", "v1", "--last", "20"])
    #expect(single.output.contains("since release v1 (1 run, 2026-03-01)"), "\(single.output)")
    let none = try await bench(["history", "--release", "v9"])
    #expect(none.errors.contains("No run shown here is of 'v9'"))
  }

  @Test func `stores merge, and a history goes on under a new name`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    _ = try await importing(
      "criterion/fib 20", options: ["--as", "main", "--date", "2026-01-01T00:00:00Z"])
    let there = try await bench(
      [
        "import", "\(Self.fixtures)/criterion", "--prefix", "rust", "--date",
        "2026-01-02T00:00:00Z", "--as", "main",
      ], store: "other.sqlite")
    #expect(there.status == 0)
    let merged = try await bench(["merge", path("other.sqlite")])
    #expect(merged.status == 0)
    #expect(merged.errors.contains("1 new run (0 known)"))
    #expect(merged.errors.contains("were left: 'main'"))
    let same = try await bench(["merge", path("bench.sqlite")])
    #expect(same.status == 64)
    let none = try await bench(["merge", path("none.sqlite")])
    #expect(none.status == 1)

    let before = try await bench(["history", "rust/fib_20", "--format", "json"])
    #expect(before.output.matches(of: /"startedAt"/).count == 1)
    let renamed = try await bench(["alias", "fib_20", "rust/fib_20"])
    #expect(renamed.status == 0, "\(renamed.errors)")
    let after = try await bench(["history", "rust/fib_20", "--format", "json"])
    #expect(after.output.matches(of: /"startedAt"/).count == 2)
    let suite = try await bench(["history"])
    #expect(suite.output.hasPrefix("History: wall clock of an iteration\n4 benchmarks"))
    #expect(suite.output.contains("rust/flat/copy"))
    let markdown = try await bench(["history", "rust/", "--format", "markdown"])
    #expect(markdown.output.contains("| `rust/fib_20` |"))
    let listed = try await bench(["alias"])
    #expect(listed.output == "fib_20  is now  rust/fib_20\n")
    let unknown = try await bench(["alias", "never/was", "x"])
    #expect(unknown.status == 22)
    let one = try await bench(["alias", "never/was"])
    #expect(one.status == 64)
  }
}
