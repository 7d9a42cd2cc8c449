import BenchModel
import StackFormats
import Testing

@Suite struct DetectionTests {
  private func detect(_ text: String) throws -> StackFormat {
    try Array(text.utf8).withUnsafeBytes { try StackFormat.detect($0) }
  }

  @Test(arguments: [
    ("PERFILE2\u{1}\u{0}", StackFormat.perfData), ("2ELIFREP", .perfData),
    ("a 1/1 1.000001: 5 cycles:\n\t 10 f (/a)\n\n", .perfScript),
    ("# comment\n\n     a 1/1 1.000001: 5 cycles: 401136 f (/a)\n", .perfScript),
    ("a 1/1\n\t 10 f (/a)\n\n", .perfScript),
    ("a 1/1 1.000001: 5 sched:sched_switch: prev_prio=120 next_prio 12\n\t 10 f (/a)", .perfScript),
    ("main;f 12\n", .folded), ("# comment 12\nmain 12.5", .folded), ("\nmain;f 12\n", .folded),
    ("Warning: no symbols\nmain;f 12\n", .folded),
    (#" {"$schema":"https://www.speedscope.app/file-format-schema.json"}"#, .speedscope),
    (#"{"shared":{"frames":[]},"profiles":[]}"#, .speedscope),
    (#"{"threads":[],"meta":{"preprocessedProfileVersion":48}}"#, .firefox),
  ])
  func `a format is told by what the bytes hold`(text: String, format: StackFormat) throws {
    #expect(try detect(text) == format)
  }

  @Test(arguments: [
    "hello", "{}", "[1, 2]", "\u{7F}ELF\u{2}\u{1}", "a,b 3,\n", "\n\n\n", "# only\n",
  ])
  func `what is no format is an error that says what was expected`(text: String) {
    let error = #expect(throws: StackFormatError.self) { try detect(text) }
    #expect(error?.description.contains("Expected perf.data, the text of 'perf script'") == true)
    #expect(error?.description.contains("\n") == false)
  }

  @Test func `nothing at all is an error of its own`() {
    #expect(throws: StackFormatError.empty) { try detect("") }
  }

  @Test func `perf.data is left to its own reader`() {
    #expect(throws: StackFormatError.needsRecordingReader) {
      try Array("PERFILE2xxxxxxxx".utf8).withUnsafeBytes { try StackProfile.read($0) }
    }
  }
}
