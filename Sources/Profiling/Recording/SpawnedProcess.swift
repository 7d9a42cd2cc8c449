import CProfiling
import Foundation
import Glibc
import Synchronization

/// A child process, which can be held back before the first instruction of its program.
///
/// Foundation's `Process` and swift-subprocess give no time between the process and its program,
/// and it is then that events have to be opened for it.
final class SpawnedProcess: Sendable {
  let id: Int32
  /// Its first word, for messages.
  let name: String
  private let isGated: Bool
  /// Asks the process to go on, and brings the reason when it cannot.
  private let line: Descriptor
  private let ending = Promise<ProcessEnding>()
  private let life: Life

  /// Tells signals from the reaping, after which the number may be somebody else's.
  private final class Life: Sendable {
    let isOver = Mutex(false)
  }

  /// - Parameters:
  ///   - words: The program and its arguments.
  ///   - descriptors: What become its descriptors 0, 1, 2 and so on.
  ///   - isGated: Whether it waits for `launch()` before it executes the program.
  init(_ words: [String], descriptors: [Descriptor], isGated: Bool) throws(RecordingError) {
    name = words[0]
    self.isGated = isGated
    let (line, childsEnd) = try Descriptor.connectedPair()
    self.line = line
    let started = withExtendedLifetime((descriptors, childsEnd)) {
      Self.start(
        words, descriptors: descriptors.map(\.number), line: childsEnd.number, isGated: isGated)
    }
    guard started > 0 else {
      throw .commandNotStarted(command: words[0], reason: String(cString: strerror(-started)))
    }
    id = started
    life = Life()
    // The thread must not keep the process: with its last reference the gate is shut for good.
    Thread.detachNewThread { [id, life, ending] in Self.wait(for: id, life: life, then: ending) }
  }

  private static func start(
    _ words: [String], descriptors: [Int32], line: Int32, isGated: Bool
  ) -> Int32 {
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    return arguments.withUnsafeBufferPointer { arguments in
      descriptors.withUnsafeBufferPointer { descriptors in
        var program = profiling_program(
          arguments: arguments.baseAddress, descriptors: descriptors.baseAddress,
          descriptor_count: Int32(descriptors.count), line: line, is_gated: isGated)
        return profiling_start(&program)
      }
    }
  }

  private static func wait(for id: Int32, life: Life, then ending: Promise<ProcessEnding>) {
    var information = siginfo_t()
    while waitid(P_PID, id_t(id), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    let status = life.isOver.withLock { isOver -> Int32? in
      isOver = true
      var status: Int32 = 0
      return waitpid(id, &status, 0) == id ? status : nil
    }
    ending.keep(status.map { ProcessEnding(waitStatus: $0) } ?? .unknown)
  }
}

extension SpawnedProcess {
  /// Opens the gate if there is one, and waits until the program has been executed.
  ///
  /// - Throws: `commandNotStarted`, with the kernel's reason.
  func launch() async throws(RecordingError) {
    let answer = try await Blocking.run { [line, isGated] in
      if isGated { line.send([1]) }
      return line.receive(atMost: MemoryLayout<Int32>.size, within: -1) ?? []
    }
    guard answer.count == MemoryLayout<Int32>.size else { return }
    let reason = answer.withUnsafeBytes { $0.loadUnaligned(as: Int32.self) }
    throw .commandNotStarted(command: name, reason: String(cString: strerror(reason)))
  }

  /// How it ended, once it has.
  var endingNow: ProcessEnding? { ending.current }

  /// Waits for its end.
  func waitForEnd() async -> ProcessEnding { await ending.value }

  /// Sends a signal, unless the process has ended.
  func send(_ signal: Int32) {
    life.isOver.withLock { if !$0 { kill(id, signal) } }
  }

  /// Asks it to end, and kills it when it does not within the time.
  func end(with signal: Int32, grace: Duration) async -> ProcessEnding {
    send(signal)
    let killing = Task {
      try await Task.sleep(for: grace)
      send(SIGKILL)
    }
    defer { killing.cancel() }
    return await waitForEnd()
  }
}
