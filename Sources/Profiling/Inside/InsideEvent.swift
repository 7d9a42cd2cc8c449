import CProfiling

/// What a recording that a program makes of itself has samples of.
///
/// The file is one of perf's, so each is an event with a name; perf knows those that it has itself.
enum InsideEvent: Int, CaseIterable, Sendable {
  /// Nanoseconds for which a thread ran.
  case processorTime
  /// Nanoseconds in which a thread did not run.
  case blockedTime
  case allocatedBytes
  case allocations
  /// What had been allocated since the start and was not yet freed at the end.
  case liveBytes
  case liveAllocations

  var name: String {
    switch self {
    case .processorTime: "cpu-clock"
    case .blockedTime: "off-cpu"
    case .allocatedBytes: "allocated-bytes"
    case .allocations: "allocations"
    case .liveBytes: "live-bytes"
    case .liveAllocations: "live-allocations"
    }
  }

  /// By which records name the event. 0 is that of records that belong to no event.
  var number: UInt64 { UInt64(rawValue) + 1 }

  /// Whether an event of that name counts bytes.
  static func countsBytes(_ name: String) -> Bool {
    name == allocatedBytes.name || name == liveBytes.name
  }

  private var countsNanoseconds: Bool {
    switch self {
    case .processorTime, .blockedTime: true
    case .allocatedBytes, .allocations, .liveBytes, .liveAllocations: false
    }
  }

  static let sampleType = UInt64(
    PERF_SAMPLE_IDENTIFIER.rawValue | PERF_SAMPLE_IP.rawValue | EventAttributes.trailer
      | PERF_SAMPLE_PERIOD.rawValue | PERF_SAMPLE_CALLCHAIN.rawValue | PERF_SAMPLE_RAW.rawValue)

  /// - Parameter period: What one sample stands for, in nanoseconds or bytes, or 1.
  func attributes(period: UInt64) -> perf_event_attr {
    var attributes = perf_event_attr()
    attributes.size = UInt32(MemoryLayout<perf_event_attr>.size)
    attributes.type = PERF_TYPE_SOFTWARE.rawValue
    // What perf has no event for counts nothing in its eyes.
    let event = countsNanoseconds ? PERF_COUNT_SW_CPU_CLOCK : PERF_COUNT_SW_DUMMY
    attributes.config = UInt64(event.rawValue)
    attributes.sample_period = period
    attributes.sample_type = Self.sampleType
    attributes.sample_id_all = 1
    attributes.exclude_callchain_kernel = 1
    attributes.exclude_hv = 1
    attributes.use_clockid = 1
    attributes.clockid = 1  // CLOCK_MONOTONIC
    return attributes
  }
}
