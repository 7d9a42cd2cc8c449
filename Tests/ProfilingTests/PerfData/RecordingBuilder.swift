import BenchModel
import Profiling

/// Writes recordings by hand, field by field, as `perf_event.h` and perf's description of its file
/// format (`tools/perf/Documentation/perf.data-file-format.txt`) have them.
struct RecordingBuilder {
  enum Field {
    static let ip: UInt64 = 1 << 0
    static let tid: UInt64 = 1 << 1
    static let time: UInt64 = 1 << 2
    static let callchain: UInt64 = 1 << 5
    static let period: UInt64 = 1 << 8
    static let raw: UInt64 = 1 << 10
    static let branchStack: UInt64 = 1 << 11
    static let userRegisters: UInt64 = 1 << 12
    static let userStack: UInt64 = 1 << 13
    static let identifier: UInt64 = 1 << 16
    /// What most tests record.
    static let usual = ip | tid | time | callchain | period
  }

  struct Event {
    var type: UInt32 = 1
    var config: UInt64 = 0
    var frequency: UInt64 = 1000
    var sampleType = Field.usual
    var readFormat: UInt64 = 0
    var branchType: UInt64 = 0
    var userRegisters: UInt64 = 0
    var ids: [UInt64] = []
  }

  static let kernel = UInt64(bitPattern: -128)
  static let user = UInt64(bitPattern: -512)

  var events = [Event()]
  /// The size of the attribute as perf wrote it: 128 bytes by perf 6.1.
  var attributeBytes = 128
  private(set) var records: [UInt8] = []

  // MARK: Records

  mutating func record(_ type: UInt32, misc: UInt16 = 0, _ body: [UInt8]) {
    records += type.bytes + misc.bytes + UInt16(body.count + 8).bytes + body
  }

  /// Bytes that are no record, or only its start.
  mutating func append(_ bytes: [UInt8]) { records += bytes }

  /// The fields that end each record but samples: TID, TIME and, where there are several events, the
  /// event.
  private func trailer(_ pid: Int32, _ tid: Int32, _ time: UInt64) -> [UInt8] {
    pid.bytes + tid.bytes + time.bytes + (events.count > 1 ? events[0].ids[0].bytes : [])
  }

  mutating func comm(
    _ name: String, pid: Int32, tid: Int32? = nil, exec: Bool = false, time: UInt64
  ) {
    let tid = tid ?? pid
    record(
      3, misc: exec ? 1 << 13 : 0,
      pid.bytes + tid.bytes + name.padded + trailer(pid, tid, time))
  }

  mutating func map(
    _ path: String, pid: Int32, start: UInt64, size: UInt64, offset: UInt64 = 0,
    protection: UInt32 = 5, time: UInt64
  ) {
    record(
      10, misc: 2,
      pid.bytes + pid.bytes + start.bytes + size.bytes + offset.bytes
        + [UInt8](repeating: 0, count: 24) + protection.bytes + UInt32(2).bytes + path.padded
        + trailer(pid, pid, time))
  }

  mutating func kernelMap(_ path: String, start: UInt64, size: UInt64, time: UInt64 = 0) {
    record(
      1, misc: 1,
      Int32(-1).bytes + Int32(0).bytes + start.bytes + size.bytes + start.bytes + path.padded
        + trailer(-1, 0, time))
  }

  mutating func fork(
    pid: Int32, parent: Int32, tid: Int32? = nil, parentTID: Int32? = nil, time: UInt64
  ) {
    record(
      7,
      pid.bytes + parent.bytes + (tid ?? pid).bytes + (parentTID ?? parent).bytes + time.bytes
        + trailer(pid, tid ?? pid, time))
  }

  /// A thread leaves its processor, or is put on one.
  mutating func change(
    pid: Int32, tid: Int32? = nil, off: Bool, preempted: Bool = false, time: UInt64
  ) {
    record(
      14, misc: (off ? 1 << 13 : 0) | (preempted ? 1 << 14 : 0), trailer(pid, tid ?? pid, time))
  }

  /// A thread ends.
  mutating func exit(pid: Int32, tid: Int32? = nil, time: UInt64) {
    record(
      4,
      pid.bytes + pid.bytes + (tid ?? pid).bytes + pid.bytes + time.bytes
        + trailer(pid, tid ?? pid, time))
  }

  mutating func lost(_ count: UInt64, time: UInt64) {
    record(2, UInt64(0).bytes + count.bytes + trailer(0, 0, time))
  }

  /// A sample of the usual fields.
  ///
  /// - Parameter raw: What the event's source added, of an event that has such a part.
  mutating func sample(
    pid: Int32, tid: Int32? = nil, time: UInt64, period: UInt64 = 1, mode: UInt16 = 2,
    chain: [UInt64], raw: [UInt8]? = nil
  ) {
    let ip = chain.first { $0 < UInt64(bitPattern: -4095) } ?? 0
    record(
      9, misc: mode,
      ip.bytes + pid.bytes + (tid ?? pid).bytes + time.bytes + period.bytes
        + UInt64(chain.count).bytes + chain.flatMap(\.bytes)
        + (raw.map { UInt32($0.count).bytes + $0 } ?? []))
  }

  // MARK: The whole

  private func attribute(_ event: Event) -> [UInt8] {
    // freq is bit 10 of the flags, sample_id_all bit 18.
    let flags: UInt64 = 1 << 10 | 1 << 18
    var bytes = event.type.bytes + UInt32(attributeBytes).bytes + event.config.bytes
    bytes += event.frequency.bytes + event.sampleType.bytes + event.readFormat.bytes
    bytes += flags.bytes + [UInt8](repeating: 0, count: 24)
    bytes += event.branchType.bytes + event.userRegisters.bytes
    bytes += [UInt8](repeating: 0, count: 256)
    return Array(bytes.prefix(attributeBytes))
  }

  func file() -> [UInt8] {
    let entry = attributeBytes + 16
    let idsAt = 104 + entry * events.count
    let dataAt = idsAt + 8 * events.reduce(0) { $0 + $1.ids.count }
    var bytes = Array("PERFILE2".utf8) + UInt64(104).bytes + UInt64(entry).bytes
    bytes += UInt64(104).bytes + UInt64(entry * events.count).bytes
    bytes += UInt64(dataAt).bytes + UInt64(records.count).bytes
    bytes += [UInt8](repeating: 0, count: 16 + 32)
    var at = idsAt
    for event in events {
      bytes += attribute(event) + UInt64(at).bytes + UInt64(8 * event.ids.count).bytes
      at += 8 * event.ids.count
    }
    for event in events { bytes += event.ids.flatMap(\.bytes) }
    return bytes + records
  }

  func pipe() -> [UInt8] {
    var bytes = Array("PERFILE2".utf8) + UInt64(16).bytes
    for event in events {
      let body = attribute(event) + event.ids.flatMap(\.bytes)
      bytes += UInt32(64).bytes + UInt16(0).bytes + UInt16(body.count + 8).bytes + body
    }
    return bytes + records
  }
}

extension PerfData {
  init(_ bytes: [UInt8], unpackedBytesMax: Int = 1 << 24) throws(PerfDataError) {
    let copy = bytes.withUnsafeBytes { RecordingBytes(copying: $0) }
    try self.init(copy, source: "test", unpackedBytesMax: unpackedBytesMax)
  }
}

extension RecordingBuilder {
  func profile(
    resolver: OffsetResolver = OffsetResolver(), unwinder: (any StackUnwinding)? = nil,
    change: (inout RecordingOptions) -> Void = { _ in }
  ) throws -> StackProfile {
    var options = RecordingOptions()
    options.weight = .samples
    change(&options)
    let reader = RecordingReader(resolver: resolver, unwinder: unwinder, options: options)
    return try reader.read(PerfData(file()))
  }
}

extension FixedWidthInteger {
  var bytes: [UInt8] { withUnsafeBytes(of: littleEndian) { Array($0) } }
}

extension String {
  /// Ends in NUL, and in more of them up to a multiple of eight.
  var padded: [UInt8] {
    let bytes = Array(utf8) + [0]
    return bytes + [UInt8](repeating: 0, count: (8 - bytes.count % 8) % 8)
  }
}
