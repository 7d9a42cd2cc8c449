import BenchModel
import Foundation
import Testing

@testable import Profiling

extension LiveRecordingTests {
  /// A program that waits for known times, seen by the kernel's context switches.
  @Suite(
    .enabled(if: LiveRecording.seesKernel, "it takes a kernel that lets us see its code"))
  struct RecordingWaitsTests {
    /// 4, 3 and 2 of 10 parts of three seconds; the rest is an await, for which no thread waits.
    @Test(
      arguments: LiveRecording.Kind.allCases, [CallGraph.framePointers, .copiedStack(bytes: 8_192)])
    func `a lock, a pipe and a sleep have their shares`(
      kind: LiveRecording.Kind, callGraph: CallGraph
    ) async throws {
      try await LiveRecording.withFolder { folder in
        let recorder = try await LiveRecording.recorder(kind)
        var request = RecordingRequest(
          .command([Probe.path, "block", "3"]), output: "\(folder)/r.data")
        request.event = .contextSwitches
        request.callGraph = callGraph
        let finished = try await recorder.start(request).finish()
        #expect(finished.commandEnding == .exited(status: 0))
        #expect(finished.event == "context-switches")

        let symbolizer = Symbolizer(Symbolizer.Options())
        var options = RecordingOptions()
        options.weight = .blockedTime
        let profile = try RecordingReader(
          resolver: symbolizer, unwinder: StackUnwinder(open: symbolizer.program(of:)),
          options: options
        ).read(path: finished.path)
        #expect(profile.tree.unit == .nanoseconds)
        #expect(profile.provenance.lost == 0)
        let waits = ["waitsForLock", "readsPipe", "sleepsItself"].map {
          profile.sum(through: "Blocking.run", $0).weight
        }
        let total = waits.reduce(0, +)
        for (wait, share) in zip(waits, [4.0 / 9, 3.0 / 9, 2.0 / 9]) {
          #expect(abs(wait / total - share) <= 0.05 * share, "\(waits.map { $0 / total })")
        }
        // 2.7 s, and what waking takes on a busy machine.
        #expect((2.6e9...4e9).contains(total), "\(total)")
      }
    }

    @Test func `without the kernel there are no context switches`() async throws {
      try await LiveRecording.withFolder { folder in
        var request = RecordingRequest(.command(["true"]), output: "\(folder)/r.data")
        request.event = .contextSwitches
        request.includesKernel = false
        for kind in LiveRecording.Kind.allCases {
          let recorder = try await LiveRecording.recorder(kind)
          await #expect(throws: RecordingError.self) { try await recorder.start(request) }
        }
        let capability = PerfCapability(
          event: .cpuClock, allowsKernel: false,
          limits: KernelLimits(paranoid: 2))
        request.includesKernel = true
        await #expect(throws: RecordingError.paranoid(found: 2, needed: 1)) {
          try await OwnRecorder(capability: capability).start(request)
        }
      }
    }
  }
}
