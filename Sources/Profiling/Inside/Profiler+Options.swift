import CBench

extension Profiler {
  /// What is sampled.
  public enum Subject: Hashable, Sendable {
    /// Where threads run: nanoseconds of processor time.
    case processorTime
    /// Where threads wait: nanoseconds in which they did not run. Found by a timer that interrupts
    /// each thread, also one that sleeps: calls that end early when interrupted, such as `poll` and
    /// `nanosleep`, do so.
    case blockedTime
    /// What is allocated where, and what of it is not freed by the end: bytes and numbers of blocks.
    ///
    /// One byte in each stretch of `everyBytes` is sampled, drawn at random, and every block of at
    /// least so many bytes, so that those are exact.
    case memory(everyBytes: Int)
  }

  /// How callers are found.
  public enum Unwinding: String, Hashable, Sendable, CaseIterable {
    /// By the tables that compilers write for exceptions: complete, at a few microseconds a sample.
    case callFrameTables = "tables"
    /// By frame pointers: in less than half of the time, but callers of functions without one are missing,
    /// such as those of most of the C library.
    case framePointers = "frame-pointers"
  }

  /// How to sample.
  public struct Options: Hashable, Sendable {
    public var subject: Subject
    /// Samples a second, of each thread's processor time or, of blocked time, of the wall clock.
    public var frequency: Int
    public var unwinding: Unwinding
    /// Whether nothing is sampled before the first `resume()`.
    public var startsPaused: Bool

    public init(
      subject: Subject = .processorTime, frequency: Int = 997,
      unwinding: Unwinding = .callFrameTables, startsPaused: Bool = false
    ) {
      self.subject = subject
      self.frequency = frequency
      self.unwinding = unwinding
      self.startsPaused = startsPaused
    }
  }
}

extension Profiler.Subject {
  /// Of memory: seldom enough not to be felt, often enough for a megabyte to show.
  package static let usualBytes = 524_288

  /// Ends what was begun for it. No sample is taken any more on return.
  func endSampling() {
    switch self {
    case .processorTime: bench_sampler_stop()
    case .blockedTime:
      bench_awaits_stop()
      bench_sampler_stop()
    case .memory: bench_heap_stop()
    }
  }

  /// What a recording of it has samples of, what is shown first before the others.
  var events: [InsideEvent] {
    switch self {
    case .processorTime: [.processorTime]
    case .blockedTime: [.blockedTime]
    case .memory: [.allocatedBytes, .allocations, .liveBytes, .liveAllocations]
    }
  }

  /// What one sample stands for at most times.
  func period(frequency: Int) -> UInt64 {
    switch self {
    case .processorTime, .blockedTime: 1_000_000_000 / UInt64(frequency)
    case .memory(let everyBytes): UInt64(everyBytes)
    }
  }
}
