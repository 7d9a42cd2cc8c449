import CBench
import Dispatch
import Foundation
import Glibc
import Synchronization

/// The profiler's own thread: it takes what the handlers noted, follows new threads and libraries,
/// and writes.
///
/// It is never sampled, and what it allocates is never counted.
final class InsideLoop: Sendable {
  /// Used by the loop's thread alone, once that has begun.
  private struct Hidden: @unchecked Sendable {
    let recording: InsideRecording
  }

  private let hidden: Hidden
  private let usesTables: Bool
  private let subject: Profiler.Subject
  /// With so many samples, or why it failed.
  private let outcome = Mutex<Result<Int, RecordingError>?>(nil)
  private let ended = DispatchSemaphore(value: 0)
  private let bell: Descriptor
  private let button: Descriptor
  /// A byte on the bell that ends the recording and keeps it, and one that throws it away.
  private static let stop = UInt8(ascii: "s")
  private static let abandon = UInt8(ascii: "a")

  /// Between two looks at the queue, which holds several times what comes in that time.
  private static let patienceMilliseconds: Int32 = 20
  /// Between two looks at what has been mapped, in rounds of that patience.
  private static let roundsToNews = 10

  init(_ path: String, _ options: Profiler.Options) throws(RecordingError) {
    hidden = Hidden(recording: try InsideRecording(path, options))
    subject = options.subject
    usesTables = options.unwinding == .callFrameTables
    (bell, button) = try Descriptor.connectedPair()
  }

  /// Starts the thread, and returns when it is ready for samples.
  func begin() {
    Thread.detachNewThread { [self] in
      bench_sampler_ignore_this_thread()
      let modules = CodeModules(usesTables: usesTables)
      modules.refresh()
      bell.send([0])
      let result = result(of: hidden.recording, modules)
      outcome.withLock { $0 = result }
      ended.signal()
    }
    _ = button.receive(atMost: 1, within: -1)
  }

  /// Ends the thread and keeps nothing, when sampling could not begin.
  func abandon() {
    button.send([Self.abandon])
    ended.wait()
  }

  /// Waits until all samples are written and the recording has its name.
  ///
  /// - Returns: How many there are.
  func finish() throws(RecordingError) -> Int {
    button.send([Self.stop])
    ended.wait()
    return try outcome.withLock { $0! }.get()
  }

  private func result(
    of recording: InsideRecording, _ modules: CodeModules
  ) -> Result<Int, RecordingError> {
    do throws(RecordingError) {
      if try follow(recording, modules) {
        try recording.finish(lost: bench_sampler_counts().lost)
      } else {
        recording.discard()
      }
      return .success(recording.samples)
    } catch {
      // Nobody takes samples any more.
      subject.endSampling()
      recording.discard()
      return .failure(error)
    }
  }

  /// - Returns: Whether the recording is to be kept.
  private func follow(
    _ recording: InsideRecording, _ modules: CodeModules
  ) throws(RecordingError) -> Bool {
    var rounds = 0
    while true {
      if let word = bell.receive(atMost: 1, within: Self.patienceMilliseconds) {
        return word.first == Self.stop
      }
      bench_sampler_follow_threads()
      modules.refresh()
      try recording.drain()
      rounds += 1
      if rounds % Self.roundsToNews == 0 { recording.tellNews(at: bench_wall_nanoseconds()) }
    }
  }
}
