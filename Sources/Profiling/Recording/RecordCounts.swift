import CProfiling

/// What a recorder has seen go by.
package struct RecordCounts: Equatable, Sendable {
  package var samples = 0
  /// Records for which the kernel found no room.
  package var lost = 0
  /// How often the kernel held sampling up because it took too long.
  package var throttled = 0
  package var bytes = 0

  package init(samples: Int = 0, lost: Int = 0, throttled: Int = 0, bytes: Int = 0) {
    self.samples = samples
    self.lost = lost
    self.throttled = throttled
    self.bytes = bytes
  }
}

extension RecordCounts {
  /// Counts a record, of which `word` gives the 64 bits at an offset.
  mutating func add(
    type: UInt32, size: Int, word: (_ offset: Int) -> UInt64
  ) {
    bytes += size
    switch type {
    case PERF_RECORD_SAMPLE.rawValue: samples += 1
    case PERF_RECORD_LOST.rawValue where size >= 24:
      lose(word(16))
    case PERF_RECORD_LOST_SAMPLES.rawValue where size >= 16:
      lose(word(8))
    case PERF_RECORD_THROTTLE.rawValue: throttled += 1
    default: break
    }
  }

  private mutating func lose(_ number: UInt64) {
    let (sum, isTooMuch) = lost.addingReportingOverflow(Int(clamping: number))
    lost = isTooMuch ? .max : sum
  }
}
