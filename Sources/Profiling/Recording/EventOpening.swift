import CProfiling
import Glibc

/// Opens the events of a recording.
///
/// An inherited event must be bound to a processor to have a ring, so each thread has a sampler and
/// a tracker on each processor, which share that processor's ring. The ring belongs to an anchor,
/// an event of this process, since one of a recorded thread would end with its thread.
struct EventOpening {
  let samplerAttributes: perf_event_attr
  let trackerAttributes: perf_event_attr
  private let processors: [Int32]
  private let limits: KernelLimits
  private(set) var rings: [SampleRing] = []
  private(set) var anchors: [Descriptor] = []
  private(set) var samplers: [Descriptor] = []
  private(set) var trackers: [Descriptor] = []

  /// - Parameters:
  ///   - startsSampling: Whether samples begin when the program is executed.
  ///   - awaitsExec: Whether the target is a process that has yet to execute its program.
  init(
    _ attributes: EventAttributes, startsSampling: Bool, awaitsExec: Bool, limits: KernelLimits
  ) throws(RecordingError) {
    samplerAttributes = attributes.sampler(startsAtExec: startsSampling && awaitsExec)
    trackerAttributes = attributes.tracker(startsAtExec: awaitsExec)
    processors = Processors.online()
    self.limits = limits
    try openRings(attributes)
  }

  private mutating func openRings(_ attributes: EventAttributes) throws(RecordingError) {
    var bytes = RingMemory.bytes(limits: limits)
    while true {
      do {
        try openRings(attributes, bytes: bytes)
        return
      } catch .lockedMemory where bytes > RingMemory.bytesMin {
        // Other recordings hold a part of what the limit allows.
        bytes /= 2
      }
    }
  }

  private mutating func openRings(
    _ attributes: EventAttributes, bytes: Int
  ) throws(RecordingError) {
    rings = []
    anchors = []
    // The room that is left while the recorder wakes up is three quarters.
    var anchor = attributes.anchor(wakeupBytes: bytes / 4)
    for processor in processors {
      let event = try open(&anchor, thread: getpid(), processor: processor)
      guard let event else { throw .noSuchProcess(getpid()) }
      guard let ring = SampleRing(event: event.number, bytes: bytes) else {
        guard errno == EPERM || errno == ENOMEM else {
          throw OpenEvents.failure(errno, "memory for samples")
        }
        throw .lockedMemory(
          foundKiB: limits.lockedKiB,
          neededKiB: (limits.lockedKiB ?? 0) + (bytes + RingMemory.pageBytes) / 1024)
      }
      anchors.append(event)
      rings.append(ring)
    }
  }

  /// Opens the events of a thread; what it starts from then on inherits them.
  ///
  /// - Parameter tracksAtOnce: Whether news of it are recorded from here on.
  /// - Returns: False when the thread has ended.
  mutating func add(thread: Int32, tracksAtOnce: Bool) throws(RecordingError) -> Bool {
    var newSamplers: [Descriptor] = []
    var newTrackers: [Descriptor] = []
    var sampler = samplerAttributes
    var tracker = trackerAttributes
    for (processor, anchor) in zip(processors, anchors) {
      guard let event = try open(&sampler, thread: thread, processor: processor) else {
        return false
      }
      try redirect(event, to: anchor)
      newSamplers.append(event)
    }
    for (processor, anchor) in zip(processors, anchors) {
      guard let event = try open(&tracker, thread: thread, processor: processor) else {
        return false
      }
      try redirect(event, to: anchor)
      newTrackers.append(event)
      if tracksAtOnce {
        let result = profiling_event_enable(event.number)
        guard result >= 0 else { throw OpenEvents.failure(-result, "to enable an event") }
      }
    }
    samplers += newSamplers
    trackers += newTrackers
    return true
  }

  private func redirect(_ event: Descriptor, to anchor: Descriptor) throws(RecordingError) {
    let result = profiling_event_redirect(event.number, anchor.number)
    guard result >= 0 else { throw OpenEvents.failure(-result, "to share a ring") }
  }

  /// - Returns: `nil` when there is no such thread any more.
  private func open(
    _ attributes: inout perf_event_attr, thread: Int32, processor: Int32
  ) throws(RecordingError) -> Descriptor? {
    let descriptor = profiling_event_open(&attributes, thread, processor)
    if descriptor >= 0 { return Descriptor(descriptor) }
    switch -descriptor {
    case ESRCH: return nil
    case let reason where (reason == EACCES || reason == EPERM) && thread != getpid():
      throw .foreignProcess(thread)
    case EMFILE:
      // Twice what is open for the part that has been done.
      let needed = OpenFileLimit.current * 2
      guard OpenFileLimit.raise(to: needed) >= needed else {
        throw .openFiles(found: OpenFileLimit.current, needed: needed)
      }
      return try open(&attributes, thread: thread, processor: processor)
    default: throw PerfCapability.refusal(-descriptor, limits: limits)
    }
  }
}
