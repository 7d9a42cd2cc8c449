import CBench
import Foundation
import Glibc
import Synchronization

/// A worker's end of the two pipes.
///
/// A thread of its own reads them, so that a worker in the middle of an endless benchmark ends
/// as soon as its driver is gone, however the driver ended.
final class DriverConnection: Sendable {
  private let output: Int32
  private let received = Mutex<[DriverMessage]>([])
  private let arrived = DispatchSemaphore(value: 0)

  private init(input: Int32, output: Int32) {
    self.output = output
    let thread = Thread { [self] in readMessages(from: input) }
    thread.name = "bench-driver"
    thread.start()
  }

  /// Moves the conversation off descriptors 0 and 1, which a benchmark may use as it likes, and
  /// far up, where one that closes what it did not open is less likely to meet it.
  static func takingStandardStreams() -> DriverConnection {
    let input = duplicate(STDIN_FILENO)
    let output = duplicate(STDOUT_FILENO)
    let nothing = open("/dev/null", O_RDONLY)
    precondition(
      input >= 0 && output >= 0 && nothing >= 0, "standard input and output must be open")
    dup2(nothing, STDIN_FILENO)
    close(nothing)
    dup2(STDERR_FILENO, STDOUT_FILENO)
    // Standard output is a pipe now, and would keep what was printed before a crash to itself.
    bench_line_buffer_output()
    signal(SIGPIPE, SIG_IGN)
    return DriverConnection(input: input, output: output)
  }

  private static func duplicate(_ descriptor: Int32) -> Int32 {
    let high = fcntl(descriptor, F_DUPFD_CLOEXEC, 1000)
    return high >= 0 ? high : fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
  }

  func send(_ message: WorkerMessage) {
    let line = WireLine.encode(message)
    var sent = 0
    while sent < line.count {
      let written = line[sent...].withUnsafeBytes { write(output, $0.baseAddress, $0.count) }
      if written < 0 && errno == EINTR { continue }
      // The driver is gone; there is nobody left to tell.
      guard written > 0 else { exitBecauseDriverIsGone() }
      sent += written
    }
  }

  /// Blocks until the driver says something.
  func receive() -> DriverMessage {
    arrived.wait()
    return received.withLock { $0.removeFirst() }
  }

  private func readMessages(from input: Int32) {
    // That the worker waits for the driver is nothing of the benchmark's.
    bench_sampler_ignore_this_thread()
    var lines = LineSplitter()
    var buffer = [UInt8](repeating: 0, count: 4096)
    // A comparison asks for the same thousands of times.
    var latest: (line: [UInt8], message: DriverMessage)?
    while true {
      let count = read(input, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { exitBecauseDriverIsGone() }
      for line in lines.add(buffer[..<count]) {
        let known = latest.flatMap { $0.line == line ? $0.message : nil }
        guard let message = known ?? WireLine.decodeDriverMessage(line) else {
          FileHandle.standardError.write(
            Data("bench worker: cannot read '\(String(decoding: line, as: UTF8.self))'\n".utf8))
          _exit(64)
        }
        latest = (line, message)
        received.withLock { $0.append(message) }
        arrived.signal()
        if message == .leave { return }
      }
    }
  }

  private func exitBecauseDriverIsGone() -> Never {
    // The driver makes each worker the leader of a group, which is to go with it.
    if getpgrp() == getpid() { kill(0, SIGKILL) }
    _exit(1)
  }
}
