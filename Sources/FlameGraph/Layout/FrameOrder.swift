import BenchModel

/// Siblings from left to right: by name, byte for byte, then by kind and module.
struct FrameOrder {
  let frames: FrameTable

  func isBefore(_ left: FrameTable.ID, _ right: FrameTable.ID) -> Bool {
    let order = frames.withName(left) { left in
      frames.withName(right) { right in Self.compare(left, right) }
    }
    if order != 0 { return order < 0 }
    let kinds = (frames.kind(left).rawValue, frames.kind(right).rawValue)
    if kinds.0 != kinds.1 { return kinds.0 < kinds.1 }
    return frames.modules[Int(frames.module(left))].utf8.lexicographicallyPrecedes(
      frames.modules[Int(frames.module(right))].utf8)
  }

  /// Less than 0 when the left one comes first, as `memcmp` has it.
  private static func compare(
    _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
  ) -> Int {
    let shared = min(left.count, right.count)
    var index = 0
    while index + 8 <= shared {
      let words = (
        UInt64(bigEndian: left.loadUnaligned(fromByteOffset: index, as: UInt64.self)),
        UInt64(bigEndian: right.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      )
      if words.0 != words.1 { return words.0 < words.1 ? -1 : 1 }
      index += 8
    }
    while index < shared {
      if left[index] != right[index] { return left[index] < right[index] ? -1 : 1 }
      index += 1
    }
    return left.count - right.count
  }
}
