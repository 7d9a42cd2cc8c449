import Foundation
import Testing

@testable import Profiling

extension LiveRecordingTests {
  /// Recordings of a program whose shares are known, as the perf program reads them.
  @Suite struct RecordingSharesTests {
    @Test(
      arguments: LiveRecording.Kind.allCases, [CallGraph.framePointers, .copiedStack(bytes: 8_192)])
    func `a command shows its true shares and its own exit status`(
      kind: LiveRecording.Kind, callGraph: CallGraph
    ) async throws {
      try await LiveRecording.withFolder { folder in
        let recorder = try await LiveRecording.recorder(kind)
        var request = RecordingRequest(
          .command(try LiveRecording.burn(seconds: 2, status: 7)), output: "\(folder)/r.data")
        request.callGraph = callGraph
        let finished = try await recorder.start(request).finish()
        #expect(finished.cause == .targetEnded)
        #expect(finished.commandEnding == .exited(status: 7))

        let oracle = try RecordingOracle(finished.path)
        oracle.expectShares(RecordingOracle.deck)
        // 2 s at 997 Hz, less what a virtual machine's host takes.
        #expect((1_500...2_100).contains(oracle.samples.count))
        // perf is attached before the command starts, so it may see the exec itself, which takes
        // some milliseconds out of a process as large as these tests.
        let early = oracle.samples.count { $0.process != "burn" }
        #expect(early <= (kind == .perf ? 10 : 0))
        #expect(oracle.samples.allSatisfy { $0.event == "\(finished.event):" })
        if kind == .own, case .copiedStack = callGraph {
          // The kernel's chain and what perf unwinds from the copied stack, one after the other.
          let twice = oracle.samples.count { $0.functions.count { $0 == "main" } == 2 }
          #expect(Double(twice) > 0.95 * Double(oracle.samples.count))
        }
        if let counts = finished.counts {
          #expect(counts.samples == oracle.samples.count)
          #expect(counts.lost == 0)
        }
      }
    }

    @Test(arguments: LiveRecording.Kind.allCases)
    func `a process is recorded with the threads it has and those to come`(
      kind: LiveRecording.Kind
    ) async throws {
      try await LiveRecording.withFolder { folder in
        let recorder = try await LiveRecording.recorder(kind)
        for delay in [0.0, 1.0] {
          let words = try LiveRecording.burn(seconds: 1.5, threadsAfter: delay)
          let process = try Tool.start(words[0], Array(words.dropFirst()))
          defer { process.terminate() }
          try await Task.sleep(for: .milliseconds(200))
          let request = RecordingRequest(
            .process(process.processIdentifier), output: "\(folder)/\(delay).data")
          let finished = try await recorder.start(request).finish()
          #expect(finished.cause == .targetEnded)
          #expect(finished.commandEnding == nil)
          let oracle = try RecordingOracle(finished.path)
          oracle.expectShares(RecordingOracle.pair)
          #expect(Set(oracle.samples.map(\.thread)).count == 2)
          #expect(oracle.samples.count > 1_500)
        }
      }
    }

    /// Which thread is found in /proc and which is born to a recorded one is a matter of luck here;
    /// `EarlyRecordsTests` looks at what tells them apart.
    @Test(arguments: 1...3)
    func `threads that are being started are all sampled, and once`(round: Int) async throws {
      try await LiveRecording.withFolder { folder in
        let process = try Tool.start(
          try BurningProgram.path(), ["0.03", "0", "storm", "60"])
        defer { process.terminate() }
        try await Task.sleep(for: .milliseconds(40 * round))
        let request = RecordingRequest(
          .process(process.processIdentifier), output: "\(folder)/r.data")
        let finished = try await LiveRecording.recorder(.own).start(request).finish()
        let samples = try RecordingOracle(finished.path).samples
        let counts = Dictionary(grouping: samples.filter { $0.functions.contains("left") }) {
          $0.thread
        }.mapValues(\.count)
        // 30 ms at 997 Hz are 30 samples, and a thread looks at the clock each millisecond.
        #expect(counts.values.allSatisfy { $0 <= 36 }, "\(counts.values.sorted())")
        #expect(counts.values.count { $0 >= 25 } >= 20, "\(counts.values.sorted())")
      }
    }

    /// What perf says of the file's attributes, for the own recorder.
    @Test func `perf reads the attributes as they were asked for`() async throws {
      try await LiveRecording.withFolder { folder in
        let recorder = try await LiveRecording.recorder(.own)
        var request = RecordingRequest(
          .command(try LiveRecording.burn(seconds: 0.1)), output: "\(folder)/r.data")
        request.callGraph = .copiedStack(bytes: 2_048)
        request.frequency = 4_000
        request.includesKernel = false
        request.event = .cpuClock
        let path = try await recorder.start(request).finish().path
        let events = try Tool.run("perf", ["evlist", "-v", "-i", path]).output
        #expect(events.contains("cpu-clock:u: type: 1"))
        #expect(events.contains("{ sample_period, sample_freq }: 4000"))
        #expect(events.contains("sample_stack_user: 2048"))
        #expect(
          events.contains(
            "sample_type: IP|TID|TIME|CALLCHAIN|PERIOD|REGS_USER|STACK_USER|IDENTIFIER"))
        #expect(events.contains("exclude_kernel: 1"))
        let header = try Tool.run("perf", ["report", "--header-only", "-i", path]).output
        let host = ProcessInfo.processInfo.hostName
        #expect(header.contains("# hostname : \(host)"))
        #expect(header.contains("# arch : \(try Tool.run("uname", ["-m"]).output)"))
        #expect(header.contains("# os release : \(try Tool.run("uname", ["-r"]).output)"))
        #expect(header.contains("# cmdline : \(CommandLine.arguments[0])"))
      }
    }
  }
}
