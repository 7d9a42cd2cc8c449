import Foundation
import Testing

/// Profiling, drawing and collapsing, as a user types them.
@Suite(.serialized) struct ProfileCommandTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "profile-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func bench(_ arguments: [String]) async throws -> BenchProcess {
    try await BenchProcess.run("misbehaving-bench", arguments)
  }

  private func file(_ name: String, _ text: String) throws -> String {
    let path = folder.appendingPathComponent(name).path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  /// Whether this kernel lets anybody record. Where it refuses, the refusal itself is the test.
  private func isRefused(_ process: BenchProcess) -> Bool {
    guard process.status == 1, process.errors.contains("kernel") else { return false }
    #expect(process.errors.contains("perf_event") || process.errors.contains("seccomp"))
    return true
  }

  @Test func `a benchmark becomes a picture and folded stacks with its own function`() async throws
  {
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = try await bench([
      "profile", "good/first", "--as-built", "--duration", "0.5", "--output", folder.path,
      "--export", "pprof:\(folder.path)/first.pb.gz",
    ])
    if isRefused(process) { return }
    #expect(process.status == 0, "\(process.errors)")
    #expect(process.output.contains("samples of"))
    let svg = try text("good-first.svg")
    #expect(svg.contains("<svg") && svg.contains("</svg>"))
    let folded = try text("good-first.folded")
    #expect(folded.contains("MisbehavingBench.good"), "\(folded.prefix(2_000))")
    #expect(folded.contains("start_thread") || folded.contains("_start"))

    // What was exported says the same.
    let again = try await bench(["collapse", "\(folder.path)/first.pb.gz"])
    #expect(total(again.output) == total(folded))
  }

  @Test func `a benchmark samples itself, and nothing but its own samples`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = try await bench([
      "profile", "good/first", "--as-built", "--duration", "0.5", "--output", folder.path,
      "--sampler", "inside",
    ])
    #expect(process.status == 0, "\(process.errors)")
    let folded = try text("good-first.folded")
    #expect(folded.contains("MisbehavingBench.good"), "\(folded.prefix(2_000))")
    // The worker waits for its driver and makes lines of JSON, but not between the clocks.
    #expect(!folded.contains("WireLine") && !folded.contains("DriverConnection"))
    #expect(process.errors.contains("The program sampled itself"))
  }

  @Test func `what it allocates and where it waits are pictures as well`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = try await bench([
      "profile", "good/first", "--as-built", "--duration", "0.3", "--output", folder.path,
      "--off-cpu",
    ])
    #expect(process.status == 0, "\(process.errors)")
    #expect(try text("good-first-off-cpu.svg").contains("</svg>"))
    let inside = try await bench([
      "profile", "good/first", "--as-built", "--duration", "0.3", "--output", folder.path,
      "--off-cpu", "--sampler", "inside",
    ])
    #expect(inside.errors.contains("by the wall clock"), "\(inside.errors)")
    let program = try await bench([
      "profile", "--off-cpu", "--output", folder.path, "--", "sleep", "0.3",
    ])
    #expect(program.status == 0, "\(program.errors)")
    if program.errors.contains("context switches") {
      // One wait of 0.3 s, in nanoseconds.
      #expect((0.28e9...0.9e9).contains(total(try text("sleep-off-cpu.folded"))))
    } else {
      #expect(program.errors.contains("Sampling from inside, by the wall clock."))
    }
    for wrong in [
      ["--memory", "--off-cpu"], ["--memory", "--sampler", "perf"], ["--every", "0"],
      ["--sampler", "inside", "--frequency", "20000"],
    ] {
      let refused = try await bench(["profile", "good/first"] + wrong)
      #expect(refused.status == 64, "\(wrong): \(refused.errors)")
    }
    let other = try await bench(["profile", "--sampler", "inside", "--", "true"])
    #expect(other.status == 1)
    #expect(other.errors.contains("--sampler perf"))
  }

  private func total(_ folded: String) -> Double {
    folded.split(separator: "\n").reduce(0) { sum, line in
      sum + (Double(line.split(separator: " ").last ?? "") ?? 0)
    }
  }

  @Test func `any program is profiled, and its own words and status pass`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = try await bench([
      "profile", "--output", folder.path, "--", "/usr/bin/env", "sh", "-c",
      "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; exit 3",
    ])
    if isRefused(process) { return }
    #expect(process.status == 0, "\(process.errors)")
    #expect(process.errors.contains("exit status 3"))
    #expect(try text("env.folded").contains(";"))
  }

  @Test func `a benchmark that traps is status 21, and no command is said so`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let trap = try await bench([
      "profile", "bad/traps", "--as-built", "--output", folder.path,
    ])
    if isRefused(trap) { return }
    #expect(trap.status == 21, "\(trap.errors)")
    let nothing = try await bench([
      "profile", "--output", folder.path, "--", "/no/such/program",
    ])
    #expect(nothing.status == 1)
    #expect(nothing.errors.contains("/no/such/program"))
  }

  @Test(arguments: [
    (["profile"], "Name a benchmark"), (["profile", "good/", "--pid", "1"], "Choose one"),
    (["profile", "good/first", "--frequency", "0"], "'--frequency' is"),
    (["profile", "good/first", "--export", "svg:x"], "folded, speedscope, pprof, firefox"),
    (["flamegraph", "a", "b"], "--diff"), (["flamegraph", "--diff", "a", "b", "c"], "got 3"),
    (["flamegraph", "a", "--min-width", "wide"], "0.5%"),
    (["run", "--explain"], "--baseline"),
  ])
  func `wrong usage is status 64 and says what is right`(
    arguments: [String], words: String
  ) async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = try await bench(arguments)
    #expect(process.status == 64, "\(process.errors)")
    #expect(process.errors.contains(words), "\(process.errors)")
  }

  /// By hand: main is above everything; work has 3 + 4 of 10.
  @Test func `stacks become every format and come back the same`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let lines = "main;rest 3\nmain;work 3\nmain;work;leaf 4\n"
    let folded = try file("a.folded", lines)
    for format in ["folded", "speedscope", "pprof", "firefox"] {
      let exported = folder.appendingPathComponent("a.\(format)").path
      let written = try await bench([
        "collapse", folded, "--format", format, "--output", exported,
      ])
      #expect(written.status == 0, "\(format): \(written.errors)")
      let back = try await bench(["collapse", exported])
      #expect(back.output == lines, "\(format)")
    }
    let picture = try await bench(["flamegraph", folded, "--icicle"])
    #expect(picture.status == 0, "\(picture.errors)")
    #expect(picture.output.contains("leaf"))
  }

  @Test func `what cannot be drawn is said in words, with status 1`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, content, words) in [
      ("empty", "", "nothing to read"), ("prose", "Dear reader,\nno stacks here.\n", "folded"),
      ("cut", "PERFILE2", "cut"),
    ] {
      let process = try await bench(["flamegraph", try file(name, content)])
      #expect(process.status == 1, "\(name): \(process.output.prefix(200))")
      #expect(process.errors.contains(words), "\(name): \(process.errors)")
      #expect(process.output.isEmpty)
    }
    let missing = try await bench(["flamegraph", "\(folder.path)/none"])
    #expect(missing.status == 1)
    #expect(missing.errors.contains("There is no file"))
    let directory = try await bench(["flamegraph", folder.path])
    #expect(directory.errors.contains("is a folder"))
  }

  @Test func `a difference of two files is a picture, and a table with intervals`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let before = try file("before.folded", "main;a 500\nmain;b 500\n")
    let after = try file("after.folded", "main;a 300\nmain;b 500\nmain;c 200\n")
    let picture = try await bench(["flamegraph", "--diff", before, after])
    #expect(picture.status == 0, "\(picture.errors)")
    #expect(picture.output.contains("</svg>"))
    let table = try await bench(["compare", "--profile", before, after])
    #expect(table.status == 0, "\(table.errors)")
    // 50 % and 30 %: 20 points less.
    #expect(table.output.contains("-20.0"))
    #expect(table.output.contains("+20.0"))
  }

  @Test func `a run keeps its stacks, and two of them can be compared`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = ["--store", folder.appendingPathComponent("bench.sqlite").path]
    for name in ["old", "new"] {
      let run = try await bench(
        [
          "run", "good/first", "--as-built", "--quick", "--samples", "3", "--profile",
          "--save-baseline", name,
        ] + store)
      if isRefused(run) { return }
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.output.contains("most self"))
      #expect(run.output.contains("Waiting: "))
    }
    let table = try await bench(["compare", "--profile", "old", "new"] + store)
    #expect(table.status == 0, "\(table.errors)")
    #expect(table.output.contains("good/first"))
    let picture = try await bench(
      ["flamegraph", "--diff", "old", "new", "--benchmark", "good/first"] + store)
    #expect(picture.output.contains("</svg>"), "\(picture.errors)")
    let wrong = try await bench(
      ["flamegraph", "--diff", "old", "new", "--benchmark", "good/none"] + store)
    #expect(wrong.status == 1)
    #expect(wrong.errors.contains("good/first"))
  }
}
