import CProfiling
import Foundation
import Glibc
import Testing

@testable import Profiling

@Suite struct RecordingWriterTests {
  private let events = [
    RecordingFeatures.Event(
      attributes: EventAttributes(
        event: .cpuClock, frequency: 99, callGraph: .framePointers, includesKernel: false
      ).sampler(startsAtExec: false), name: "cpu-clock:u", numbers: [7, 8])
  ]

  private func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder)
  }

  @Test func `a recording has its name only when it is whole`() async throws {
    try await LiveRecording.withFolder { folder in
      let file = PendingFile("\(folder)/r.data")
      let writer = try RecordingWriter(file, events: events)
      try writer.append([1, 2, 3, 4, 5, 6, 7, 8])
      let early = try names(in: folder)
      #expect(early.count == 1)
      #expect(early != ["r.data"])
      // Its header is empty: a crash at this point leaves nothing that looks whole.
      #expect(!RecordingHeader.isWhole(file.temporaryPath))
      try writer.finish(RecordingFeatures(commandLine: ["a", "b c"], events: events))
      #expect(RecordingHeader.isWhole(file.temporaryPath))
      try file.publish()
      #expect(try names(in: folder) == ["r.data"])
      #expect(RecordingHeader.isWhole(file.path))
    }
  }

  /// The places of the header are those of perf's documentation of the format.
  @Test func `the header says where everything is`() async throws {
    try await LiveRecording.withFolder { folder in
      let path = "\(folder)/r.data"
      let file = PendingFile(path)
      let writer = try RecordingWriter(file, events: events)
      try writer.append([UInt8](repeating: 0xaa, count: 24))
      try writer.finish(RecordingFeatures(commandLine: ["bench"], events: events))
      try file.publish()
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      func word(_ offset: Int) -> Int {
        Int(bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self) })
      }
      #expect(bytes.prefix(8) == Data("PERFILE2".utf8))
      #expect(word(8) == 104)
      #expect(word(16) == 128 + 16)
      let (attributes, records, size) = (word(24), word(40), word(48))
      #expect(word(32) == 144)
      #expect(word(attributes + 128) == 104)
      #expect(word(attributes + 136) == 16)
      #expect(word(104) == 7)
      #expect(word(112) == 8)
      #expect(size == 24)
      #expect(bytes[records..<(records + size)].allSatisfy { $0 == 0xaa })
      // Bits 3, 4, 6, 7, 11 and 12: host name to events; their table follows the records.
      #expect(word(72) == 0b1_1000_1101_1000)
      #expect(word(records + size) == records + size + 6 * 16)
    }
  }

  /// /dev/full accepts no byte.
  @Test func `a full disk is told with the name of the recording`() throws {
    let full = open("/dev/full", O_RDWR)
    try #require(full >= 0)
    let expected = RecordingError.notWritten(
      path: "/somewhere/r.data", reason: "No space left on device")
    #expect(throws: expected) {
      _ = try RecordingWriter(
        PendingFile("/somewhere/r.data"), descriptor: Descriptor(full), events: events)
    }
  }

  @Test func `a folder that does not exist is told`() {
    let expected = RecordingError.notWritten(
      path: "/nowhere/r.data", reason: "No such file or directory")
    #expect(throws: expected) {
      _ = try RecordingWriter(PendingFile("/nowhere/r.data"), events: events)
    }
  }

  /// As root, a rename would put a plain file in the place of a device.
  @Test(arguments: ["/dev/null", "/tmp"])
  func `devices and folders are never replaced`(path: String) {
    #expect(
      throws: RecordingError.notWritten(path: path, reason: "it is there and no plain file")
    ) {
      _ = try RecordingWriter(PendingFile(path), events: events)
    }
  }

  @Test func `a recording takes the place of an older one`() async throws {
    try await LiveRecording.withFolder { folder in
      let path = "\(folder)/r.data"
      try Data("old".utf8).write(to: URL(fileURLWithPath: path))
      let file = PendingFile(path)
      let writer = try RecordingWriter(file, events: events)
      try writer.append([UInt8](repeating: 0, count: 8))
      try writer.finish(RecordingFeatures(commandLine: [], events: events))
      try file.publish()
      #expect(RecordingHeader.isWhole(path))
      #expect(try names(in: folder) == ["r.data"])
    }
  }

  @Test func `a record that no header can describe is left out`() {
    var bytes = RecordBytes()
    bytes.append(recordOf: 3) { $0.append(repeatElement(0, count: 65_528)) }
    #expect(bytes.bytes.isEmpty)
    bytes.append(recordOf: 3) { $0.append(repeatElement(0, count: 65_520)) }
    #expect(bytes.bytes.count == 65_528)
  }
}
