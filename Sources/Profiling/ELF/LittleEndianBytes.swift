/// Bytes from outside, read with every access checked against their end.
///
/// Offsets are `UInt64`, as files have them, so that a hostile one needs no conversion before it is
/// refused.
package struct LittleEndianBytes {
  package let buffer: UnsafeRawBufferPointer

  package init(_ buffer: UnsafeRawBufferPointer) {
    self.buffer = buffer
  }

  package var count: UInt64 { UInt64(buffer.count) }

  /// The integer whose first byte is at `offset`, or `nil` when it does not lie inside.
  @inline(__always)
  package func integer<Integer: FixedWidthInteger>(
    at offset: UInt64, as type: Integer.Type = Integer.self
  ) -> Integer? {
    let width = UInt64(MemoryLayout<Integer>.size)
    guard offset <= count, count - offset >= width else { return nil }
    return Integer(
      littleEndian: buffer.loadUnaligned(fromByteOffset: Int(offset), as: Integer.self))
  }

  /// The bytes from `offset` on, `length` of them, or `nil` when they do not all lie inside.
  package func slice(at offset: UInt64, count length: UInt64) -> LittleEndianBytes? {
    guard offset <= count, count - offset >= length else { return nil }
    return LittleEndianBytes(
      UnsafeRawBufferPointer(rebasing: buffer[Int(offset)..<Int(offset + length)]))
  }

  /// The bytes from `offset` up to the next zero byte, the end, or `limit` bytes.
  package func zeroTerminated(at offset: UInt64, limit: Int) -> UnsafeRawBufferPointer? {
    guard offset < count else { return nil }
    let start = Int(offset)
    let end = start + min(limit, buffer.count - start)
    var index = start
    while index < end, buffer[index] != 0 { index += 1 }
    return UnsafeRawBufferPointer(rebasing: buffer[start..<index])
  }
}
