import BenchTool
import Glibc
import Testing

@Suite struct WorkerEndingTests {
  @Test func `a signal is named`() {
    let failure = WorkerEnding.signaled(SIGSEGV).failure(lastOutput: ["a"])
    #expect(failure.kind == .crashed)
    #expect(failure.message.contains("SIGSEGV"))
    #expect(failure.lastOutput == ["a"])
    #expect(WorkerEnding.signaled(SIGXCPU).failure(lastOutput: []).message.contains("CPU"))
  }

  @Test func `silence, an early exit and nonsense are told apart`() {
    #expect(WorkerEnding.timedOut(seconds: 2).failure(lastOutput: []).kind == .hung)
    #expect(WorkerEnding.timedOut(seconds: 2).failure(lastOutput: []).message.contains(" 2 s"))
    #expect(WorkerEnding.exited(status: 0).failure(lastOutput: []).kind == .exited)
    #expect(WorkerEnding.misspoke(line: "hello").failure(lastOutput: []).kind == .notStarted)
  }

  @Test func `the tail keeps the last ten lines of any amount of output`() {
    var tail = OutputTail()
    for line in 0..<100_000 { tail.add(Array("line \(line)\n\n".utf8)) }
    #expect(tail.lines == (99_990..<100_000).map { "line \($0)" })
    tail.add(Array(repeating: UInt8(ascii: "x"), count: 1 << 20))
    #expect(tail.lines.count == 1)
    #expect(tail.lines[0].utf8.count <= 8192)
  }

  @Test func `the report of a fatal error is kept before the stack that follows it`() {
    var tail = OutputTail()
    tail.add(Array("before\nmain.swift:1: Fatal error: boom\n".utf8))
    for frame in 0..<20 { tail.add(Array("\(frame) frame\n".utf8)) }
    #expect(tail.lines.count == 10)
    #expect(tail.lines[0] == "main.swift:1: Fatal error: boom")
    #expect(tail.lines[1] == "0 frame")
  }
}
