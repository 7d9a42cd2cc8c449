import Profiling
import Testing

@Suite struct PerfDataErrorTests {
  @Test func `what is no recording is refused, with what to do instead`() throws {
    #expect(throws: PerfDataError.notPerfData(source: "test")) {
      try PerfData(Array("main;work 12\nmain;rest 3\n".utf8))
    }
    #expect(throws: PerfDataError.notPerfData(source: "test")) { try PerfData(Array("x".utf8)) }
    #expect(throws: PerfDataError.empty(source: "test")) { try PerfData([UInt8]()) }
    let words = PerfDataError.notPerfData(source: "a.txt").description
    #expect(words.hasPrefix("a.txt is no recording of perf"))
  }

  @Test func `a recording of a big-endian machine is refused as that`() throws {
    let file = RecordingBuilder().file()
    #expect(throws: PerfDataError.bigEndian(source: "test")) {
      try PerfData(Array(file[..<8].reversed()) + file[8...])
    }
  }

  @Test func `the format before PERFILE2 is refused as that`() throws {
    #expect(throws: PerfDataError.firstVersion(source: "test")) {
      try PerfData(Array("PERFFILE".utf8) + RecordingBuilder().file().dropFirst(8))
    }
  }

  @Test(arguments: [4, 15, 16, 64, 103])
  func `a header that is cut says how much there is`(size: Int) throws {
    let file = Array(RecordingBuilder().file().prefix(size))
    #expect(throws: PerfDataError.headerCut(source: "test", bytes: size)) { try PerfData(file) }
  }

  @Test func `a recording without events is refused`() throws {
    var recording = RecordingBuilder()
    recording.events = []
    #expect(throws: PerfDataError.noEvents(source: "test")) { try PerfData(recording.file()) }
    #expect(throws: PerfDataError.noEvents(source: "test")) { try PerfData(recording.pipe()) }
  }

  @Test func `a file that is not there and a folder are told apart`() throws {
    #expect {
      try PerfData(path: "/nonexistent/perf.data")
    } throws: {
      "\($0)".hasPrefix("Cannot open /nonexistent/perf.data: No such file or directory.")
    }
    #expect(throws: PerfDataError.isFolder(path: "/usr")) { try PerfData(path: "/usr") }
  }

  @Test func `what a pipe may bring is bounded`() throws {
    let pipe = try TemporaryPipe(holding: [UInt8](repeating: 1, count: 4096))
    defer { pipe.close() }
    #expect(throws: PerfDataError.tooLarge(source: "pipe", limitBytes: 100)) {
      try RecordingBytes(descriptor: pipe.reading, source: "pipe", limitBytes: 100)
    }
  }
}
