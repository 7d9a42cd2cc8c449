import BenchModel
import Profiling
import Testing

/// Records that perf of this machine does not write, built by hand.
@Suite struct PerfRecordTests {
  private func example() -> RecordingBuilder {
    var recording = RecordingBuilder()
    recording.comm("x", pid: 7, time: 1)
    recording.map("/bin/x", pid: 7, start: 0x1000, size: 0x1000, time: 2)
    return recording
  }

  private let expected = ["x;/bin/x+0x8": 1.0]

  @Test(arguments: [64, 72, 96, 112, 120, 128, 136, 256])
  func `attributes of any size are read`(size: Int) throws {
    var recording = example()
    recording.attributeBytes = size
    recording.sample(pid: 7, time: 3, chain: [RecordingBuilder.user, 0x1008])
    #expect(try recording.profile().folded == expected)
    let pipe = try PerfData(recording.pipe())
    #expect(pipe.events.count == 1)
    #expect(pipe.isPipe)
    var options = RecordingOptions()
    options.weight = .samples
    let read = try RecordingReader(resolver: OffsetResolver(), options: options).read(pipe)
    #expect(read.folded == expected)
  }

  @Test func `unknown records are skipped by their size and counted`() throws {
    var recording = example()
    recording.record(55, [UInt8](repeating: 0xAB, count: 24))
    recording.record(4_000_000, [UInt8](repeating: 0xCD, count: 16))
    recording.record(99, [])
    recording.sample(pid: 7, time: 3, chain: [RecordingBuilder.user, 0x1008])
    let profile = try recording.profile()
    #expect(profile.folded == expected)
    #expect(try PerfData(recording.file()).counts.unknown == 3)
    #expect(profile.provenance.notes.contains { $0.hasPrefix("3 records are of types") })
  }

  /// AUXTRACE is followed by as many bytes as its first field says, which its size leaves out; so
  /// is TRACING_DATA in a pipe, padded to eight.
  @Test func `bytes behind a record are skipped with it`() throws {
    var recording = example()
    recording.record(71, UInt64(40).bytes + [UInt8](repeating: 0, count: 32))
    recording.append([UInt8](repeating: 0xFF, count: 40))
    recording.record(66, UInt32(13).bytes)
    recording.append([UInt8](repeating: 0xFF, count: 16))
    recording.sample(pid: 7, time: 3, chain: [RecordingBuilder.user, 0x1008])
    let profile = try recording.profile()
    #expect(profile.folded == expected)
    #expect(profile.provenance.notes.contains("1 pieces of processor trace were skipped."))
  }

  @Test func `lost records and samples are counted, but not twice`() throws {
    var recording = example()
    recording.lost(5, time: 3)
    recording.lost(7, time: 4)
    // LOST_SAMPLES: the same losses, counted by the event.
    recording.record(13, UInt64(12).bytes + [UInt8](repeating: 0, count: 16))
    recording.sample(pid: 7, time: 5, chain: [RecordingBuilder.user, 0x1008])
    #expect(try recording.profile().provenance.lost == 12)
  }

  @Test func `throttling is noted`() throws {
    var recording = example()
    recording.record(5, [UInt8](repeating: 0, count: 40))
    recording.sample(pid: 7, time: 5, chain: [RecordingBuilder.user, 0x1008])
    #expect(
      try recording.profile().provenance.notes.contains {
        $0.hasPrefix("The kernel held sampling back 1 times")
      })
  }

  @Test func `samples of several events are told apart by their number`() throws {
    typealias Field = RecordingBuilder.Field
    var recording = RecordingBuilder()
    recording.events = [
      RecordingBuilder.Event(
        config: 0, sampleType: Field.identifier | Field.ip | Field.tid | Field.time,
        ids: [100, 101]
      ),
      RecordingBuilder.Event(
        config: 2, sampleType: Field.identifier | Field.tid | Field.time | Field.period,
        ids: [200]),
    ]
    recording.comm("x", pid: 7, time: 1)
    recording.record(
      9, misc: 2,
      UInt64(101).bytes + UInt64(0x1008).bytes + Int32(7).bytes + Int32(7).bytes
        + UInt64(5).bytes)
    recording.record(
      9, misc: 2,
      UInt64(200).bytes + Int32(7).bytes + Int32(7).bytes + UInt64(6).bytes
        + UInt64(33).bytes)
    let first = try recording.profile()
    #expect(first.provenance.event == "cpu-clock")
    #expect(first.provenance.samples == 1)
    let second = try recording.profile {
      $0.event = "page-faults"
      $0.weight = .period
    }
    #expect(second.provenance.samples == 1)
    #expect(second.tree.totalWeight == 33)
  }

  /// Field by field as `perf_event.h` has them: READ of a group of two with its times, ids and
  /// losses; RAW; a branch stack with its index; registers; a stack of which 8 of 16 bytes are used.
  @Test func `registers and stack are found behind all that can stand before them`() throws {
    typealias Field = RecordingBuilder.Field
    var event = RecordingBuilder.Event()
    event.sampleType =
      Field.usual | 1 << 3 | 1 << 4 | 1 << 6 | 1 << 7 | 1 << 9 | Field.raw | Field.branchStack
      | Field.userRegisters | Field.userStack | Field.identifier
    event.readFormat = 0x1F
    event.branchType = 1 << 17
    // BP, SP, IP and R8.
    event.userRegisters = 1 << 6 | 1 << 7 | 1 << 8 | 1 << 16
    event.ids = [5]
    var recording = RecordingBuilder()
    recording.events = [event]
    var body: [UInt8] = UInt64(5).bytes + UInt64(0x1008).bytes  // IDENTIFIER, IP
    body += Int32(7).bytes + Int32(9).bytes + UInt64(77).bytes  // TID, TIME
    body += UInt64(1).bytes + UInt64(5).bytes + UInt64(6).bytes  // ADDR, ID, STREAM_ID
    body += UInt32(1).bytes + UInt32(0).bytes + UInt64(42).bytes  // CPU, PERIOD
    body += UInt64(2).bytes + UInt64(11).bytes + UInt64(12).bytes  // READ: nr, enabled, running
    body += (0..<6).flatMap { UInt64($0).bytes }  // two of value, id, lost
    body += UInt64(2).bytes + RecordingBuilder.user.bytes + UInt64(0x1008).bytes  // CALLCHAIN
    body += UInt32(12).bytes + [UInt8](repeating: 9, count: 12)  // RAW
    body += UInt64(1).bytes + UInt64(0).bytes + [UInt8](repeating: 8, count: 24)  // BRANCH_STACK
    body += UInt64(2).bytes + [0xB0, 0x50, 0x1008, 0x88].flatMap { UInt64($0).bytes }  // REGS
    body += UInt64(16).bytes + [UInt8](1...16) + UInt64(8).bytes  // STACK
    recording.record(9, misc: 2, body)

    let recorder = StackRecorder()
    recorder.callers = [0x2222]
    recorder.end = .cut
    let profile = try recording.profile(unwinder: recorder) {
      $0.weight = .period
      $0.matchesPerfScript = true
    }
    #expect(
      recorder.calls == [
        StackRecorder.Call(
          bp: 0xB0, sp: 0x50, ip: 0x1008, stackMax: 8, stack: [1, 2, 3, 4, 5, 6, 7, 8],
          chain: [0x1008])
      ])
    #expect(profile.folded == [":9;[unknown];[unknown]": 42])
    #expect(profile.provenance.unwinding == .callFrameTables)
    #expect(profile.provenance.truncated == 1)
  }

  @Test func `addresses that only look like markers are no markers`() throws {
    var recording = example()
    recording.sample(
      pid: 7, time: 3, chain: [RecordingBuilder.user, 0x1008, 0x1010, .max, 0x1020])
    #expect(
      try recording.profile().folded
        == ["x;/bin/x+0x1f;[unknown];/bin/x+0xf;/bin/x+0x8": 1])
    // perf script prints nothing of such a stack.
    #expect(try recording.profile { $0.matchesPerfScript = true }.folded == ["x": 1])
  }

  @Test func `a stack that does not begin where threads begin counts as cut`() throws {
    var recording = example()
    recording.sample(pid: 7, time: 3, chain: [RecordingBuilder.user, 0x1008, 0x1020])
    let named = NamedResolver(["main": 0..<0x10, "_start": 0x10..<0x30, "other": 0x30..<0x40])
    let reader = RecordingReader(resolver: named)
    #expect(try reader.read(PerfData(recording.file())).provenance.truncated == 0)
    recording.sample(pid: 7, time: 3, chain: [RecordingBuilder.user, 0x1008, 0x1038])
    #expect(try reader.read(PerfData(recording.file())).provenance.truncated == 1)
  }

  /// 1,000 samples, 1 ms apart, and a second asleep in the middle.
  @Test func `the rate achieved is that of running time`() throws {
    var recording = example()
    for index in 0..<1000 {
      let asleep: UInt64 = index < 500 ? 0 : 1_000_000_000
      recording.sample(
        pid: 7, time: 10 + UInt64(index) * 1_000_000 + asleep,
        chain: [RecordingBuilder.user, 0x1008])
    }
    let provenance = try recording.profile().provenance
    #expect(provenance.frequencyAsked == 1000)
    #expect(provenance.frequencyAchieved == 1000)
  }
}
