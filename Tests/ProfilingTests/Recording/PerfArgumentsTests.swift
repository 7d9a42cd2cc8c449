import Testing

@testable import Profiling

/// The expected words are those that `perf record -h` of perf 6.1 names.
@Suite struct PerfArgumentsTests {
  private func words(
    event: SampledEvent = .cpuClock, includesKernel: Bool = true, callGraph: CallGraph
  ) -> String {
    PerfArguments(
      event: event, includesKernel: includesKernel, frequency: 997, callGraph: callGraph,
      process: 4_711, output: "/tmp/a b", ringBytes: 4 << 20, controlDescriptor: 3
    ).words.joined(separator: "|")
  }

  @Test func `a recording with frame pointers starts silent and waits to be told`() {
    #expect(
      words(callGraph: .framePointers)
        == "record|-o|/tmp/a b|-p|4711|-e|cpu-clock|-F|997|--call-graph|fp|-k|CLOCK_MONOTONIC"
        + "|-m|4096K|-D|-1|--control|fd:3,3|--buildid-all|--no-buildid-cache")
  }

  @Test func `copied stacks are asked for in whole words`() {
    #expect(words(callGraph: .copiedStack(bytes: 8_192)).contains("|--call-graph|dwarf,8192|"))
    #expect(words(callGraph: .copiedStack(bytes: 1_001)).contains("|--call-graph|dwarf,1008|"))
  }

  @Test func `no callers means no call graph`() {
    #expect(!words(callGraph: .none).contains("call-graph"))
  }

  @Test func `each context switch is a sample, and when threads come back is recorded`() {
    let words = words(event: .contextSwitches, callGraph: .framePointers)
    #expect(words.contains("|-e|context-switches|-c|1|--switch-events|--call-graph|fp|"))
    #expect(!words.contains("|-F|"))
  }

  @Test func `kernel code is left out by the event's modifier`() {
    #expect(
      words(event: .cycles, includesKernel: false, callGraph: .none).contains("|-e|cycles:u|"))
  }
}
