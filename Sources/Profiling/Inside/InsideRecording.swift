import CBench
import CProfiling
import Glibc

/// Carries samples from the queue to a file, with the news that readers need to name them.
///
/// Used by one thread, which is never sampled itself.
final class InsideRecording {
  private let file: PendingFile
  private let writer: RecordingWriter
  private let events: [RecordingFeatures.Event]
  private let subject: Profiler.Subject
  private let process = getpid()
  private var records: InsideRecords
  /// Of code.
  private var mappings: Set<ProcessMap> = []
  private var threads = InsideThreads()
  private var living = LiveBlocks()
  private(set) var samples = 0

  private static let flushBytes = 1 << 18

  init(_ path: String, _ options: Profiler.Options) throws(RecordingError) {
    file = PendingFile(path)
    subject = options.subject
    records = InsideRecords(
      process: process, usesTables: options.unwinding == .callFrameTables)
    events = options.subject.events.map { event in
      RecordingFeatures.Event(
        attributes: event.attributes(
          period: options.subject.period(frequency: options.frequency)),
        name: event.name, numbers: [event.number])
    }
    writer = try RecordingWriter(file, events: events)
    tellMappings(at: 0)
    try flush()
  }

  /// Takes all samples that have gathered.
  func drain() throws(RecordingError) {
    while let sample = bench_sampler_next() {
      take(sample)
      bench_sampler_release()
      if records.bytes.count >= Self.flushBytes { try flush() }
    }
  }

  private func take(_ sample: UnsafePointer<bench_sample>) {
    let time = sample.pointee.time
    threads.see(sample.pointee.thread, at: time)
    switch (subject, bench_sample_kind(UInt32(sample.pointee.kind))) {
    case (.processorTime, BENCH_SAMPLE_RUNNING):
      append(sample, .processorTime, sample.pointee.weight)
    case (.processorTime, BENCH_SAMPLE_WALL):
      append(sample, .processorTime, sample.pointee.weight - sample.pointee.other)
    case (.blockedTime, BENCH_SAMPLE_WALL):
      append(sample, .blockedTime, sample.pointee.other)
    case (.blockedTime, BENCH_SAMPLE_AWAITED):
      append(sample, .blockedTime, sample.pointee.weight)
    case (.memory, BENCH_SAMPLE_ALLOCATED):
      append(sample, .allocatedBytes, sample.pointee.weight)
      records.append(sample, of: .allocations, period: LiveBlocks.number(in: sample))
      living.allocated(sample, using: records)
    case (.memory, BENCH_SAMPLE_FREED):
      living.freed(sample.pointee.other)
    default: break
    }
  }

  private func append(
    _ sample: UnsafePointer<bench_sample>, _ event: InsideEvent, _ period: UInt64
  ) {
    guard period > 0 else { return }
    records.append(sample, of: event, period: period)
    samples += 1
  }

  /// Tells what has been mapped since the last look, and what threads are called.
  func tellNews(at time: UInt64) {
    tellMappings(at: time)
    records.append(threads.settle(of: process))
  }

  private func tellMappings(at time: UInt64) {
    guard let text = KernelFile.bytes("/proc/self/maps") else { return }
    let present = ProcessMap.all(in: text).filter(\.isExecutable)
    var news = SynthesizedRecords()
    for map in present where !mappings.contains(map) {
      news.add(map, process: process, time: time)
    }
    mappings = Set(present)
    records.append(news)
  }

  /// Makes the file whole and gives it its name.
  ///
  /// - Parameter lost: How many samples found no room.
  func finish(lost: UInt64) throws(RecordingError) {
    try drain()
    records.append(living.records)
    tellNews(at: bench_wall_nanoseconds())
    if lost > 0, let event = subject.events.first {
      records.append(lost: lost, of: event, at: bench_wall_nanoseconds())
    }
    try flush()
    try writer.finish(RecordingFeatures(commandLine: CommandLine.arguments, events: events))
    try file.publish()
  }

  /// Leaves nothing behind, when it is not to be finished.
  func discard() { writer.discard() }

  private func flush() throws(RecordingError) {
    try writer.append(records.bytes)
    records.removeAll()
  }
}
