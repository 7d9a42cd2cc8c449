/// The two kinds of protobuf fields that pprof needs: whole numbers and bytes.
///
/// - Source: protobuf's encoding guide: a key is the field's number times 8 plus its wire type.
struct ProtobufOutput {
  private(set) var bytes: [UInt8] = []

  mutating func varint(_ value: UInt64) {
    var value = value
    while value >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(value))
  }

  /// 0 is the default and is not written.
  mutating func field(_ number: UInt64, _ value: UInt64) {
    guard value != 0 else { return }
    varint(number << 3)
    varint(value)
  }

  mutating func field(_ number: UInt64, bytes content: [UInt8]) {
    varint(number << 3 | 2)
    varint(UInt64(content.count))
    bytes.append(contentsOf: content)
  }

  mutating func field(_ number: UInt64, message: (inout ProtobufOutput) -> Void) {
    var inner = ProtobufOutput()
    message(&inner)
    field(number, bytes: inner.bytes)
  }

  mutating func field(_ number: UInt64, packed values: some Sequence<UInt64>) {
    var inner = ProtobufOutput()
    for value in values { inner.varint(value) }
    field(number, bytes: inner.bytes)
  }
}
