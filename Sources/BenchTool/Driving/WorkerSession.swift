import BenchModel
import Benchmarking
import Foundation
import Subprocess
import Synchronization
import SystemPackage

/// The driver's end of a conversation with one live worker.
struct WorkerSession {
  /// Starts `program worker`, converses, and sees to it that the process and its group are gone
  /// afterwards. What left the group, a daemon, is beyond reach.
  ///
  /// - Parameter timeout: How long the worker may be silent before it is killed.
  /// - Throws: A failure that says how the worker ended, or what `conversation` throws.
  static func run<Result: Sendable>(
    _ program: WorkerProgram, timeout: Duration,
    conversation: (inout WorkerSession) async throws -> Result
  ) async throws(BenchmarkFailure) -> Result {
    let output = SharedOutputTail()
    var options = PlatformOptions()
    options.processGroupID = 0
    do {
      let outcome = try await Subprocess.run(
        .path(FilePath(program.executable)), arguments: ["worker"],
        environment: environment(of: program),
        platformOptions: options, input: .inputWriter, output: .sequence, error: .sequence
      ) { execution -> Swift.Result<Result, ConversationEnd> in
        let watchdog = Watchdog(timeout: timeout) {
          try? execution.send(signal: .kill, toProcessGroup: true)
        }
        return await withTaskGroup(of: Void.self) { group in
          group.addTask {
            do {
              for try await buffer in execution.standardError {
                buffer.withUnsafeBytes { output.add($0) }
              }
            } catch {
              // The pipe broke: what has been read is all there is.
            }
          }
          let watch = Task { await watchdog.watch() }
          defer { watch.cancel() }
          var session = WorkerSession(
            processIdentifier: execution.processIdentifier.value,
            writer: execution.standardInputWriter,
            buffers: execution.standardOutput.makeAsyncIterator(), watchdog: watchdog)
          let result = await session.converse(conversation)
          if case .success = result { try? await session.say(.leave) }
          try? await execution.standardInputWriter.finish()
          watchdog.arm(for: .seconds(2))
          await group.waitForAll()
          watchdog.disarm()
          try? execution.send(signal: .kill, toProcessGroup: true)
          return result
        }
      }
      switch outcome.closureResult {
      case .success(let result): return result
      case .failure(.failed(let failure)):
        throw failure.adding(lastOutput: output.lines)
      case .failure(.misspoke(let line)):
        throw WorkerEnding.misspoke(line: line).failure(lastOutput: output.lines)
      case .failure(.timedOut):
        throw WorkerEnding.timedOut(seconds: timeout.seconds).failure(lastOutput: output.lines)
      case .failure(.endOfStream):
        let ending: WorkerEnding =
          switch outcome.terminationStatus {
          case .exited(let status): .exited(status: status)
          case .signaled(let signal): .signaled(signal)
          }
        throw ending.failure(lastOutput: output.lines)
      }
    } catch let failure as BenchmarkFailure {
      throw failure
    } catch {
      throw BenchmarkFailure(
        .notStarted, "The worker '\(program.executable)' did not start: \(error)")
    }
  }

  private enum ConversationEnd: Error {
    case failed(BenchmarkFailure)
    case misspoke(line: String)
    case timedOut
    case endOfStream
  }

  let processIdentifier: Int32
  private let writer: StandardInputWriter
  private var buffers: SubprocessOutputSequence.Iterator
  private var lines = LineSplitter()
  private var unread: [[UInt8]] = []
  private let watchdog: Watchdog

  private init(
    processIdentifier: Int32, writer: StandardInputWriter,
    buffers: SubprocessOutputSequence.Iterator, watchdog: Watchdog
  ) {
    self.processIdentifier = processIdentifier
    self.writer = writer
    self.buffers = buffers
    self.watchdog = watchdog
  }

  /// Says something and returns the worker's answer.
  mutating func ask(_ message: DriverMessage) async throws -> WorkerMessage {
    watchdog.arm()
    defer { watchdog.disarm() }
    do {
      try await say(message)
    } catch {
      // The worker is gone; what it said last is still in the pipe and tells more.
    }
    return try await receive()
  }

  private func say(_ message: DriverMessage) async throws {
    _ = try await writer.write(WireLine.encode(message))
  }

  /// Hears the worker's first words.
  ///
  /// - Throws: A failure when it speaks another version of the protocol.
  mutating func greet() async throws {
    guard case .hello(let version) = try await receive() else { throw Self.outOfTurn }
    guard version == WorkerProtocol.version else {
      throw BenchmarkFailure(
        .notStarted,
        """
        The worker speaks version \(version) of the protocol, this is \(WorkerProtocol.version). \
        Build it anew.
        """)
    }
  }

  static var outOfTurn: BenchmarkFailure {
    BenchmarkFailure(.notStarted, "The worker answered out of turn.")
  }

  /// The worker's next message.
  mutating func receive() async throws -> WorkerMessage {
    watchdog.arm()
    defer { watchdog.disarm() }
    while unread.isEmpty {
      guard let buffer = try await buffers.next() else {
        throw watchdog.hasBitten ? ConversationEnd.timedOut : .endOfStream
      }
      unread = buffer.withUnsafeBytes { lines.add($0) }
    }
    let line = unread.removeFirst()
    guard let message = WireLine.decodeWorkerMessage(line) else {
      throw ConversationEnd.misspoke(line: String(decoding: line, as: UTF8.self))
    }
    if case .failed(let failure) = message { throw ConversationEnd.failed(failure) }
    return message
  }

  private mutating func converse<Result>(
    _ conversation: (inout WorkerSession) async throws -> Result
  ) async -> Swift.Result<Result, ConversationEnd> {
    do {
      return .success(try await conversation(&self))
    } catch let end as ConversationEnd {
      return .failure(end)
    } catch let failure as BenchmarkFailure {
      return .failure(.failed(failure))
    } catch {
      return .failure(.failed(BenchmarkFailure(.notStarted, "\(error)")))
    }
  }

  private static func environment(of program: WorkerProgram) -> Environment {
    // The runtime's own backtrace of a crash takes seconds; the last lines of output say enough,
    // and whoever wants more sets the variable.
    let backtrace = ProcessInfo.processInfo.environment["SWIFT_BACKTRACE"] ?? "enable=no"
    var additions: [Environment.Key: String] = ["SWIFT_BACKTRACE": backtrace]
    if let padding = program.padding {
      additions["BENCH_PADDING"] = String(repeating: "x", count: padding)
      // The seed of each process's hash tables is another thing that should be no difference.
      additions["SWIFT_DETERMINISTIC_HASHING"] = "1"
    }
    for (name, value) in program.environment { additions[Environment.Key(rawValue: name)!] = value }
    return .inherit.updating(additions)
  }
}

extension Duration {
  package var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}

/// Lets the task that drains a worker's output share it with the one that converses.
private final class SharedOutputTail: Sendable {
  private let tail = Mutex(OutputTail())

  func add(_ bytes: UnsafeRawBufferPointer) {
    tail.withLock { $0.add(bytes) }
  }

  var lines: [String] { tail.withLock { $0.lines } }
}
