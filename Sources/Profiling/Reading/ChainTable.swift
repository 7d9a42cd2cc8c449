import Glibc

/// Remembers which node of the tree a callchain leads to.
///
/// Chains are known by a seeded hash of 64 bits alone. Two of a million different chains share one
/// with a probability of 3 in 100 million, and then one of them is taken for the other.
final class ChainTable {
  struct Entry {
    var hash: UInt64
    var node: UInt32
    /// How many of its frames have no name, to at most 65,535.
    var unknownFrames: UInt16
    /// Whether its outermost frame is not where threads begin.
    var isTruncated: Bool
    fileprivate var isTaken: Bool
  }

  private static let seed = UInt64.random(in: .min ... .max)
  /// Memory that is zero, and that the system only has to find where it is touched.
  private var slots: UnsafeMutablePointer<Entry>
  private var mask: Int
  private var count = 0

  /// - Parameter room: How many chains may be expected at most.
  init(room: Int) {
    var size = 1024
    while size < 2 * min(room, 1 << 22) { size *= 2 }
    mask = size - 1
    slots = Self.allocate(size)
  }

  deinit { free(slots) }

  private static func allocate(_ size: Int) -> UnsafeMutablePointer<Entry> {
    guard let memory = calloc(size, MemoryLayout<Entry>.stride) else {
      fatalError("out of memory: no room for \(size) chains")
    }
    return memory.bindMemory(to: Entry.self, capacity: size)
  }

  @inline(__always) func find(_ hash: UInt64) -> Entry? {
    var index = Int(truncatingIfNeeded: hash) & mask
    while slots[index].isTaken {
      if slots[index].hash == hash { return slots[index] }
      index = (index &+ 1) & mask
    }
    return nil
  }

  /// - Precondition: The hash is not there yet.
  func insert(_ hash: UInt64, node: UInt32, isTruncated: Bool, unknownFrames: UInt32) -> Entry {
    if 2 * count > mask { grow() }
    let entry = Entry(
      hash: hash, node: node, unknownFrames: UInt16(clamping: unknownFrames),
      isTruncated: isTruncated, isTaken: true)
    place(entry)
    count += 1
    return entry
  }

  private func grow() {
    let old = UnsafeMutableBufferPointer(start: slots, count: mask + 1)
    mask = 2 * old.count - 1
    slots = Self.allocate(mask + 1)
    for entry in old where entry.isTaken { place(entry) }
    free(old.baseAddress)
  }

  private func place(_ entry: Entry) {
    var index = Int(truncatingIfNeeded: entry.hash) & mask
    while slots[index].isTaken { index = (index + 1) & mask }
    slots[index] = entry
  }

  /// Of a chain and of whatever else decides what it means.
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
    return mixPair(even, odd)
  }
}
