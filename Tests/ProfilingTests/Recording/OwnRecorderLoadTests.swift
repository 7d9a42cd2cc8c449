import Foundation
import Testing

@testable import Profiling

extension LiveRecordingTests {
  /// That the own recorder keeps up.
  @Suite struct OwnRecorderLoadTests {
    @Test(arguments: [
      (frequency: 10_000, callGraph: CallGraph.framePointers),
      (frequency: 1_000, callGraph: .copiedStack(bytes: 8_192)),
    ])
    func `nothing is lost while two threads are busy`(
      frequency: Int, callGraph: CallGraph
    ) async throws {
      try await LiveRecording.withFolder { folder in
        var request = RecordingRequest(
          .command(try LiveRecording.burn(seconds: 1.5, threadsAfter: 0)),
          output: "\(folder)/r.data")
        request.frequency = frequency
        request.callGraph = callGraph
        let finished = try await LiveRecording.recorder(.own).start(request).finish()
        let counts = try #require(finished.counts)
        #expect(counts.lost == 0)
        #expect(counts.throttled == 0)
        // Two threads of 1.5 s each; the host of a virtual machine takes its part.
        #expect(Double(counts.samples) > 0.8 * 3 * Double(frequency))
      }
    }

    /// A thread for each of many, which all share the rings.
    @Test func `threads that come and go are all named`() async throws {
      try await LiveRecording.withFolder { folder in
        let request = RecordingRequest(
          .command(["sh", "-c", "for i in 1 2 3 4 5; do sha256sum /proc/self/exe >/dev/null; done"]
          ),
          output: "\(folder)/r.data")
        let finished = try await LiveRecording.recorder(.own).start(request).finish()
        #expect(finished.commandEnding == .exited(status: 0))
        let records = try Tool.run(
          "perf", ["script", "--show-task-events", "-i", finished.path]
        ).output
        let starts = records.split(separator: "\n").count {
          $0.contains("PERF_RECORD_COMM exec: sha256sum:")
        }
        #expect(starts == 5)
      }
    }
  }
}
