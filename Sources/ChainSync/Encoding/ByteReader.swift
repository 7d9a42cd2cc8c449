/// A place in bytes that are being decoded; hands out slices of them, never copies.
///
/// Every count is checked against the bytes that are left before anything is reserved for it, so
/// a hostile length costs nothing.
struct ByteReader {
  private let bytes: ArraySlice<UInt8>
  /// An index into `bytes`, which keeps the indices of the array it was cut from.
  private(set) var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  var offset: Int { position - bytes.startIndex }
  var availableBytes: Int { bytes.endIndex - position }

  /// What has been read since an earlier `position`.
  func slice(from start: Int) -> ArraySlice<UInt8> { bytes[start..<position] }

  /// The next byte without moving past it; `nil` at the end.
  var next: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

  mutating func integer<Value: FixedWidthInteger & BitwiseCopyable>(
    _ type: Value.Type = Value.self
  ) throws(FormatError) -> Value {
    let size = MemoryLayout<Value>.size
    try require(size)
    let value = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: Value.self) }
    position += size
    return Value(littleEndian: value)
  }

  mutating func hash() throws(FormatError) -> Hash256 {
    try require(32)
    let start = offset
    position += 32
    return bytes.withUnsafeBytes {
      Hash256(UnsafeRawBufferPointer(rebasing: $0[start..<start + 32]))
    }
  }

  /// A length or a count in 1, 3, 5 or 9 bytes; only the shortest form is accepted.
  mutating func compactSize() throws(FormatError) -> UInt64 {
    let start = offset
    let value: UInt64
    let smallest: UInt64
    switch try integer(UInt8.self) {
    case 0xfd: (value, smallest) = (UInt64(try integer(UInt16.self)), 0xfd)
    case 0xfe: (value, smallest) = (UInt64(try integer(UInt32.self)), 0x1_0000)
    case 0xff: (value, smallest) = (try integer(UInt64.self), 0x1_0000_0000)
    case let short: return UInt64(short)
    }
    guard value >= smallest else { throw .nonCanonicalCompactSize(offset: start, value: value) }
    return value
  }

  /// A number of items, refused when the bytes left cannot hold so many of the smallest kind.
  mutating func count(ofAtLeast itemBytes: Int) throws(FormatError) -> Int {
    let start = offset
    let count = try compactSize()
    guard count <= UInt64(availableBytes / itemBytes) else {
      throw .countTooLarge(offset: start, count: count, availableBytes: availableBytes)
    }
    return Int(count)
  }

  /// Bytes that their own length precedes.
  mutating func script() throws(FormatError) -> ArraySlice<UInt8> {
    let length = try count(ofAtLeast: 1)
    let start = position
    position += length
    return bytes[start..<position]
  }

  func requireEnd() throws(FormatError) {
    guard availableBytes == 0 else { throw .trailingBytes(offset: offset, count: availableBytes) }
  }

  private func require(_ count: Int) throws(FormatError) {
    guard count <= availableBytes else {
      throw .truncated(offset: offset, neededBytes: count, availableBytes: availableBytes)
    }
  }
}
