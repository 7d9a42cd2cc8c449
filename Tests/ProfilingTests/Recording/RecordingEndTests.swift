import Foundation
import Glibc
import Testing

@testable import Profiling

extension LiveRecordingTests {
  /// How recordings end, and what they leave behind.
  @Suite struct RecordingEndTests {
    private func names(in folder: String) throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: folder)
    }

    @Test(arguments: LiveRecording.Kind.allCases)
    func `after its duration a recording ends with its command`(
      kind: LiveRecording.Kind
    ) async throws {
      try await LiveRecording.withFolder { folder in
        var request = RecordingRequest(
          .command(try LiveRecording.burn(seconds: 60)), output: "\(folder)/r.data")
        request.duration = .milliseconds(500)
        let finished = try await LiveRecording.recorder(kind).start(request).finish()
        #expect(finished.cause == .durationPassed)
        #expect(finished.commandEnding == .signaled(SIGTERM))
        let count = try RecordingOracle(finished.path).samples.count
        #expect((50...560).contains(count))
        #expect(try names(in: folder) == ["r.data"])
      }
    }

    /// Ctrl-C, as a program that records would heed it.
    @Test(arguments: LiveRecording.Kind.allCases)
    func `an interrupt finishes the recording properly`(kind: LiveRecording.Kind) async throws {
      try await LiveRecording.withFolder { folder in
        let request = RecordingRequest(
          .command(try LiveRecording.burn(seconds: 60)), output: "\(folder)/r.data")
        let recording = try await LiveRecording.recorder(kind).start(request)
        let interruption = try Interruption { _ in recording.stop() }
        try await Task.sleep(for: .milliseconds(300))
        kill(getpid(), SIGINT)
        let finished = try await recording.finish()
        withExtendedLifetime(interruption) {}
        #expect(finished.cause == .stopped)
        #expect(try RecordingOracle(finished.path).samples.count > 50)
        #expect(try names(in: folder) == ["r.data"])
      }
    }

    @Test(arguments: LiveRecording.Kind.allCases)
    func `stopping twice and after the end does no harm`(kind: LiveRecording.Kind) async throws {
      try await LiveRecording.withFolder { folder in
        let request = RecordingRequest(
          .command(try LiveRecording.burn(seconds: 0.1)), output: "\(folder)/r.data")
        let recording = try await LiveRecording.recorder(kind).start(request)
        recording.stop()
        recording.stop()
        _ = try await recording.finish()
        recording.stop()
        #expect(try names(in: folder) == ["r.data"])
      }
    }

    @Test(arguments: LiveRecording.Kind.allCases)
    func `a command that cannot start leaves no file`(kind: LiveRecording.Kind) async throws {
      try await LiveRecording.withFolder { folder in
        let request = RecordingRequest(.command(["/nowhere/x"]), output: "\(folder)/r.data")
        await #expect(
          throws: RecordingError.commandNotStarted(
            command: "/nowhere/x", reason: "No such file or directory")
        ) {
          _ = try await LiveRecording.recorder(kind).start(request)
        }
        let left = try names(in: folder)
        #expect(left.isEmpty)
      }
    }

    @Test(arguments: LiveRecording.Kind.allCases)
    func `a process that is not there is told and leaves no file`(
      kind: LiveRecording.Kind
    ) async throws {
      try await LiveRecording.withFolder { folder in
        // Ids are below 4,194,304 on every Linux.
        let request = RecordingRequest(.process(4_194_305), output: "\(folder)/r.data")
        await #expect(throws: RecordingError.noSuchProcess(4_194_305)) {
          _ = try await LiveRecording.recorder(kind).start(request)
        }
        let left = try names(in: folder)
        #expect(left.isEmpty)
      }
    }

    @Test(arguments: LiveRecording.Kind.allCases)
    func `a place that cannot be written to is told before the command runs`(
      kind: LiveRecording.Kind
    ) async throws {
      try await LiveRecording.withFolder { folder in
        let trace = "\(folder)/trace"
        let request = RecordingRequest(
          .command(["touch", trace]), output: "\(folder)/missing/r.data")
        await #expect(
          throws: RecordingError.notWritten(
            path: "\(folder)/missing/r.data", reason: "No such file or directory")
        ) {
          _ = try await LiveRecording.recorder(kind).start(request)
        }
        let left = try names(in: folder)
        #expect(left.isEmpty)
      }
    }

    @Test func `perf's own failure is told in its words`() async throws {
      try await LiveRecording.withFolder { folder in
        let path = "\(folder)/perf"
        try """
        #!/bin/sh
        echo "event syntax error" >&2
        exit 129
        """.write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        let recorder = PerfRecorder(
          program: PerfProgram(path: path, version: "perf version 0"),
          capability: try PerfCapability.probe())
        let request = RecordingRequest(.command(["true"]), output: "\(folder)/r.data")
        await #expect(
          throws: RecordingError.perfFailed(
            ending: .exited(status: 129), words: "event syntax error")
        ) {
          _ = try await recorder.start(request)
        }
        #expect(try names(in: folder) == ["perf"])
      }
    }
  }
}
