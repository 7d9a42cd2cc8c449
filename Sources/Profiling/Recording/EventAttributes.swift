import CProfiling

/// The attributes of the events that the own recorder opens.
///
/// Samples come from one event and the news of mappings, names and threads from another, the
/// tracker. An event that is disabled tells no news either, so that one alone would lose sight of
/// what is loaded while sampling is off.
struct EventAttributes {
  let event: SampledEvent
  let frequency: Int
  let callGraph: CallGraph
  let includesKernel: Bool

  /// Whether mappings that cannot be executed are news too: perf looks there for the tables that
  /// it unwinds copied stacks with.
  var mapsData: Bool { if case .copiedStack = callGraph { true } else { false } }

  /// The parts of a sample that every record ends with too.
  static let trailer = PERF_SAMPLE_TID.rawValue | PERF_SAMPLE_TIME.rawValue

  /// - Parameter startsAtExec: Whether sampling begins by itself when the program is executed.
  func sampler(startsAtExec: Bool) -> perf_event_attr {
    var attributes = base()
    attributes.type = event.type
    attributes.config = event.configuration
    attributes.freq = event.samplesEach ? 0 : 1
    attributes.sample_freq = event.samplesEach ? 1 : UInt64(frequency)
    attributes.sample_type |= UInt64(PERF_SAMPLE_PERIOD.rawValue)
    attributes.enable_on_exec = startsAtExec ? 1 : 0
    switch callGraph {
    case .none: break
    case .framePointers:
      attributes.sample_type |= UInt64(PERF_SAMPLE_CALLCHAIN.rawValue)
    case .copiedStack(let bytes):
      attributes.sample_type |= UInt64(
        PERF_SAMPLE_CALLCHAIN.rawValue | PERF_SAMPLE_REGS_USER.rawValue
          | PERF_SAMPLE_STACK_USER.rawValue)
      attributes.sample_regs_user = Self.userRegisters
      attributes.sample_stack_user = UInt32(CallGraph.wholeWords(bytes))
    }
    return attributes
  }

  /// - Parameter startsAtExec: Whether the news begin when the program is executed.
  func tracker(startsAtExec: Bool) -> perf_event_attr {
    var attributes = silent()
    attributes.inherit = 1
    attributes.enable_on_exec = startsAtExec ? 1 : 0
    attributes.mmap = 1
    attributes.mmap2 = 1
    attributes.mmap_data = mapsData ? 1 : 0
    attributes.comm = 1
    attributes.comm_exec = 1
    attributes.task = 1
    attributes.context_switch = event == .contextSwitches ? 1 : 0
    return attributes
  }

  /// The event that owns a ring and records nothing itself.
  ///
  /// - Parameter wakeupBytes: How much may gather before the recorder is woken.
  func anchor(wakeupBytes: Int) -> perf_event_attr {
    var attributes = silent()
    attributes.watermark = 1
    attributes.wakeup_watermark = UInt32(wakeupBytes)
    return attributes
  }

  private func silent() -> perf_event_attr {
    var attributes = base()
    attributes.type = PERF_TYPE_SOFTWARE.rawValue
    attributes.config = UInt64(PERF_COUNT_SW_DUMMY.rawValue)
    attributes.inherit = 0
    attributes.sample_period = 1
    return attributes
  }

  private func base() -> perf_event_attr {
    var attributes = perf_event_attr()
    attributes.size = UInt32(MemoryLayout<perf_event_attr>.size)
    attributes.disabled = 1
    attributes.inherit = 1
    attributes.sample_id_all = 1
    attributes.sample_type = UInt64(
      PERF_SAMPLE_IDENTIFIER.rawValue | PERF_SAMPLE_IP.rawValue | Self.trailer)
    attributes.exclude_kernel = includesKernel ? 0 : 1
    attributes.exclude_callchain_kernel = includesKernel ? 0 : 1
    attributes.exclude_hv = includesKernel ? 0 : 1
    attributes.use_clockid = 1
    attributes.clockid = 1  // CLOCK_MONOTONIC, which other programs can read too
    return attributes
  }

  /// All general registers, by the kernel's numbers, without the segments it does not give.
  #if arch(x86_64)
    private static let userRegisters: UInt64 = 0xff0fff
  #elseif arch(arm64)
    private static let userRegisters: UInt64 = (1 << 33) - 1
  #else
    #error("Which registers the kernel gives is known for x86-64 and arm64.")
  #endif
}
