import BenchModel
import StackFormats
import Testing

@Suite struct PerfScriptEventTests {
  private let text = """
    a 1 1.000001: 5 cycles:u:
    \t 10 f+0x1 (/a)

    a 1 1.000002: 1 page-faults:
    \t 20 g+0x1 (/a)

    a 1 1.000003: 6 cycles:u:
    \t 10 f+0x1 (/a)

    a 1 1.000004: 1 page-faults:
    \t 20 g+0x1 (/a)

    a 1 1.000005: 9 instructions:u:
    \t 20 g+0x1 (/a)


    """

  @Test func `only the first event is kept, and the others are counted`() throws {
    let profile = try read(text)
    #expect(folded(profile.tree) == "a;f 11\n")
    #expect(profile.provenance.event == "cycles")
    #expect(
      profile.provenance.notes == [
        "2 samples of the event 'page-faults' were left out.",
        "1 samples of the event 'instructions:u' were left out.",
      ])
  }

  @Test(arguments: [
    ("page-faults", "a;g 2\n"), ("instructions", "a;g 9\n"), ("instructions:u", "a;g 9\n"),
  ])
  func `an event is chosen by name, with or without modifiers`(
    event: String, expected: String
  ) throws {
    var options = PerfScriptOptions()
    options.event = event
    #expect(try collapse(text, options) == expected)
  }

  @Test func `asking for an event that is not there names those that are`() throws {
    var options = PerfScriptOptions()
    options.event = "cache-misses"
    let error = #expect(throws: StackFormatError.self) { try read(text, options) }
    #expect(
      error?.description == """
        No stacks in this perf script text: no sample is of the event 'cache-misses'. \
        Its events are 'cycles:u', 'instructions:u', 'page-faults'.
        """)
  }

  /// Found by fuzzing: the sample of the other event took the next one with it.
  @Test func `a sample behind one that is left out is kept without an empty line too`() throws {
    let dense = text.replacing("\n\n", with: "\n") + "\n"
    #expect(folded(try read(dense).tree) == "a;f 11\n")
  }

  @Test func `records that are no samples are no event`() throws {
    let records = """
      perf 9/9 0.000000: PERF_RECORD_COMM: perf:9/9
      a 1/1 1.000000: PERF_RECORD_MMAP2 1/1: [0x55(0x1000) @ 0 08:01 5 0]: r-xp /usr/bin/a

      """
    let profile = try read(records + text)
    #expect(folded(profile.tree) == "a;f 11\n")
  }
}
