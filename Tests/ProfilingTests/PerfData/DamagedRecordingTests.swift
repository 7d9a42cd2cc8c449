import BenchModel
import Profiling
import Testing

/// Recordings as they are after a crash, a full disk, or malice: an error or part of the samples,
/// but always an answer.
@Suite struct DamagedRecordingTests {
  private func read(_ bytes: [UInt8]) throws -> StackProfile {
    let reader = RecordingReader(resolver: OffsetResolver(), unwinder: StackRecorder())
    let profile = try reader.read(PerfData(bytes))
    profile.tree.checkInvariants()
    return profile
  }

  private func samples(_ name: String) throws -> Int {
    try #require(try read(PerfDataFixture(name: name).bytes()).provenance.samples)
  }

  @Test(arguments: ["frame-pointers", "pipe", "compressed", "stacks"])
  func `cut at any byte, it gives an error or some of the samples`(name: String) throws {
    let bytes = try PerfDataFixture(name: name).bytes()
    let whole = try samples(name)
    var last = 0
    for size in 0..<bytes.count {
      do {
        let profile = try read(Array(bytes[..<size]))
        let count = try #require(profile.provenance.samples)
        #expect(last <= count && count <= whole)
        last = count
        // A pipe that ends between two records looks like a shorter one.
        if count < whole, name != "pipe" { #expect(!profile.provenance.notes.isEmpty) }
      } catch let error as PerfDataError {
        // Errors are for what is cut within the header or the events.
        #expect(last == 0, "\(error) after \(last) samples, at \(size) bytes")
      }
    }
    #expect(last == whole)
  }

  /// What `perf record` leaves when it is killed: no size of the data, nothing behind them.
  @Test func `a recording that perf could not finish is read to its end`() throws {
    var bytes = try PerfDataFixture(name: "frame-pointers").bytes()
    let dataAt = Int(bytes.u64(at: 40))
    let dataSize = Int(bytes.u64(at: 48))
    bytes.replaceSubrange(48..<56, with: UInt64(0).bytes)
    bytes.removeSubrange((dataAt + dataSize)...)
    let profile = try read(bytes)
    #expect(try profile.provenance.samples == samples("frame-pointers"))
    #expect(
      profile.provenance.notes.contains { $0.hasPrefix("perf did not get to finish the recording") }
    )
  }

  @Test(arguments: [0, 1, 7])
  func `a record that is smaller than its header ends the reading, with a note`(size: Int) throws {
    var recording = RecordingBuilder()
    recording.sample(pid: 7, time: 1, chain: [])
    recording.append(UInt32(9).bytes + UInt16(2).bytes + UInt16(size).bytes)
    recording.sample(pid: 7, time: 2, chain: [])
    let profile = try read(recording.file())
    #expect(profile.provenance.samples == 1)
    #expect(
      profile.provenance.notes.contains { $0.hasPrefix("A record claims a size of \(size) bytes") })
  }

  @Test func `zeros are no records`() throws {
    var recording = RecordingBuilder()
    recording.sample(pid: 7, time: 1, chain: [])
    recording.append([UInt8](repeating: 0, count: 1 << 16))
    let profile = try read(recording.file())
    #expect(profile.provenance.samples == 1)
    #expect(profile.provenance.notes.contains { $0.contains("65536 bytes from there on") })
    #expect(throws: PerfDataError.notPerfData(source: "test")) {
      try read([UInt8](repeating: 0, count: 4096))
    }
  }

  @Test(arguments: [UInt64.max, 1 << 63, 1 << 61, 1 << 60, 1 << 32, 3])
  func `a chain that claims more addresses than it has is no sample`(count: UInt64) throws {
    var recording = RecordingBuilder()
    recording.record(
      9, misc: 2,
      UInt64(1).bytes + UInt64(2).bytes + UInt64(3).bytes + UInt64(4).bytes + count.bytes
        + UInt64(0x1008).bytes + UInt64(0x1010).bytes)
    let profile = try read(recording.file())
    #expect(profile.provenance.samples == 0)
    #expect(profile.provenance.notes.contains("1 records were damaged."))
  }

  @Test(arguments: [UInt64.max, 1 << 63, 1 << 40])
  func `sections that claim to be anywhere are read as far as there is something`(
    value: UInt64
  ) throws {
    let bytes = try PerfDataFixture(name: "frame-pointers").bytes()
    // Size of an attribute; offset and size of attributes, and of the data.
    for field in [16, 24, 32, 40, 48] {
      var damaged = bytes
      damaged.replaceSubrange(field..<(field + 8), with: value.bytes)
      _ = try? read(damaged)
    }
  }

  @Test func `a mapping that ends beyond memory is bounded by it`() throws {
    var recording = RecordingBuilder()
    recording.map("/bin/x", pid: 7, start: .max - 0x1FFF, size: .max, offset: .max, time: 1)
    recording.sample(pid: 7, time: 2, chain: [RecordingBuilder.user, .max - 0x1FF0])
    #expect(try read(recording.file()).folded == [":7;/bin/x+0xe": 1])
  }

  @Test func `what compressed records may unpack to is bounded`() throws {
    let bytes = try PerfDataFixture(name: "compressed").bytes()
    let recording = try PerfData(bytes, unpackedBytesMax: 1000)
    #expect(recording.notes.contains { $0.contains("unpack to more than 1000 bytes") })
  }

  @Test(arguments: [
    "frame-pointers", "pipe", "compressed", "stacks", "two-events", "group", "all-fields",
  ])
  func `with bits flipped, it is read or refused`(name: String) throws {
    let seed = UInt64.random(in: .min ... .max)
    print("DamagedRecordingTests \(name) seed \(seed)")
    var random = SplitMix(state: seed)
    let bytes = try PerfDataFixture(name: name).bytes()
    for _ in 0..<400 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...20, using: &random) {
        let index = Int.random(in: 0..<damaged.count, using: &random)
        damaged[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      }
      // The header is damaged seldom enough for the rest to be reached.
      if Bool.random(using: &random) { damaged.replaceSubrange(0..<104, with: bytes[..<104]) }
      _ = try? read(damaged)
    }
  }
}

extension [UInt8] {
  func u64(at offset: Int) -> UInt64 {
    withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
  }
}
