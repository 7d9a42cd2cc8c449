/// The fields of a protobuf message, one after the other.
///
/// Bounds are checked at each step; a message that runs over its end is damaged.
struct ProtobufInput {
  /// A field's value as it stands on the wire.
  enum Value {
    case number(UInt64)
    case bytes(UnsafeRawBufferPointer)
  }

  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// The next field, or `nil` at the end.
  mutating func next() throws(StackFormatError) -> (number: UInt64, value: Value)? {
    guard position < bytes.count else { return nil }
    let key = try varint()
    let number = key >> 3
    guard number > 0 else { throw damaged("has a field with the number 0") }
    switch key & 7 {
    case 0: return (number, .number(try varint()))
    case 1: return (number, .number(try fixed(8)))
    case 2:
      let length = try varint()
      guard length <= UInt64(bytes.count - position) else {
        throw damaged("has a field of \(length) bytes, but \(bytes.count - position) left")
      }
      let start = position
      position += Int(length)
      return (number, .bytes(bytes.part(start, position)))
    case 5: return (number, .number(try fixed(4)))
    default: throw damaged("has a field of the unknown wire type \(key & 7)")
    }
  }

  /// Calls with each number of a repeated field, packed or not.
  static func forEachNumber(
    in value: Value, _ body: (UInt64) throws(StackFormatError) -> Void
  ) throws(StackFormatError) {
    switch value {
    case .number(let number): try body(number)
    case .bytes(let bytes):
      var packed = ProtobufInput(bytes)
      while packed.position < bytes.count { try body(packed.varint()) }
    }
  }

  private mutating func varint() throws(StackFormatError) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < bytes.count, shift < 70 {
      let byte = bytes[position]
      position += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    throw damaged("has a number that does not end")
  }

  private mutating func fixed(_ count: Int) throws(StackFormatError) -> UInt64 {
    guard count <= bytes.count - position else { throw damaged("ends within a number") }
    var value: UInt64 = 0
    for index in 0..<count { value |= UInt64(bytes[position + index]) << UInt64(index * 8) }
    position += count
    return value
  }

  private func damaged(_ what: String) -> StackFormatError {
    .damaged(.pprof, problem: "a message \(what) at its byte \(position).")
  }
}

extension ProtobufInput.Value {
  var number: UInt64? {
    if case .number(let number) = self { number } else { nil }
  }

  var bytes: UnsafeRawBufferPointer? {
    if case .bytes(let bytes) = self { bytes } else { nil }
  }
}
