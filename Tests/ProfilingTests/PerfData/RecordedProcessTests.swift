import BenchModel
import Profiling
import Testing

/// Processes over time. Expected addresses are worked by hand: address − start + offset in the file,
/// one less for callers.
@Suite struct RecordedProcessTests {
  @Test func `an address is that of the file, not of memory`() throws {
    var recording = RecordingBuilder()
    recording.comm("tool", pid: 7, exec: true, time: 1)
    recording.map("/bin/tool", pid: 7, start: 0x40_0000, size: 0x1000, offset: 0x2000, time: 2)
    recording.sample(
      pid: 7, time: 3, chain: [RecordingBuilder.user, 0x40_0010, 0x40_0100])
    #expect(
      try recording.profile().folded == ["tool;/bin/tool+0x20ff;/bin/tool+0x2010": 1])
  }

  @Test func `a new program takes nothing over from the old one`() throws {
    var recording = RecordingBuilder()
    recording.comm("sh", pid: 7, exec: true, time: 1)
    recording.map("/bin/sh", pid: 7, start: 0x1000, size: 0x1000, time: 2)
    recording.sample(pid: 7, time: 3, chain: [RecordingBuilder.user, 0x1008])
    recording.comm("ls", pid: 7, exec: true, time: 4)
    recording.sample(pid: 7, time: 5, chain: [RecordingBuilder.user, 0x1008])
    recording.map("/bin/ls", pid: 7, start: 0x1000, size: 0x1000, time: 6)
    recording.sample(pid: 7, time: 7, chain: [RecordingBuilder.user, 0x1008])
    #expect(
      try recording.profile().folded == [
        "sh;/bin/sh+0x8": 1, "ls;[unknown]": 1, "ls;/bin/ls+0x8": 1,
      ])
  }

  @Test func `a new name alone keeps what is mapped`() throws {
    var recording = RecordingBuilder()
    recording.comm("one", pid: 7, time: 1)
    recording.map("/bin/one", pid: 7, start: 0x1000, size: 0x1000, time: 2)
    recording.comm("two", pid: 7, time: 3)
    recording.sample(pid: 7, time: 4, chain: [RecordingBuilder.user, 0x1008])
    #expect(try recording.profile().folded == ["two;/bin/one+0x8": 1])
  }

  @Test func `a fork has what its parent had then, and its name`() throws {
    var recording = RecordingBuilder()
    recording.comm("sh", pid: 7, time: 1)
    recording.map("/bin/sh", pid: 7, start: 0x1000, size: 0x1000, time: 2)
    recording.fork(pid: 8, parent: 7, time: 3)
    recording.map("/lib/late", pid: 7, start: 0x8000, size: 0x1000, time: 4)
    recording.sample(pid: 8, time: 5, chain: [RecordingBuilder.user, 0x1008, 0x8008])
    recording.sample(pid: 7, time: 6, chain: [RecordingBuilder.user, 0x1008, 0x8008])
    let profile = try recording.profile { $0.labelsProcesses = true }
    #expect(
      profile.folded == ["sh-8;/bin/sh+0x8": 1, "sh-7;/lib/late+0x7;/bin/sh+0x8": 1])
  }

  @Test func `a number that is used again is another process`() throws {
    var recording = RecordingBuilder()
    recording.comm("old", pid: 7, time: 1)
    recording.map("/bin/old", pid: 7, start: 0x1000, size: 0x1000, time: 2)
    recording.comm("sh", pid: 5, time: 3)
    recording.fork(pid: 7, parent: 5, time: 4)
    recording.sample(pid: 7, time: 5, chain: [RecordingBuilder.user, 0x1008])
    #expect(try recording.profile().folded == ["sh;[unknown]": 1])
  }

  @Test func `threads share what is mapped and have names of their own`() throws {
    var recording = RecordingBuilder()
    recording.comm("main", pid: 7, time: 1)
    recording.fork(pid: 7, parent: 7, tid: 9, parentTID: 7, time: 2)
    recording.comm("pool", pid: 7, tid: 9, time: 3)
    recording.map("/bin/x", pid: 7, start: 0x1000, size: 0x1000, time: 4)
    recording.sample(pid: 7, tid: 9, time: 5, chain: [RecordingBuilder.user, 0x1008])
    recording.sample(pid: 7, tid: 7, time: 6, chain: [RecordingBuilder.user, 0x1008])
    #expect(try recording.profile().folded == ["pool;/bin/x+0x8": 1, "main;/bin/x+0x8": 1])
    let labelled = try recording.profile { $0.labelsThreads = true }
    #expect(Set(labelled.folded.keys) == ["pool-7/9;/bin/x+0x8", "main-7/7;/bin/x+0x8"])
  }

  @Test func `records count in order of time, not of the file`() throws {
    var recording = RecordingBuilder()
    recording.sample(pid: 7, time: 50, chain: [RecordingBuilder.user, 0x1008])
    recording.sample(pid: 7, time: 20, chain: [RecordingBuilder.user, 0x1008])
    recording.map("/bin/b", pid: 7, start: 0x1000, size: 0x1000, time: 40)
    recording.map("/bin/a", pid: 7, start: 0x1000, size: 0x1000, time: 10)
    let profile = try recording.profile { $0.keepsTimeline = true }
    #expect(profile.folded == [":7;/bin/a+0x8": 1, ":7;/bin/b+0x8": 1])
    #expect(profile.timeline.map(\.nanoseconds) == [20, 50])
  }

  @Test func `data is not taken for code`() throws {
    var recording = RecordingBuilder()
    recording.comm("x", pid: 7, time: 1)
    recording.map("/bin/x", pid: 7, start: 0x1000, size: 0x1000, time: 2)
    recording.map("/usr/font", pid: 7, start: 0x1000, size: 0x1000, protection: 1, time: 3)
    recording.sample(pid: 7, time: 4, chain: [RecordingBuilder.user, 0x1008])
    #expect(try recording.profile().folded == ["x;/bin/x+0x8": 1])
  }

  @Test func `stray addresses at the outer end are left out, and kept when asked`() throws {
    var recording = RecordingBuilder()
    recording.comm("x", pid: 7, time: 1)
    recording.map("/bin/x", pid: 7, start: 0x1000, size: 0x1000, time: 2)
    recording.sample(pid: 7, time: 3, chain: [RecordingBuilder.user, 0x1008, 0x77_0000, 8])
    #expect(try recording.profile().folded == ["x;/bin/x+0x8": 1])
    #expect(
      try recording.profile { $0.matchesPerfScript = true }.folded
        == ["x;[unknown];[unknown];/bin/x+0x8": 1])
    let shown = try recording.profile {
      $0.matchesPerfScript = true
      $0.showsUnknownAddresses = true
    }
    #expect(
      shown.folded == ["x;[unknown <8>];[unknown <770000>];/bin/x+0x8": 1])
    #expect(shown.provenance.unknownFrames == 2)
  }

  @Test func `the kernel's part stands below the program's`() throws {
    let text: UInt64 = 0xFFFF_FFFF_8100_0000
    var recording = RecordingBuilder()
    recording.kernelMap("[kernel.kallsyms]_text", start: text, size: 0x10_0000)
    recording.kernelMap("[ext4]", start: 0xFFFF_FFFF_C000_0000, size: 0x1000)
    recording.comm("x", pid: 7, time: 1)
    recording.map("/bin/x", pid: 7, start: 0x1000, size: 0x1000, time: 2)
    recording.sample(
      pid: 7, time: 3, mode: 1,
      chain: [
        RecordingBuilder.kernel, text + 0x10, 0xFFFF_FFFF_C000_0020, RecordingBuilder.user, 0x1008,
        0x1020,
      ])
    let resolver = OffsetResolver()
    #expect(
      try recording.profile(resolver: resolver).folded == [
        "x;/bin/x+0x1f;/bin/x+0x8;[ext4]+0xffffffffc000001f;[kernel.kallsyms]+0xffffffff81000010":
          1
      ])
    #expect(resolver.files.contains { $0.kind == .kernel && $0.start == text })
    #expect(resolver.files.contains { $0.kind == .kernelModule && $0.path == "[ext4]" })
  }

  @Test func `memory of no file belongs to its process`() throws {
    var recording = RecordingBuilder()
    for pid: Int32 in [7, 8] {
      recording.comm("node", pid: pid, time: 1)
      recording.map("//anon", pid: pid, start: 0x1000, size: 0x1000, time: 2)
      recording.map("[vdso]", pid: pid, start: 0x9000, size: 0x1000, offset: 0x77, time: 2)
      recording.sample(pid: pid, time: 3, chain: [RecordingBuilder.user, 0x1008, 0x9011])
    }
    let resolver = OffsetResolver()
    #expect(
      try recording.profile(resolver: resolver).folded == ["node;[vdso]+0x10;//anon+0x1008": 2])
    #expect(
      Set(resolver.files.map(\.kind)) == [.perfMap(process: 7), .perfMap(process: 8), .vdso])
  }
}
