import BenchModel
import StackFormats
import Testing

/// Headers as perf 6.1 writes them for the fields in question, and as hostile commands make them.
/// Expected stacks are read off the text by hand.
@Suite struct PerfScriptFieldTests {
  private static let frames =
    "\t    5917 leaf+0x1c (/usr/bin/a)\n\t    5900 main+0x2 (/usr/bin/a)\n\n"

  @Test(arguments: [
    ("sha256sum 10107   845.489076:    1003009 cpu-clock:pppH: ", "sha256sum", 1_003_009.0),
    (
      "sha256sum 10107/10107 [001]   845.489076:    1003009 cpu-clock:pppH: ", "sha256sum",
      1_003_009
    ),
    ("a 28929  1888.734206:    250 cycles: ", "a", 250),
    ("Thread 2 x 77/78 [003] 12.345678: 9 cycles:u: ", "Thread 2 x", 9),
    ("[k] 7/8 [0] 12.345678: 9 cycles:u: ", "[k]", 9),
    ("[k] 7/8 [0] 9/9 [002] 12.345678: 9 cycles:u: ", "[k] 7/8 [0]", 9),
    ("x 1.000000: y 9/9 [002] 12.345678: 9 cycles:u: ", "x 1.000000: y", 9),
    ("x 1 1.000000: 9/9 [002] 12.345678: 9 cycles:u: ", "x 1 1.000000:", 9),
    ("x 1 1.000000: 9 12.345678: 9 cycles:u: ", "x 1 1.000000:", 9),
    ("kworker/0:1-eve 33/33 [000] 5.000001: 1 cpu-clock: ", "kworker/0:1-eve", 1),
    ("oot.default-qos 33/35 5.000001: 12 cpu-clock: ", "oot.default-qos", 12),
    ("<b>&\"' 33/35 5.000001: 12 cpu-clock: ", "<b>&\"'", 12),
    ("größe 33/35 5.000001: 12 cpu-clock: ", "größe", 12),
    ("#1 33/35 5.000001: 12 cpu-clock: ", "#1", 12),
    (":10107 10107/10107 5.000001123: 12 cpu-clock: ", ":10107", 12),
    ("swapper     0 [001] 12.345678: 9 cycles:uppp: ", "swapper", 9),
    ("swapper     0/0     [001] K 12.345678: 9 cycles:k: ", "swapper", 9),
    ("cc1 12/13 12.345678:   9 cpu/cycles/u: ", "cc1", 9),
    ("no period 12/13 12.345678: cycles: ", "no period", 1),
    ("no time 12/13 [002] 44 cycles:u: ", "no time", 44),
    ("no time 12 cycles:u: ", "no time", 1),
    ("no thread 12.345678: 7 cycles:u: ", "no thread", 7),
    ("no event 12/13 12.345678:  ", "no event", 1),
    ("no event 12/13 12.345678:      31 ", "no event", 31),
    ("bare 12/13 ", "bare", 1),
    ("bare 2", "bare", 1),
    (
      "sched 12/13 [000] 1.000000: 1 sched:sched_switch: prev_comm=a 1 2.000000: x: ==> b", "sched",
      1
    ),
  ])
  func `the command is what stands left of the thread`(
    header: String, command: String, weight: Double
  ) throws {
    let profile = try read(header + "\n" + Self.frames)
    let names = profile.tree.leaves.map { profile.tree.stack(to: $0).map(profile.tree.frames.name) }
    #expect(names == [[command, "main", "leaf"]])
    #expect(profile.tree.totalWeight == weight)
  }

  @Test func `without a command, stacks start with their outermost function`() throws {
    #expect(try collapse("  10107   845.489076:  5 cycles: \n" + Self.frames) == "main;leaf 5\n")
    #expect(try collapse("845.489076:  5 cycles: \n" + Self.frames) == "main;leaf 5\n")
  }

  /// perf pads the command to 16 columns and has no empty lines when it recorded no callers.
  @Test func `samples without callers have their frame on the first line`() throws {
    let text = """
                 false 64414 20110.500001:      34467 cycles:u:  ffffffff9f [unknown] ([unknown])
      a b            9/9 20110.500002:      3 cycles:u:  401136 main+0x6 (/tmp/a b/c d)
                  cafe 64414 20110.500003:      4 cycles:u:  dead beef+0x1 (/usr/bin/x (deleted))
      """
    #expect(
      try collapse(text + "\n") == """
        a b;main 3
        cafe;beef 4
        false;[unknown] 34467

        """)
    #expect(try collapse(text) == collapse(text + "\n"))
  }

  @Test func `a tracepoint's fields are no frame, and the frame behind them is one`() throws {
    let payload = "prev_comm=swapper/1 prev_pid=0 ==> next_comm=x next_prio=120"
    let text = """
      swapper     0 [001] 12.345678: 1 sched:sched_switch: \(payload)
      \t  ffffffffa1 __schedule+0x2 ([kernel.kallsyms])

      swapper     0 [001] 12.345679: 1 sched:sched_switch: \(payload)
      swapper     0 [001] 12.345679: 1 sched:sched_switch: \(payload) ffffffffa1b2 foo(int) ([x])

      """
    #expect(
      try collapse(text) == "swapper 1\nswapper;__schedule_[k] 1\nswapper;foo_[k] 1\n")
  }

  @Test func `nanoseconds keep their nine digits`() throws {
    var options = PerfScriptOptions()
    options.keepsTimeline = true
    let text =
      "a 1/2 12.345678901: 5 cycles: \n" + Self.frames
      + "a 1/3 12.345679: 6 cycles: \n" + Self.frames
    let profile = try read(text, options)
    #expect(profile.timeline.map(\.nanoseconds) == [12_345_678_901, 12_345_679_000])
    #expect(profile.timeline.map(\.weight) == [5, 6])
    #expect(
      profile.threads == [
        .init(process: 1, thread: 2, name: "a"), .init(process: 1, thread: 3, name: "a"),
      ])
    #expect(profile.timeline.map(\.thread) == [0, 1])
    #expect(profile.timeline.allSatisfy { profile.tree.nodes[Int($0.node)].weight == 11 })
  }

  @Test func `processes and threads are told apart when asked`() throws {
    let text =
      "a 1/2 1.000001: 5 cycles: \n" + Self.frames + "a 1/3 1.000002: 6 cycles: \n"
      + Self.frames + "a 4 1.000003: 7 cycles: \n" + Self.frames
    var options = PerfScriptOptions()
    #expect(try collapse(text) == "a;main;leaf 18\n")
    options.showsProcesses = true
    #expect(try collapse(text, options) == "a-1;main;leaf 11\na-?;main;leaf 7\n")
    options.showsThreads = true
    #expect(
      try collapse(text, options)
        == "a-1/2;main;leaf 5\na-1/3;main;leaf 6\na-?/4;main;leaf 7\n")
  }

  @Test func `a period of cpu-clock is time, of another event a count`() throws {
    let clock = try read("a 1 1.000001: 1003009 cpu-clock:pppH: \n" + Self.frames)
    #expect(clock.tree.unit == .nanoseconds)
    #expect(clock.provenance.event == "cpu-clock")
    let cycles = try read("a 1 1.000001: 77 cycles:u: \n" + Self.frames)
    #expect(cycles.tree.unit == .events("cycles"))
    var options = PerfScriptOptions()
    options.weight = .samples
    let samples = try read("a 1 1.000001: 77 cycles:u: \n" + Self.frames, options)
    #expect(samples.tree.unit == .samples)
    #expect(samples.tree.totalWeight == 1)
    #expect(try read("a 1 1.000001: cycles:u: \n" + Self.frames).tree.unit == .samples)
  }
}
