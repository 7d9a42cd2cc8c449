import Foundation
import Testing

@testable import Profiling

extension LiveRecordingTests {
  /// Sampling only while it is asked for.
  @Suite struct RecordingRegionTests {
    @Test(arguments: LiveRecording.Kind.allCases)
    func `no sample lies outside of the enabled regions`(kind: LiveRecording.Kind) async throws {
      try await LiveRecording.withFolder { folder in
        let words = try LiveRecording.burn(seconds: 30)
        let process = try Tool.start(words[0], Array(words.dropFirst()))
        defer { process.terminate() }
        var request = RecordingRequest(
          .process(process.processIdentifier), output: "\(folder)/r.data")
        request.startsDisabled = true
        let recording = try await LiveRecording.recorder(kind).start(request)
        var regions: [ClosedRange<UInt64>] = []
        for _ in 0..<3 {
          try await Task.sleep(for: .milliseconds(150))
          let start = LiveRecording.now()
          try await recording.enable()
          try await Task.sleep(for: .milliseconds(300))
          try await recording.disable()
          regions.append(start...LiveRecording.now())
        }
        try await Task.sleep(for: .milliseconds(150))
        recording.stop()
        let finished = try await recording.finish()
        #expect(finished.cause == .stopped)

        let samples = try RecordingOracle(finished.path).samples
        let outside = samples.filter { sample in
          !regions.contains { $0.contains(sample.nanoseconds) }
        }
        #expect(outside.isEmpty, "\(outside.count) of \(samples.count) lie outside")
        // Each region holds about 300 samples; a busy machine may take most of the processor.
        for region in regions {
          #expect(samples.count { region.contains($0.nanoseconds) } > 30)
        }
      }
    }

    @Test(arguments: LiveRecording.Kind.allCases)
    func `a recording that was never enabled is whole and has no samples`(
      kind: LiveRecording.Kind
    ) async throws {
      try await LiveRecording.withFolder { folder in
        var request = RecordingRequest(
          .command(try LiveRecording.burn(seconds: 0.2)), output: "\(folder)/r.data")
        request.startsDisabled = true
        let finished = try await LiveRecording.recorder(kind).start(request).finish()
        let samples = try RecordingOracle(finished.path).samples
        #expect(samples.isEmpty)
      }
    }

    /// The library is loaded while sampling is off; its name must be known all the same.
    @Test(arguments: LiveRecording.Kind.allCases)
    func `what a command maps while sampling is off is named later`(
      kind: LiveRecording.Kind
    ) async throws {
      try await LiveRecording.withFolder { folder in
        var request = RecordingRequest(
          .command(try LiveRecording.burn(seconds: 1)), output: "\(folder)/r.data")
        request.startsDisabled = true
        let recording = try await LiveRecording.recorder(kind).start(request)
        try await Task.sleep(for: .milliseconds(200))
        try await recording.enable()
        let finished = try await recording.finish()
        try RecordingOracle(finished.path).expectShares(RecordingOracle.deck)
      }
    }
  }
}
