import Glibc

/// What this kernel lets this user record.
package struct PerfCapability: Equatable, Sendable {
  /// The best event that really counts.
  package let event: SampledEvent
  /// Whether kernel code may be sampled.
  package let allowsKernel: Bool
  package let limits: KernelLimits

  package init(event: SampledEvent, allowsKernel: Bool, limits: KernelLimits) {
    self.event = event
    self.allowsKernel = allowsKernel
    self.limits = limits
  }

  /// Finds out by opening events, which tells more than settings do: a container's filter or a
  /// virtual machine without counters shows in no file.
  ///
  /// - Throws: Why nothing can be recorded at all.
  package static func probe() throws(RecordingError) -> PerfCapability {
    try judge(limits: .read(), trial: EventTrial.run)
  }

  static func judge(
    limits: KernelLimits, trial: (SampledEvent, _ includesKernel: Bool) -> EventTrial
  ) throws(RecordingError) -> PerfCapability {
    switch trial(.cpuClock, false) {
    case .refused(let reason): throw refusal(reason, limits: limits)
    case .silent: throw .kernel(call: "samples", reason: "its cpu-clock does not run")
    case .counts: break
    }
    return PerfCapability(
      event: trial(.cycles, false) == .counts ? .cycles : .cpuClock,
      allowsKernel: trial(.cpuClock, true) == .counts, limits: limits)
  }

  /// What stands in the way of an event of this process, without kernel code.
  static func refusal(_ reason: Int32, limits: KernelLimits) -> RecordingError {
    switch reason {
    case EACCES, EPERM:
      // 2 forbids kernel code only; what lies above is a distribution's own.
      if let paranoid = limits.paranoid, paranoid > 2 {
        .paranoid(found: paranoid, needed: 2)
      } else {
        .blocked(paranoid: limits.paranoid)
      }
    case ENOSYS: .unsupported
    case EMFILE: .openFiles(found: OpenFileLimit.current, needed: OpenFileLimit.current + 64)
    case ENFILE: .openFilesOfSystem
    case EBUSY: .countersBusy
    default: .kernel(call: "perf_event_open", reason: String(cString: strerror(reason)))
    }
  }
}

extension PerfCapability {
  /// Why kernel code is left out of recordings, or `nil` where it is not.
  package var kernelRefusal: RecordingError? {
    guard !allowsKernel else { return nil }
    if let paranoid = limits.paranoid, paranoid > 1 { return .paranoid(found: paranoid, needed: 1) }
    return .blocked(paranoid: limits.paranoid)
  }

  /// Refuses what lies beyond the kernel's limits.
  func check(_ request: RecordingRequest) throws(RecordingError) {
    try request.validate()
    if request.event == .contextSwitches {
      guard request.includesKernel else {
        throw .misuse("Context switches happen in the kernel, which was to be left out.")
      }
      if let kernelRefusal { throw kernelRefusal }
    }
    if let rate = limits.sampleRateMax, request.frequency > rate {
      throw .frequency(asked: request.frequency, found: rate)
    }
  }

  func event(for request: RecordingRequest) -> SampledEvent { request.event ?? event }

  func includesKernel(_ request: RecordingRequest) -> Bool {
    request.includesKernel && allowsKernel
  }
}
