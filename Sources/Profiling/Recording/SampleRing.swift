import CProfiling
import Glibc

/// The memory in which the kernel leaves the records of one processor.
///
/// Only one thread drains it.
final class SampleRing: @unchecked Sendable {
  private let page: UnsafeMutablePointer<perf_event_mmap_page>
  private let records: UnsafeRawPointer
  private let capacity: Int
  private let mappedBytes: Int

  /// - Parameters:
  ///   - event: The event that owns the ring.
  ///   - bytes: A power of two of pages.
  /// - Returns: `nil` where the kernel gives no memory; `errno` tells.
  init?(event: Int32, bytes: Int) {
    precondition(bytes > 0 && bytes & (bytes - 1) == 0, "a ring has a power of two, got \(bytes)")
    mappedBytes = bytes + RingMemory.pageBytes
    let memory = mmap(nil, mappedBytes, PROT_READ | PROT_WRITE, MAP_SHARED, event, 0)
    guard let memory, memory != MAP_FAILED else { return nil }
    page = memory.bindMemory(to: perf_event_mmap_page.self, capacity: 1)
    records = UnsafeRawPointer(memory + RingMemory.pageBytes)
    capacity = bytes
  }

  deinit { munmap(page, mappedBytes) }

  /// Hands the records that have come to `write`, whole, in one piece or two; then gives their room
  /// back.
  func drain(
    counting counts: inout RecordCounts,
    write: (UnsafeRawBufferPointer) throws(RecordingError) -> Void
  ) throws(RecordingError) {
    let tail = page.pointee.data_tail
    let head = profiling_ring_head(page)
    guard head != tail else { return }
    let start = Int(truncatingIfNeeded: tail) & (capacity - 1)
    let length = Int(truncatingIfNeeded: head &- tail)
    precondition(length <= capacity, "\(length) bytes do not fit into a ring of \(capacity)")
    count(from: start, length: length, &counts)
    let first = min(length, capacity - start)
    try write(UnsafeRawBufferPointer(start: records + start, count: first))
    if first < length {
      try write(UnsafeRawBufferPointer(start: records, count: length - first))
    }
    profiling_ring_release(page, head)
  }

  /// Records start at multiples of 8, so that no header and no word wraps around.
  private func count(from start: Int, length: Int, _ counts: inout RecordCounts) {
    let mask = capacity - 1
    var offset = 0
    while offset + 8 <= length {
      let header = (records + (start + offset) & mask)
        .assumingMemoryBound(to: perf_event_header.self).pointee
      guard header.size >= 8 else { return }
      counts.add(type: header.type, size: Int(header.size)) { word in
        (records + (start + offset + word) & mask).load(as: UInt64.self)
      }
      offset += Int(header.size)
    }
  }
}
