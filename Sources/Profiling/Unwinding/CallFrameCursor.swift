/// Reads call-frame bytes number after number.
///
/// Past the end it reads zeros and remembers that it did, so a caller checks once after a group of
/// reads and no read can go wrong.
struct CallFrameCursor {
  let bytes: UnsafeRawBufferPointer
  private(set) var position: Int
  let end: Int
  private(set) var isOverrun = false

  /// - Parameter range: What may be read; the part outside of the bytes is left out.
  init(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) {
    self.bytes = bytes
    end = min(max(range.upperBound, 0), bytes.count)
    position = min(max(range.lowerBound, 0), end)
  }

  var isAtEnd: Bool { position >= end }

  @inline(__always)
  mutating func integer<Integer: FixedWidthInteger>(_ type: Integer.Type) -> Integer {
    guard end - position >= MemoryLayout<Integer>.size else {
      overrun()
      return 0
    }
    let value = bytes.loadUnaligned(fromByteOffset: position, as: Integer.self)
    position += MemoryLayout<Integer>.size
    return Integer(littleEndian: value)
  }

  @inline(__always) mutating func byte() -> UInt8 { integer(UInt8.self) }

  /// A LEB128 number; bits past the 64th are dropped.
  mutating func unsigned() -> UInt64 { sevenBitGroups().value }

  mutating func signed() -> Int64 {
    let (value, shift, isNegative) = sevenBitGroups()
    guard isNegative, shift < 64 else { return Int64(bitPattern: value) }
    return Int64(bitPattern: value | .max << UInt64(shift))
  }

  /// A length that was written by someone else, held to what is left.
  mutating func length() -> Int {
    let length = unsigned()
    guard length <= UInt64(end - position) else {
      overrun()
      return 0
    }
    return Int(length)
  }

  mutating func skip(_ count: Int) {
    guard count >= 0, count <= end - position else { return overrun() }
    position += count
  }

  private mutating func overrun() {
    position = end
    isOverrun = true
  }

  @inline(__always)
  private mutating func sevenBitGroups() -> (value: UInt64, shift: Int, isNegative: Bool) {
    var value: UInt64 = 0
    var shift = 0
    while true {
      let next = byte()
      if shift < 64 {
        value |= UInt64(next & 0x7f) << UInt64(shift)
        shift += 7
      }
      if next & 0x80 == 0 { return (value, shift, next & 0x40 != 0) }
    }
  }
}
