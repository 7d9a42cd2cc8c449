/// Appends values in Bitcoin's encoding; keeps its memory when emptied, to be used again.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  init(reservingBytes capacity: Int = 0) {
    bytes.reserveCapacity(capacity)
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }

  mutating func append<Value: FixedWidthInteger & BitwiseCopyable>(_ value: Value) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ hash: Hash256) {
    hash.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }

  mutating func append(contentsOf other: some Collection<UInt8>) {
    bytes.append(contentsOf: other)
  }

  mutating func append(compactSize value: Int) {
    precondition(value >= 0, "a count is not negative, got \(value)")
    switch value {
    case ..<0xfd:
      append(UInt8(value))
    case ..<0x1_0000:
      append(UInt8(0xfd))
      append(UInt16(value))
    case ..<0x1_0000_0000:
      append(UInt8(0xfe))
      append(UInt32(value))
    default:
      append(UInt8(0xff))
      append(UInt64(value))
    }
  }

  mutating func append(script: ArraySlice<UInt8>) {
    append(compactSize: script.count)
    append(contentsOf: script)
  }

  mutating func append(_ outPoint: OutPoint) {
    append(outPoint.transaction)
    append(outPoint.index)
  }
}
