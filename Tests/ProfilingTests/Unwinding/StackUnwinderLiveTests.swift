import Profiling
import Testing

/// Compares with gdb, which has an unwinder of its own, on programs that this machine has.
@Suite(.enabled(if: WaitingProcess.shell != nil, "there is no gdb, or it may not attach"))
struct StackUnwinderLiveTests {
  private let process: WaitingProcess
  private let unwinder = StackUnwinder { try? ELFFile(path: $0.path) }

  init() throws { process = try #require(WaitingProcess.shell) }

  private func unwind(bytes: Int) -> (addresses: [UInt64], end: StackEnd) {
    var addresses: [UInt64] = []
    let end = process.stack.withUnsafeBytes { stack in
      unwinder.unwind(
        registers: process.registers, stack: UnsafeRawBufferPointer(rebasing: stack.prefix(bytes)),
        space: process.space, files: process.files,
        framePointerChain: UnsafeBufferPointer(start: nil, count: 0), into: &addresses)
    }
    return (addresses, end)
  }

  @Test func `a waiting shell's callers are those that gdb finds`() {
    let (addresses, end) = unwind(bytes: process.stack.count)
    #expect(addresses.count > 5)
    #expect(addresses == process.frames)
    #expect(end == .root)
    #expect(unwinder.statistics.lost == 0)
  }

  @Test func `a shorter copy gives the beginning of what gdb finds`() {
    for bytes in stride(from: 0, through: process.stack.count, by: 8) {
      let (addresses, end) = unwind(bytes: bytes)
      #expect(addresses == Array(process.frames.prefix(addresses.count)))
      #expect(end == .root || addresses.count < process.frames.count)
    }
  }
}
