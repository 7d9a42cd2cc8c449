import CBench
import Glibc
import Synchronization

/// Profiles the program that it is part of: no perf, no privileges, no other process.
///
/// Each thread is interrupted as it runs; the handler notes its stack, and with it the suspended
/// callers of the Swift task that it carries. A thread of the profiler's own writes what was noted
/// to a recording that `bench flamegraph`, and perf, can read.
///
///     let profiler = try Profiler.start(writingTo: "server.data")
///     ...
///     try profiler.stop()
///
/// Setting `BENCH_PROFILE=server.data` in the environment does the same, from the program's launch
/// to its exit.
///
/// One profiler runs at a time. A program that links this module uses glibc's allocator, whatever
/// LD_PRELOAD says, and starts its threads through this module: so both are seen.
public final class Profiler: Sendable {
  private let path: String
  private let loop: InsideLoop
  private let subject: Subject
  private let status: bench_sampler_status
  private let isStopped = Mutex(false)

  private init(
    path: String, loop: InsideLoop, subject: Subject, status: bench_sampler_status
  ) {
    self.path = path
    self.loop = loop
    self.subject = subject
    self.status = status
  }

  /// Begins to sample.
  ///
  /// - Parameter path: Of the recording. It appears when `stop()` is called, and never before.
  /// - Throws: When another profiler runs, the system refuses every way to interrupt a thread, or
  ///   the file cannot be written.
  public static func start(
    writingTo path: String, _ options: Options = Options()
  ) throws(ProfilerError) -> Profiler {
    guard (1...10_000).contains(options.frequency) else {
      throw .misuse("A frequency is 1 to 10000 samples a second, got \(options.frequency).")
    }
    if case .memory(let bytes) = options.subject, bytes < 1 {
      throw .misuse("Memory is sampled every so many bytes, at least 1, got \(bytes).")
    }
    guard !bench_sampler_is_taken() else { throw .alreadyRuns }
    let loop: InsideLoop
    do throws(RecordingError) {
      loop = try InsideLoop(path, options)
    } catch {
      throw .notWritten(error.description)
    }
    loop.begin()
    var status = bench_sampler_status()
    let failure = begin(options, &status)
    guard failure == 0 else {
      loop.abandon()
      throw failure == EBUSY
        ? .alreadyRuns : .refused(reason: String(cString: strerror(failure)))
    }
    return Profiler(path: path, loop: loop, subject: options.subject, status: status)
  }

  /// - Returns: 0, or an errno.
  private static func begin(_ options: Options, _ status: inout bench_sampler_status) -> Int32 {
    let walk =
      options.unwinding == .callFrameTables ? BENCH_WALK_TABLES : BENCH_WALK_FRAME_POINTERS
    if case .memory(let everyBytes) = options.subject {
      return bench_heap_start(UInt64(everyBytes), walk, options.startsPaused)
    }
    var request = bench_sampler_options()
    request.frequency = UInt32(options.frequency)
    request.walk = walk
    request.wall = options.subject == .blockedTime
    request.starts_paused = options.startsPaused
    let failure = bench_sampler_start(&request, &status)
    if failure == 0, options.subject == .blockedTime {
      // A program without tasks has nothing to tell.
      _ = bench_awaits_start(1_000_000_000 / UInt64(options.frequency))
    }
    return failure
  }

  /// Takes no samples until `resume()`.
  public func pause() { bench_sampler_pause() }

  public func resume() { bench_sampler_resume() }

  /// Ends sampling and finishes the recording.
  ///
  /// - Throws: When the recording could not be written, or it was stopped before.
  @discardableResult
  public func stop() throws(ProfilerError) -> Summary {
    let wasStopped = isStopped.withLock { isStopped in
      defer { isStopped = true }
      return isStopped
    }
    guard !wasStopped else { throw .alreadyStopped }
    subject.endSampling()
    let counts = bench_sampler_counts()
    let samples: Int
    do throws(RecordingError) {
      samples = try loop.finish()
    } catch {
      throw .notWritten(error.description)
    }
    return Summary(
      path: path, samples: samples, lost: Int(clamping: counts.lost),
      threads: Int(clamping: counts.threads), threadsRefused: Int(clamping: counts.threads_refused),
      source: source, medianCost: Int(clamping: counts.handler_median),
      ninetiethCost: Int(clamping: counts.handler_ninetieth))
  }

  private var source: String {
    if case .memory(let bytes) = subject { return "counting every \(bytes) allocated bytes" }
    let reason =
      status.refusal == 0
      ? "" : " (perf events are refused: \(String(cString: strerror(status.refusal))))"
    let watcher = status.is_watched ? ", and a watcher of those that run on" : ""
    return switch status.source {
    case BENCH_SOURCE_EVENTS: "perf events of each thread" + watcher
    case BENCH_SOURCE_CPU_TIMERS: "timers of each thread's processor clock" + watcher + reason
    default: "timers of the wall clock" + reason
    }
  }
}
