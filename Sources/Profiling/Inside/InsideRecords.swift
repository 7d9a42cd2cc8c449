import CBench
import CProfiling

/// The records of a recording from inside, gathered until they are written.
///
/// A sample is written as the kernel would have, so that any reader of perf's files can read it.
struct InsideRecords {
  private(set) var bytes: [UInt8] = []
  private let process: Int32
  private let flags: InsideStack.Flags

  init(process: Int32, usesTables: Bool) {
    self.process = process
    flags = usesTables ? .usedTables : []
  }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  mutating func append(_ other: [UInt8]) { bytes.append(contentsOf: other) }

  mutating func append(_ other: SynthesizedRecords) { bytes.append(contentsOf: other.bytes) }

  /// - Parameter period: What the sample stands for, in the event's unit.
  mutating func append(
    _ sample: UnsafePointer<bench_sample>, of event: InsideEvent, period: UInt64
  ) {
    let count = min(Int(sample.pointee.count), Int(BENCH_SAMPLE_ADDRESSES))
    guard count > 0 else { return }
    let callers = min(Int(sample.pointee.awaiting), Int(BENCH_SAMPLE_AWAITING))
    let rawBytes = InsideStack.headBytes + 8 * callers
    let size = 8 + 8 * 6 + 8 * (1 + count) + 4 + rawBytes
    append(PERF_RECORD_SAMPLE.rawValue)
    append(UInt16(PERF_RECORD_MISC_USER))
    append(UInt16(size))
    append(event.number)
    let addresses = UnsafeRawPointer(sample) + MemoryLayout<bench_sample>.offset(of: \.addresses)!
    append(addresses.load(as: UInt64.self))
    append(process)
    append(sample.pointee.thread)
    append(sample.pointee.time)
    append(period)
    append(UInt64(1 + count))
    append(CallchainMarker.user)
    bytes.append(contentsOf: UnsafeRawBufferPointer(start: addresses, count: 8 * count))

    append(UInt32(rawBytes))
    append(InsideStack.magic)
    let isRooted: InsideStack.Flags = sample.pointee.is_rooted != 0 ? .isRooted : []
    append(flags.union(isRooted).rawValue)
    append(sample.pointee.async_at)
    append(UInt16(callers))
    append(UInt16(0))
    append(sample.pointee.task)
    append(sample.pointee.other)
    let awaiting = UnsafeRawPointer(sample) + MemoryLayout<bench_sample>.offset(of: \.callers)!
    bytes.append(contentsOf: UnsafeRawBufferPointer(start: awaiting, count: 8 * callers))
  }

  /// Says that samples were lost.
  mutating func append(lost: UInt64, of event: InsideEvent, at time: UInt64) {
    append(PERF_RECORD_LOST.rawValue)
    append(UInt16(0))
    append(UInt16(48))
    append(event.number)
    append(lost)
    append(process)
    append(process)
    append(time)
    append(event.number)
  }

  @inline(__always) private mutating func append<Number: FixedWidthInteger>(_ number: Number) {
    withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
  }
}
