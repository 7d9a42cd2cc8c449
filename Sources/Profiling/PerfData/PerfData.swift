/// A recording of perf, its records found and put in order of time.
///
/// Whatever is wrong with it beyond its first bytes is no error but a note: a recording that was cut
/// short is read up to the cut.
package struct PerfData: Sendable {
  /// Where a record is, and when it was made.
  struct Reference: Sendable {
    /// In nanoseconds on the recording's clock.
    var time: UInt64
    /// The offset in 47 bits, then one that tells unpacked bytes, then the event in 16.
    private var packed: UInt64

    @inline(__always) init(time: UInt64, offset: Int, isUnpacked: Bool, event: UInt16) {
      self.time = time
      packed = UInt64(offset) & 0x7FFF_FFFF_FFFF | (isUnpacked ? 1 << 47 : 0) | UInt64(event) << 48
    }

    @inline(__always) var offset: Int { Int(packed & 0x7FFF_FFFF_FFFF) }
    @inline(__always) var isUnpacked: Bool { packed >> 47 & 1 != 0 }
    @inline(__always) var event: Int { Int(packed >> 48) }
  }

  /// The file's path, or what the pipe was called.
  package let source: String
  package let isPipe: Bool
  package let events: [PerfEvent]
  /// How many samples each event has.
  package let sampleCounts: [Int]
  package let features: PerfFeatures
  package let counts: PerfRecordCounts
  /// Records that the kernel had no room for, by its own count.
  package let lost: Int
  /// What was damaged, missing or left out, a sentence each.
  package let notes: [String]

  let layouts: [PerfSampleLayout]
  /// In order of time; records without a time keep their place.
  let records: [Reference]
  let bytes: RecordingBytes
  let unpacked: RecordingBytes?

  /// - Parameters:
  ///   - source: What to call the recording in errors.
  ///   - unpackedBytesMax: The most that compressed records may unpack to, all together.
  package init(
    _ bytes: RecordingBytes, source: String, unpackedBytesMax: Int = 8 << 30
  ) throws(PerfDataError) {
    let header = try PerfFileHeader(bytes.bytes, source: source)
    var scanner = PerfRecordScanner(bytes, header: header, unpackedBytesMax: unpackedBytesMax)
    scanner.scan()
    guard !scanner.table.events.isEmpty else { throw .noEvents(source: source) }

    self.source = source
    self.bytes = bytes
    isPipe = header.isPipe
    scanner.sort()
    unpacked = scanner.takeUnpacked()
    events = scanner.table.events
    layouts = scanner.table.layouts
    sampleCounts = scanner.table.sampleCounts
    features = scanner.features
    counts = scanner.counts
    lost = scanner.lost
    notes = scanner.notes
    records = scanner.records
  }

  /// Opens a file of `perf record`, or reads a pipe of `perf record -o -` to its end.
  package init(path: String) throws(PerfDataError) {
    try self.init(RecordingBytes(path: path), source: path)
  }

  /// The whole record, its header included; valid as long as the recording is.
  @inline(__always) func record(_ reference: Reference) -> UnsafeRawBufferPointer {
    let all = reference.isUnpacked ? unpacked!.bytes : bytes.bytes
    let size = all.loadUnaligned(fromByteOffset: reference.offset &+ 6, as: UInt16.self)
    return UnsafeRawBufferPointer(
      start: all.baseAddress! + reference.offset, count: Int(size))
  }
}
