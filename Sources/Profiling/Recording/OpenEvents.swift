import CProfiling
import Glibc

/// The events of a recording, open on every thread and processor, with the rings they fill.
final class OpenEvents: Sendable {
  let samplerAttributes: perf_event_attr
  let trackerAttributes: perf_event_attr
  let rings: [SampleRing]
  /// One for each ring; it becomes readable when the ring fills.
  let anchors: [Descriptor]
  let samplers: [Descriptor]
  let trackers: [Descriptor]

  init(_ opening: consuming EventOpening) {
    samplerAttributes = opening.samplerAttributes
    trackerAttributes = opening.trackerAttributes
    rings = opening.rings
    anchors = opening.anchors
    samplers = opening.samplers
    trackers = opening.trackers
  }

  func enable() throws(RecordingError) {
    for sampler in samplers {
      let result = profiling_event_enable(sampler.number)
      guard result >= 0 else { throw Self.failure(-result, "to enable an event") }
    }
  }

  func disable() throws(RecordingError) {
    for sampler in samplers {
      let result = profiling_event_disable(sampler.number)
      guard result >= 0 else { throw Self.failure(-result, "to disable an event") }
    }
  }

  /// The numbers by which records name the events of a kind.
  static func numbers(of events: [Descriptor]) throws(RecordingError) -> [UInt64] {
    var numbers: [UInt64] = []
    for event in events {
      var number: UInt64 = 0
      let result = profiling_event_id(event.number, &number)
      guard result >= 0 else { throw failure(-result, "the number of an event") }
      numbers.append(number)
    }
    return numbers
  }

  static func failure(_ reason: Int32, _ call: String) -> RecordingError {
    .kernel(call: call, reason: String(cString: strerror(reason)))
  }
}
