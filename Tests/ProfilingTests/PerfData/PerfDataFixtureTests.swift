import BenchModel
import Profiling
import Testing

/// Recordings that perf wrote, read here and by `perf script`.
@Suite struct PerfDataFixtureTests {
  private func profile(
    _ fixture: PerfDataFixture, event: String? = nil,
    change: (inout RecordingOptions) -> Void = { _ in }
  ) throws -> StackProfile {
    var options = RecordingOptions()
    options.event = event
    options.keepsTimeline = true
    options.matchesPerfScript = true
    options.showsUnknownAddresses = true
    change(&options)
    return try RecordingReader(resolver: OffsetResolver(), options: options)
      .read(path: fixture.path)
  }

  /// One sample of a profile, in the form of perf script.
  private func samples(_ profile: StackProfile, event: String) -> [ScriptedSample] {
    profile.timeline.map { moment in
      let thread = profile.threads[Int(moment.thread)]
      let frames = profile.names(to: moment.node).dropFirst().reversed().map { name in
        if let unknown = name.wholeMatch(of: /\[unknown <([0-9a-f]+)>\]/) {
          return ScriptedSample.Frame(
            address: UInt64(unknown.1, radix: 16)!, file: "[unknown]")
        }
        let parts = name.split(separator: "+0x")
        return ScriptedSample.Frame(
          address: UInt64(parts[1], radix: 16)!, file: String(parts[0]))
      }
      return ScriptedSample(
        comm: thread.name, pid: thread.process, tid: thread.thread, time: moment.nanoseconds,
        period: UInt64(moment.weight), event: event, frames: frames)
    }
  }

  @Test(arguments: PerfDataFixture.all)
  func `every sample is as perf script has it`(name: String) throws {
    let fixture = PerfDataFixture(name: name)
    let scripted = try ScriptedSample.parse(fixture.text())
    #expect(scripted.count >= 5)
    for event in Set(scripted.map(\.event)) {
      let profile = try profile(fixture, event: event)
      let expected = scripted.filter { $0.event == event }
      let found = samples(profile, event: event)
      #expect(found.count == expected.count)
      for (found, expected) in zip(found, expected) {
        var found = found
        if expected.isOfMemory, let frame = expected.frames.first {
          #expect(found.frames.map(\.file) == [frame.file])
          // Code is mapped by pages, at offsets of whole pages.
          #expect(found.frames.map { $0.address % 4096 } == [frame.address % 4096])
          found.frames = expected.frames
          found.isOfMemory = true
        }
        #expect(found == expected)
      }
    }
  }

  /// perf script makes a sample of each of the group's counts; here there is one, of the leader.
  @Test func `of a group, the leader's samples are read`() throws {
    let fixture = PerfDataFixture(name: "group")
    let expected = try ScriptedSample.parse(fixture.text()).filter { $0.event == "cpu-clock" }
    #expect(expected.count >= 5)
    let profile = try profile(fixture, event: "cpu-clock")
    let found = samples(profile, event: "cpu-clock")
    #expect(found.map(\.time) == expected.map(\.time))
    #expect(found.map(\.frames) == expected.map(\.frames))
    #expect(profile.provenance.notes.contains { $0.contains("the group's leader") })
  }

  /// `perf record --per-thread` asks for no time.
  @Test func `records without a time keep their order`() throws {
    let fixture = PerfDataFixture(name: "per-thread")
    let expected = try ScriptedSample.parse(fixture.text())
    #expect(expected.count >= 5)
    #expect(samples(try profile(fixture), event: "cpu-clock") == expected)
  }

  @Test func `callers are looked up one byte before they go on`() throws {
    let fixture = PerfDataFixture(name: "frame-pointers")
    let expected = try ScriptedSample.parse(fixture.text()).map { sample in
      sample.frames.enumerated().filter { $0.element.file != "[unknown]" }.map { index, frame in
        // Of each part of the chain, in the kernel and in the program, the first was not called.
        let isFirst =
          index == 0
          || (frame.file == "[kernel.kallsyms]")
            != (sample.frames[index - 1].file == "[kernel.kallsyms]")
        return frame.address - (isFirst ? 0 : 1)
      }
    }
    let profile = try profile(fixture) { $0.matchesPerfScript = false }
    let found = samples(profile, event: "cpu-clock").map { sample in
      sample.frames.filter { $0.file != "[unknown]" }.map(\.address)
    }
    #expect(found == expected)
  }

  /// 512 bytes were asked for; perf's offset is where the stack pointer was in them.
  @Test func `registers and stacks are as perf dumps them`() throws {
    let fixture = PerfDataFixture(name: "stacks")
    let recorder = StackRecorder()
    _ = try RecordingReader(resolver: OffsetResolver(), unwinder: recorder)
      .read(path: fixture.path)
    var expected: [StackRecorder.Call] = []
    for line in try fixture.text("dump.txt").split(separator: "\n") {
      if line.contains("PERF_RECORD_SAMPLE") {
        expected.append(StackRecorder.Call())
      } else if let match = line.wholeMatch(of: /\.\.\.\. (BP|SP|IP) +0x([0-9a-f]+)/) {
        let value = UInt64(match.2, radix: 16)!
        let last = expected.count - 1
        switch match.1 {
        case "BP": expected[last].bp = value
        case "SP": expected[last].sp = value
        default: expected[last].ip = value
        }
      } else if let match = line.wholeMatch(of: /\.\.\. ustack: size (\d+), offset 0x.*/) {
        expected[expected.count - 1].stackMax = Int(match.1)!
      }
    }
    #expect(expected.count >= 5)
    #expect(recorder.calls.count == expected.count)
    for (call, expected) in zip(recorder.calls, expected) {
      #expect(call.bp == expected.bp && call.sp == expected.sp && call.ip == expected.ip)
      #expect(call.stackMax > 0 && call.stackMax <= expected.stackMax)
    }
  }

  @Test func `what perf notes of itself is read`() throws {
    let recording = try PerfData(path: PerfDataFixture(name: "frame-pointers").path)
    #expect(recording.features.perfVersion == "6.1.187")
    #expect(recording.features.architecture == "x86_64")
    #expect(recording.features.kernelRelease?.hasPrefix("6.18.") == true)
    #expect(recording.features.processorsOnline == 2)
    #expect(recording.features.commandLine.suffix(4).prefix(3) == ["--", "bash", "-c"])
    #expect(recording.events.map(\.name) == ["cpu-clock"])
    #expect(recording.notes.isEmpty)
    let first = try #require(recording.features.firstSampleTime)
    #expect(
      try ScriptedSample.parse(PerfDataFixture(name: "frame-pointers").text())[0].time == first)
  }

  @Test func `a pipe says as much as a file`() throws {
    let recording = try PerfData(path: PerfDataFixture(name: "pipe").path)
    #expect(recording.isPipe)
    #expect(recording.features.perfVersion == "6.1.187")
    #expect(recording.events.map(\.name) == ["cpu-clock"])
    #expect(recording.notes.isEmpty)
  }

  @Test func `a descriptor that cannot be mapped is read`() throws {
    let fixture = PerfDataFixture(name: "pipe")
    let whole = try RecordingReader(resolver: OffsetResolver()).read(path: fixture.path)
    let bytes = try fixture.bytes()
    let pipe = try TemporaryPipe(holding: bytes)
    defer { pipe.close() }
    let read = try RecordingBytes(descriptor: pipe.reading, source: "pipe")
    let profile = try RecordingReader(resolver: OffsetResolver())
      .read(PerfData(read, source: "pipe"))
    #expect(profile.folded == whole.folded)
  }

  @Test func `each address is resolved once`() throws {
    let resolver = OffsetResolver()
    let profile = try RecordingReader(resolver: resolver)
      .read(path: PerfDataFixture(name: "frame-pointers").path)
    let names = Set(profile.tree.nodes.dropFirst().map { profile.tree.frames.name($0.frame) })
    #expect(resolver.questions == names.filter { $0.contains("+0x") }.count)
    #expect(Set(resolver.files).count == resolver.files.count)
    profile.tree.checkInvariants()
  }

  @Test func `the picture can say how it was made`() throws {
    let profile = try profile(PerfDataFixture(name: "compressed"))
    let provenance = profile.provenance
    #expect(provenance.event == "cpu-clock")
    #expect(provenance.frequencyAsked == 499)
    #expect(provenance.lost == 0)
    #expect(provenance.unwinding == .framePointers)
    let scripted = try ScriptedSample.parse(PerfDataFixture(name: "compressed").text())
    #expect(provenance.samples == scripted.count)
    #expect(profile.tree.unit == .nanoseconds)
    #expect(profile.tree.totalWeight == scripted.reduce(0) { $0 + Double($1.period) })
  }

  @Test func `an event that is not there is named with those that are`() throws {
    #expect(
      throws: PerfDataError.noSuchEvent(
        asked: "cycles",
        recorded: ["cpu-clock/freq=199,call-graph=fp/", "page-faults/period=60,call-graph=no/"])
    ) { try profile(PerfDataFixture(name: "two-events"), event: "cycles") }
  }

  @Test func `an event is found without its terms, and the other is said to be left out`() throws {
    let profile = try profile(PerfDataFixture(name: "two-events"), event: "page-faults")
    let scripted = try ScriptedSample.parse(PerfDataFixture(name: "two-events").text())
    let clock = scripted.filter { $0.event.hasPrefix("cpu-clock") }.count
    #expect(profile.provenance.samples == scripted.count - clock)
    #expect(profile.tree.unit == .events("page-faults/period=60,call-graph=no/"))
    #expect(
      profile.provenance.notes.contains { $0.hasPrefix("\(clock) samples of cpu-clock") })
  }
}
