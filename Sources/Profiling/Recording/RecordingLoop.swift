import CProfiling
import Foundation
import Glibc

/// Carries records from the rings to the file until the recording ends.
///
/// On a thread of its own: it waits in the kernel, and must be there when a ring fills.
final class RecordingLoop: Sendable {
  typealias Cause = FinishedRecording.Cause

  let outcome = Promise<Result<(Cause, RecordCounts), RecordingError>>()

  private let events: OpenEvents
  private let names: [RecordingFeatures.Event]
  /// Whole when the outcome is a success; it has yet to be given its name.
  let file: PendingFile
  private let duration: Duration?
  /// Readable when the process has ended.
  private let process: Descriptor
  private let bell: Descriptor
  private let bellButton: Descriptor

  /// A bound on how long a ring goes without a look, should its event be silent.
  private static let patienceMilliseconds = 50.0

  init(
    events: OpenEvents, eventName: String, file: PendingFile, process: Int32, duration: Duration?
  ) throws(RecordingError) {
    self.events = events
    self.file = file
    self.duration = duration
    names = [
      RecordingFeatures.Event(
        attributes: events.samplerAttributes, name: eventName,
        numbers: try OpenEvents.numbers(of: events.samplers)),
      RecordingFeatures.Event(
        attributes: events.trackerAttributes, name: "dummy",
        numbers: try OpenEvents.numbers(of: events.trackers)),
    ]
    let descriptor = profiling_process_descriptor(process)
    if descriptor == -ESRCH { throw .noSuchProcess(process) }
    guard descriptor >= 0 else { throw OpenEvents.failure(-descriptor, "pidfd_open") }
    self.process = Descriptor(descriptor)
    (bell, bellButton) = try Descriptor.connectedPair()
  }

  func stop() { bellButton.send([1]) }

  func begin(synthesized: SynthesizedRecords, early: EarlyRecords) throws(RecordingError) {
    let writer = try RecordingWriter(file, events: names)
    do {
      try writer.append(synthesized.bytes)
      try writer.append(early.bytes)
    } catch {
      writer.discard()
      throw error
    }
    let start = LoopStart(writer: writer, counts: early.counts)
    Thread.detachNewThread { [self] in outcome.keep(result(of: start)) }
  }

  private func result(of start: LoopStart) -> Result<(Cause, RecordCounts), RecordingError> {
    do throws(RecordingError) {
      return .success(try run(start.writer, start.counts))
    } catch {
      try? events.disable()
      start.writer.discard()
      return .failure(error)
    }
  }

  private func run(
    _ writer: RecordingWriter, _ counts: RecordCounts
  ) throws(RecordingError) -> (Cause, RecordCounts) {
    var counts = counts
    let deadline = duration.map { ContinuousClock.now + $0 }
    var polled = (events.anchors + [process, bell]).map {
      pollfd(fd: $0.number, events: Int16(POLLIN), revents: 0)
    }
    var cause: Cause?
    while cause == nil {
      wait(for: &polled, until: deadline)
      try drain(into: writer, &counts)
      cause = news(in: polled, deadline: deadline)
    }
    try events.disable()
    try drain(into: writer, &counts)
    try writer.finish(RecordingFeatures(commandLine: CommandLine.arguments, events: names))
    return (cause ?? .stopped, counts)
  }

  private func wait(for polled: inout [pollfd], until deadline: ContinuousClock.Instant?) {
    var milliseconds = Self.patienceMilliseconds
    if let deadline {
      let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
      milliseconds = max(0, min(milliseconds, left.rounded(.up)))
    }
    if poll(&polled, nfds_t(polled.count), Int32(milliseconds)) <= 0 {
      for index in polled.indices { polled[index].revents = 0 }
    }
    // An event that has failed would wake the loop for ever.
    let failed = Int16(POLLHUP | POLLERR | POLLNVAL)
    for index in events.anchors.indices where polled[index].revents & failed != 0 {
      polled[index].fd = -1
    }
  }

  private func news(in polled: [pollfd], deadline: ContinuousClock.Instant?) -> Cause? {
    if polled[polled.count - 1].revents != 0 { return .stopped }
    if polled[polled.count - 2].revents != 0 { return .targetEnded }
    if let deadline, ContinuousClock.now >= deadline { return .durationPassed }
    return nil
  }

  /// Goes once through all rings, and says so in the file: readers need to sort no further back
  /// than to the round before.
  private func drain(
    into writer: RecordingWriter, _ counts: inout RecordCounts
  ) throws(RecordingError) {
    let before = writer.position
    for ring in events.rings {
      try ring.drain(counting: &counts) { bytes throws(RecordingError) in
        try writer.append(bytes)
      }
    }
    guard writer.position > before else { return }
    var round = RecordBytes()
    round.append(recordOf: 68) { _ in }  // PERF_RECORD_FINISHED_ROUND, which perf keeps to itself
    try writer.append(round.bytes)
  }
}

/// Goes to the loop's thread and is used nowhere else from then on.
private struct LoopStart: @unchecked Sendable {
  let writer: RecordingWriter
  let counts: RecordCounts
}
