import CProfiling
import Glibc

/// Remembers which node of the tree a callchain leads to.
///
/// Chains are known by a seeded hash of 63 bits alone. Two of a million different chains share one
/// with a probability of 5 in 100 million, and then one of them is taken for the other.
final class ChainTable {
  struct Entry {
    /// 0 where the slot is empty.
    fileprivate var hash: UInt64
    let node: UInt32
    /// In all but the highest bit.
    private let unknownFramesAndTruncation: UInt32

    fileprivate init(hash: UInt64, node: UInt32, unknownFrames: UInt32, isTruncated: Bool) {
      self.hash = hash
      self.node = node
      unknownFramesAndTruncation = min(unknownFrames, .max >> 1) | (isTruncated ? 1 << 31 : 0)
    }

    /// How many of its frames have no name.
    var unknownFrames: UInt32 { unknownFramesAndTruncation & (.max >> 1) }
    /// Whether its outermost frame is not where threads begin.
    var isTruncated: Bool { unknownFramesAndTruncation >> 31 != 0 }
  }

  private static let seed = UInt64.random(in: .min ... .max)
  /// Memory that is zero, and that the system only has to find where it is touched.
  private var slots: UnsafeMutablePointer<Entry>
  private var size: Int
  private var count = 0

  /// - Parameter room: How many chains may be expected at most.
  init(room: Int) {
    // No larger than it has to be: finding memory for it takes longer than filling it.
    size = max(1024, 5 * min(room, 1 << 22) / 4)
    slots = Self.allocate(size)
  }

  deinit { free(slots) }

  private static func allocate(_ size: Int) -> UnsafeMutablePointer<Entry> {
    guard let memory = calloc(size, MemoryLayout<Entry>.stride) else {
      fatalError("out of memory: no room for \(size) chains")
    }
    HugePages.ask(
      for: UnsafeRawBufferPointer(start: memory, count: size * MemoryLayout<Entry>.stride))
    return memory.bindMemory(to: Entry.self, capacity: size)
  }

  /// Has the slot fetched from memory before it is looked for.
  @inline(__always) func fetch(_ hash: UInt64) {
    profiling_prefetch(slots + place(of: hash))
  }

  @inline(__always) func find(_ hash: UInt64) -> Entry? {
    var index = place(of: hash)
    while slots[index].hash != 0 {
      if slots[index].hash == hash { return slots[index] }
      index = place(behind: index)
    }
    return nil
  }

  /// - Precondition: The hash is not there yet.
  func insert(_ hash: UInt64, node: UInt32, isTruncated: Bool, unknownFrames: UInt32) -> Entry {
    if 5 * count > 4 * size { grow() }
    let entry = Entry(
      hash: hash, node: node, unknownFrames: unknownFrames, isTruncated: isTruncated)
    place(entry)
    count += 1
    return entry
  }

  private func grow() {
    let old = UnsafeMutableBufferPointer(start: slots, count: size)
    size *= 2
    slots = Self.allocate(size)
    for entry in old where entry.hash != 0 { place(entry) }
    free(old.baseAddress)
  }

  private func place(_ entry: Entry) {
    var index = place(of: entry.hash)
    while slots[index].hash != 0 { index = place(behind: index) }
    slots[index] = entry
  }

  @inline(__always) private func place(of hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash.multipliedFullWidth(by: UInt64(truncatingIfNeeded: size)).high)
  }

  @inline(__always) private func place(behind index: Int) -> Int {
    index &+ 1 == size ? 0 : index &+ 1
  }

  /// Of a chain and of whatever else decides what it means; never 0.
  ///
  /// Two lanes, so that one multiplication need not wait for the last.
  @inline(__always) static func hash(
    _ chain: UnsafeRawBufferPointer, _ first: UInt64, _ second: UInt64
  ) -> UInt64 {
    var even = mixPair(first ^ seed, UInt64(chain.count))
    var odd = mixPair(second, seed)
    var offset = 0
    while offset &+ 16 <= chain.count {
      even = mixPair(even ^ chain.loadUnaligned(fromByteOffset: offset, as: UInt64.self), seed)
      odd = mixPair(odd ^ chain.loadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self), seed)
      offset &+= 16
    }
    if offset &+ 8 <= chain.count {
      even = mixPair(even ^ chain.loadUnaligned(fromByteOffset: offset, as: UInt64.self), seed)
    }
    return mixPair(even, odd) | 1
  }
}
