import Foundation
import Glibc
import Testing

@testable import Profiling

/// What the environment may ask for, and what a program says to nonsense.
@Suite struct LaunchProfileTests {
  private func options(_ variables: [String: String]) throws(ProfilerError) -> Profiler.Options {
    try LaunchProfile.options { variables[$0] }
  }

  @Test func `what was asked for arrives`() throws {
    for wish in [
      Profiler.Options(), Profiler.Options(subject: .blockedTime, frequency: 100),
      Profiler.Options(subject: .memory(everyBytes: 4_096), unwinding: .framePointers),
      Profiler.Options(startsPaused: true),
    ] {
      let variables = LaunchProfile.environment(writingTo: "/tmp/x.data", wish)
      #expect(variables["BENCH_PROFILE"] == "/tmp/x.data")
      #expect(try options(variables) == wish)
    }
  }

  @Test(arguments: [
    (["BENCH_PROFILE_SUBJECT": "cpus"], "'cpu', 'blocked' or 'memory', got 'cpus'"),
    (["BENCH_PROFILE_FREQUENCY": "fast"], "whole number, got 'fast'"),
    (["BENCH_PROFILE_UNWINDING": "dwarf"], "'tables' or 'frame-pointers', got 'dwarf'"),
    (["BENCH_PROFILE_SUBJECT": "memory", "BENCH_PROFILE_BYTES": "1k"], "whole number, got '1k'"),
  ])
  func `nonsense is named`(variables: [String: String], words: String) throws {
    let error = #expect(throws: ProfilerError.self) { try options(variables) }
    #expect(error?.description.contains(words) == true, "\(error as Any)")
  }

  @Test func `a program whose wish cannot be granted runs on`() throws {
    for (path, words) in [
      ("/nonexistent/x.data", "No such file or directory"), ("/tmp", "no plain file"),
    ] {
      let run = try Tool.run("env", ["BENCH_PROFILE=\(path)", Probe.path, "burn", "0.05"])
      #expect(run.status == 0)
      #expect(run.errors.contains("Not profiled:"))
      #expect(run.errors.contains(words), "\(run.errors)")
    }
  }

  @Test func `SIGTERM ends the program as it would have, and keeps the recording`() async throws {
    let recording = FileManager.default.temporaryDirectory
      .appendingPathComponent("interrupted-\(UUID().uuidString).data").path
    defer { try? FileManager.default.removeItem(atPath: recording) }
    // Not by Foundation, whose child would have the signals blocked that a pool's thread blocks.
    let process = try SpawnedProcess(
      ["env", "BENCH_PROFILE=\(recording)", Probe.path, "burn", "60"],
      descriptors: Descriptor.standard, isGated: false)
    try await process.launch()
    while !catches(SIGTERM, process.id) { try await Task.sleep(for: .milliseconds(20)) }
    #expect(await process.end(with: SIGTERM, grace: .seconds(30)) == .signaled(SIGTERM))
    #expect(RecordingHeader.isWhole(recording))
  }

  /// Whether a process has a handler for a signal, as the kernel says.
  private func catches(_ signal: Int32, _ process: Int32) -> Bool {
    let status = String(decoding: KernelFile.bytes("/proc/\(process)/status") ?? [], as: UTF8.self)
    let line = status.split(separator: "\n").first { $0.hasPrefix("SigCgt:") } ?? ""
    let mask = UInt64(line.split(separator: "\t").last ?? "", radix: 16) ?? 0
    return mask >> UInt64(signal - 1) & 1 == 1
  }
}
