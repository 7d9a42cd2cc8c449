import BenchModel

/// Makes stacks with names out of a recording of perf.
package struct RecordingReader {
  package var options: RecordingOptions
  private let resolver: any AddressResolving
  private let unwinder: (any StackUnwinding)?

  /// - Parameter unwinder: Finds callers in samples that hold registers and a piece of the stack;
  ///   without one, such samples have only what the kernel found.
  package init(
    resolver: any AddressResolving, unwinder: (any StackUnwinding)? = nil,
    options: RecordingOptions = RecordingOptions()
  ) {
    self.resolver = resolver
    self.unwinder = unwinder
    self.options = options
  }

  /// Reads the samples of one event.
  ///
  /// - Throws: When the options ask for an event that was not recorded. A recording without samples
  ///   gives an empty tree.
  package func read(_ recording: PerfData) throws(PerfDataError) -> StackProfile {
    let choice = try EventChoice(options.event, of: recording)
    var collector = StackCollector(
      event: recording.events[choice.event], resolver: resolver, unwinder: unwinder,
      options: options, buildIDs: recording.features.buildIDs,
      samples: recording.sampleCounts.reduce(0, +))
    var leftOut = Array(repeating: 0, count: recording.events.count)
    withExtendedLifetime(recording) {
      for reference in recording.records {
        let record = recording.record(reference)
        let layout = recording.layouts[reference.event]
        let type = PerfRecordHeader(record, at: 0).type
        guard type == .sample else {
          collector.take(record, type, layout: layout)
          continue
        }
        if !choice.includes(reference.event) {
          leftOut[reference.event] += 1
        } else if let sample = PerfSample(record, layout: layout) {
          collector.take(sample)
        } else {
          collector.tally.unreadable += 1
        }
      }
    }
    collector.settle()
    collector.finishWaits()
    let provenance = collector.provenance(of: recording, leftOut: leftOut)
    return StackProfile(
      tree: collector.tree, provenance: provenance, timeline: collector.timeline,
      threads: collector.identities)
  }

  /// Opens a recording and reads it.
  package func read(path: String) throws(PerfDataError) -> StackProfile {
    try read(PerfData(path: path))
  }
}

extension StackCollector {
  /// Takes a record that is no sample.
  mutating func take(
    _ record: UnsafeRawBufferPointer, _ type: PerfRecordType, layout: PerfSampleLayout
  ) {
    settle()
    switch type {
    case .map, .map2:
      if let map = PerfMapRecord(record, layout: layout) { return processes.take(map) }
    case .comm:
      if let comm = PerfCommRecord(record, layout: layout) { return processes.take(comm) }
    case .fork:
      if let fork = PerfTaskRecord(record) { return processes.take(fork: fork) }
    case .kernelSymbol:
      if let symbol = PerfKernelSymbolRecord(record, layout: layout) {
        return processes.take(symbol)
      }
    case .contextSwitch, .contextSwitchOfCPU:
      // Records without a trailer tell nothing of it.
      if let change = PerfSwitchRecord(record, layout: layout) { take(change) }
      return
    // A thread may still be sampled while it ends, so it stays until its number is used again.
    case .exit:
      if let exit = PerfTaskRecord(record) { return take(exit: exit) }
    default: return
    }
    tally.unreadable += 1
  }
}

/// Which of a recording's events to read.
private struct EventChoice {
  /// The first of those chosen.
  let event: Int
  private let chosen: [Bool]

  /// Chooses all events of one name: a machine with two kinds of cores has each event twice.
  init(_ asked: String?, of recording: PerfData) throws(PerfDataError) {
    let events = recording.events
    if let asked {
      let chosen = events.map { $0.isNamed(asked) }
      guard let first = chosen.firstIndex(of: true) else {
        throw .noSuchEvent(asked: asked, recorded: events.map(\.name))
      }
      event = first
      self.chosen = chosen
      return
    }
    let event =
      recording.sampleCounts.firstIndex { $0 > 0 }
      ?? events.firstIndex { !$0.attribute.isDummy } ?? 0
    self.event = event
    chosen = events.map { $0.name == events[event].name }
  }

  @inline(__always) func includes(_ event: Int) -> Bool { chosen[event] }
}
