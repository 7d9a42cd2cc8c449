/// The events of a recording, and which of them a record belongs to.
struct PerfEventTable {
  private(set) var events: [PerfEvent] = []
  private(set) var layouts: [PerfSampleLayout] = []
  private(set) var sampleCounts: [Int] = []
  private var indexOfID: [UInt64: UInt16] = [:]
  /// Where all events have their number in samples and in other records, if it is the same place.
  private(set) var sampleIDOffset: Int?
  private(set) var trailerIDOffset: Int?

  /// Whether records of several events cannot be told apart, so that all count as the first's.
  private(set) var isAmbiguous = false

  /// More than any machine has counters for; an index fits in 16 bits.
  static let countMax = 4096
  /// Of all events together: one for each event and each thread or processor it is counted on.
  static let idCountMax = 1 << 20

  init() {}

  init(_ events: [PerfEvent]) {
    for event in events { append(event) }
  }

  mutating func append(_ event: PerfEvent) {
    guard events.count < Self.countMax else { return }
    let layout = PerfSampleLayout(event.attribute)
    for id in event.ids { indexOfID[id] = UInt16(events.count) }
    if events.isEmpty {
      sampleIDOffset = layout.sampleIDOffset
      trailerIDOffset = layout.trailerIDOffset
    } else {
      if sampleIDOffset != layout.sampleIDOffset { sampleIDOffset = nil }
      if trailerIDOffset != layout.trailerIDOffset { trailerIDOffset = nil }
      isAmbiguous = sampleIDOffset == nil
    }
    events.append(event)
    sampleCounts.append(0)
    layouts.append(layout)
  }

  mutating func rename(_ id: UInt64, to name: String) {
    guard let index = indexOfID[id] else { return }
    events[Int(index)].name = name
  }

  @inline(__always) mutating func countSample(of event: UInt16) { sampleCounts[Int(event)] &+= 1 }

  mutating func name(_ index: Int, _ name: String) { events[index].name = name }

  /// The event of a sample, 0 where it does not say.
  @inline(__always) func event(ofSample record: UnsafeRawBufferPointer) -> UInt16 {
    guard events.count > 1, let offset = sampleIDOffset, offset + 8 <= record.count else {
      return 0
    }
    return indexOfID[record.loadUnaligned(fromByteOffset: offset, as: UInt64.self)] ?? 0
  }

  /// The event of any other record that the kernel wrote.
  @inline(__always) func event(ofOther record: UnsafeRawBufferPointer) -> UInt16 {
    guard events.count > 1, let back = trailerIDOffset,
      PerfRecordHeader.size + back <= record.count
    else { return 0 }
    let offset = record.count - back
    return indexOfID[record.loadUnaligned(fromByteOffset: offset, as: UInt64.self)] ?? 0
  }
}
