import BenchModel
import Profiling
import Testing

/// Recordings that programs make of themselves. Raw parts are written by hand, field by field, as
/// `InsideStack` describes them; expected stacks are worked by hand.
@Suite struct InsideStackTests {
  private static let magic = Array("BNCH".utf8)

  /// A program with a function for each 0x100 bytes from 0x1000 on.
  private func recording() -> RecordingBuilder {
    var recording = RecordingBuilder()
    recording.events[0].sampleType = RecordingBuilder.Field.usual | RecordingBuilder.Field.raw
    recording.comm("server", pid: 7, time: 1)
    recording.map("/bin/server", pid: 7, start: 0x1000, size: 0x1000, time: 2)
    return recording
  }

  private func raw(
    isRooted: Bool = true, running: UInt16, callers: [UInt64], claimed: UInt16? = nil
  ) -> [UInt8] {
    let flags: UInt16 = isRooted ? 3 : 2
    return Self.magic + flags.bytes + running.bytes + (claimed ?? UInt16(callers.count)).bytes
      + UInt16(0).bytes + UInt64(42).bytes + UInt64(0).bytes + callers.flatMap(\.bytes)
  }

  @Test func `suspended callers take the place of what carries the task on`() throws {
    var recording = recording()
    // A leaf called by an async function, which the executor (0x1800, 0x1900) carries on.
    recording.sample(
      pid: 7, time: 3, chain: [RecordingBuilder.user, 0x1010, 0x1110, 0x1810, 0x1910],
      raw: raw(running: 2, callers: [0x1200, 0x1300]))
    let profile = try recording.profile()
    #expect(
      profile.folded == [
        "server;/bin/server+0x300;/bin/server+0x200;/bin/server+0x10f;/bin/server+0x10": 1
      ])
    let awaiting = profile.tree.frames
    let kinds = (0..<awaiting.count).filter { awaiting.kind(FrameTable.ID($0)) == .awaiting }
      .map { awaiting.name(FrameTable.ID($0)) }
    #expect(Set(kinds) == ["/bin/server+0x300", "/bin/server+0x200"])
    #expect(profile.provenance.truncated == 0)
  }

  @Test func `a function that runs is another frame than where it is suspended`() throws {
    var recording = recording()
    recording.sample(
      pid: 7, time: 3, chain: [RecordingBuilder.user, 0x1210, 0x1910],
      raw: raw(running: 1, callers: [0x1210]))
    let profile = try recording.profile()
    #expect(profile.folded == ["server;/bin/server+0x210;/bin/server+0x210": 1])
    #expect(profile.tree.frames.count == 3)
  }

  @Test func `outside of tasks the stack is the thread's`() throws {
    var recording = recording()
    recording.sample(
      pid: 7, time: 3, chain: [RecordingBuilder.user, 0x1010, 0x1910],
      raw: raw(running: 2, callers: []))
    #expect(
      try recording.profile().folded == ["server;/bin/server+0x90f;/bin/server+0x10": 1])
  }

  @Test func `a stack that the handler found cut is said to be cut`() throws {
    var recording = recording()
    recording.sample(
      pid: 7, time: 3, chain: [RecordingBuilder.user, 0x1010, 0x1910],
      raw: raw(isRooted: false, running: 2, callers: []))
    #expect(try recording.profile().provenance.truncated == 1)
  }

  @Test func `compared with perf, the stack is the one perf shows`() throws {
    var recording = recording()
    recording.sample(
      pid: 7, time: 3, chain: [RecordingBuilder.user, 0x1010, 0x1910],
      raw: raw(running: 1, callers: [0x1200]))
    let profile = try recording.profile { $0.matchesPerfScript = true }
    #expect(profile.folded == ["server;/bin/server+0x910;/bin/server+0x10": 1])
  }

  @Test(arguments: [
    [], Array("BNC".utf8), Array("OTHER and longer than a head".utf8),
  ])
  func `what another source added changes nothing`(raw: [UInt8]) throws {
    var recording = recording()
    recording.sample(
      pid: 7, time: 3, chain: [RecordingBuilder.user, 0x1010, 0x1910], raw: raw)
    #expect(
      try recording.profile().folded == ["server;/bin/server+0x90f;/bin/server+0x10": 1])
  }

  @Test func `more callers than there are bytes are none`() throws {
    var recording = recording()
    recording.sample(
      pid: 7, time: 3, chain: [RecordingBuilder.user, 0x1010, 0x1910],
      raw: raw(running: 1, callers: [0x1200], claimed: 40))
    #expect(
      try recording.profile().folded == ["server;/bin/server+0x90f;/bin/server+0x10": 1])
  }

  @Test func `a marker of ours in a stack of perf's is no marker`() throws {
    var recording = recording()
    // A register that held -4094, followed as a frame pointer.
    recording.sample(
      pid: 7, time: 3, chain: [RecordingBuilder.user, 0x1010, UInt64(bitPattern: -4094)], raw: [])
    #expect(try recording.profile().folded == ["server;/bin/server+0x10": 1])
  }
}
