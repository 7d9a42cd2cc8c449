import CBench

/// The sampled blocks that have been allocated and not yet freed, with the stacks they came from.
struct LiveBlocks {
  /// The records that tell of each block, one by bytes and one by number.
  private var blocks: [UInt64: [UInt8]] = [:]

  /// - Parameter maker: Makes records; what is in it already is left alone.
  mutating func allocated(_ sample: UnsafePointer<bench_sample>, using maker: InsideRecords) {
    var records = maker
    records.removeAll()
    records.append(sample, of: .liveBytes, period: sample.pointee.weight)
    records.append(sample, of: .liveAllocations, period: Self.number(in: sample))
    blocks[sample.pointee.other] = records.bytes
  }

  mutating func freed(_ address: UInt64) { blocks[address] = nil }

  /// How many blocks of its size a sample stands for, at least itself.
  static func number(in sample: UnsafePointer<bench_sample>) -> UInt64 {
    let size = max(1, sample.pointee.size)
    return max(1, (sample.pointee.weight + size / 2) / size)
  }

  /// The records of all that live, in order of their addresses.
  var records: [UInt8] { blocks.sorted { $0.key < $1.key }.flatMap(\.value) }
}
