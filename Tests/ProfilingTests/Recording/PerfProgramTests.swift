import Foundation
import Testing

@testable import Profiling

@Suite struct PerfProgramTests {
  @Test func `a path without perf says so`() async {
    await #expect(throws: RecordingError.noPerfProgram(reason: "there is none in PATH")) {
      _ = try await PerfProgram.find(in: "/nowhere:/proc")
    }
  }

  /// Ubuntu's wrapper, when the tools for the running kernel are not installed.
  @Test func `a wrapper that only complains is no perf`() async throws {
    try await LiveRecording.withFolder { folder in
      let path = "\(folder)/perf"
      try """
      #!/bin/sh
      echo "WARNING: perf not found for kernel 6.8.0-41" >&2
      exit 2
      """.write(toFile: path, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
      let error = await #expect(throws: RecordingError.self) {
        _ = try await PerfProgram.find(in: folder)
      }
      let words = try #require(error?.description)
      #expect(words.contains("perf not found for kernel 6.8.0-41"))
      #expect(words.contains("exit status 2"))
    }
  }
}
