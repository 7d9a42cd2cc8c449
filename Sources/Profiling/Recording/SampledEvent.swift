import CProfiling

/// What a recording counts to decide when to take a sample.
package enum SampledEvent: String, CaseIterable, Sendable {
  /// Cycles that the processor counts itself: exact, and also inside the kernel's deaf moments.
  case cycles
  /// A timer that runs while a thread does. Every Linux has it; it cannot fire while interrupts are
  /// off, so that kernel code which turns them on gets the blame.
  case cpuClock = "cpu-clock"
  /// A thread leaves its processor: each time is a sample, and when it leaves and comes back is
  /// recorded beside the samples. It happens in the kernel, which must be permitted.
  case contextSwitches = "context-switches"

  var type: UInt32 {
    switch self {
    case .cycles: PERF_TYPE_HARDWARE.rawValue
    case .cpuClock, .contextSwitches: PERF_TYPE_SOFTWARE.rawValue
    }
  }

  var configuration: UInt64 {
    switch self {
    case .cycles: UInt64(PERF_COUNT_HW_CPU_CYCLES.rawValue)
    case .cpuClock: UInt64(PERF_COUNT_SW_CPU_CLOCK.rawValue)
    case .contextSwitches: UInt64(PERF_COUNT_SW_CONTEXT_SWITCHES.rawValue)
    }
  }

  /// Whether each occurrence is a sample, whatever the frequency that is asked for.
  var samplesEach: Bool { self == .contextSwitches }

  /// As perf names it: `:u` where kernel code is left out.
  package func name(includesKernel: Bool) -> String { includesKernel ? rawValue : rawValue + ":u" }
}
