/// Reads fields one after the other from bytes that may be anything.
///
/// A read beyond the end gives 0 and sets `isPastEnd`, for good. So a sequence of reads is written
/// straight down and checked once at its end.
struct FieldCursor {
  let bytes: UnsafeRawBufferPointer
  private(set) var offset: Int
  private(set) var isPastEnd = false

  @inline(__always) init(_ bytes: UnsafeRawBufferPointer, from offset: Int = 0) {
    self.bytes = bytes
    self.offset = offset
    if offset < 0 || offset > bytes.count {
      self.offset = bytes.count
      isPastEnd = true
    }
  }

  @inline(__always) var remaining: Int { bytes.count &- offset }

  @inline(__always) private mutating func take(_ size: Int) -> Int? {
    guard size >= 0, size <= remaining, !isPastEnd else {
      isPastEnd = true
      return nil
    }
    defer { offset = offset &+ size }
    return offset
  }

  @inline(__always) mutating func u64() -> UInt64 {
    guard let at = take(8) else { return 0 }
    return bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
  }

  @inline(__always) mutating func u32() -> UInt32 {
    guard let at = take(4) else { return 0 }
    return bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)
  }

  @inline(__always) mutating func u16() -> UInt16 {
    guard let at = take(2) else { return 0 }
    return bytes.loadUnaligned(fromByteOffset: at, as: UInt16.self)
  }

  @inline(__always) mutating func i32() -> Int32 { Int32(bitPattern: u32()) }

  @inline(__always) mutating func skip(_ size: Int) { _ = take(size) }

  /// Skips `count` things of `stride` bytes each, however large the count claims to be.
  @inline(__always) mutating func skip(count: UInt64, stride: Int) {
    _ = slice(count: count, stride: stride)
  }

  @inline(__always) mutating func slice(count: UInt64, stride: Int) -> UnsafeRawBufferPointer {
    let (size, overflow) = count.multipliedReportingOverflow(by: UInt64(stride))
    guard !overflow, size <= UInt64(remaining) else {
      isPastEnd = true
      return UnsafeRawBufferPointer(start: nil, count: 0)
    }
    return slice(Int(size))
  }

  @inline(__always) mutating func slice(_ size: Int) -> UnsafeRawBufferPointer {
    guard let at = take(size) else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    return UnsafeRawBufferPointer(rebasing: bytes[at..<(at + size)])
  }

  /// All that is left.
  mutating func rest() -> UnsafeRawBufferPointer { slice(remaining) }

  /// A length of 32 bits and that many bytes, which end at the first NUL.
  mutating func lengthAndString() -> String {
    String(untilNUL: slice(count: UInt64(u32()), stride: 1))
  }
}

extension String {
  /// The bytes up to the first NUL or the end; what is no UTF-8 is repaired.
  init(untilNUL bytes: UnsafeRawBufferPointer) {
    let end = bytes.firstIndex(of: 0) ?? bytes.endIndex
    self.init(decoding: bytes[..<end], as: UTF8.self)
  }
}
