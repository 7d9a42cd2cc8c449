import CProfiling

/// Bytes of a recording under construction, in the machine's order as the format wants it.
struct RecordBytes {
  private(set) var bytes: [UInt8] = []

  mutating func append<Number: FixedWidthInteger>(_ number: Number) {
    withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ other: some Sequence<UInt8>) { bytes.append(contentsOf: other) }

  /// Appends the memory of the kernel's structure.
  mutating func append(_ attributes: perf_event_attr) {
    withUnsafeBytes(of: attributes) { bytes.append(contentsOf: $0) }
  }

  /// Appends at least one zero byte, up to a multiple of `alignment` bytes counted from `start`.
  mutating func terminate(alignment: Int, from start: Int) {
    repeat { bytes.append(0) } while (bytes.count - start) % alignment != 0
  }

  /// Appends a string of a header feature: its length with padding, and as many bytes.
  mutating func append(featureString string: some Collection<UInt8>) {
    let padded = (string.count + 1 + 63) & ~63
    append(UInt32(padded))
    bytes.append(contentsOf: string)
    bytes.append(contentsOf: repeatElement(0, count: padded - string.count))
  }

  /// Appends a record with its header, which counts the bytes of `body` and of the record's end.
  ///
  /// Nothing is appended when the record has more bytes than a header can say.
  mutating func append(
    recordOf type: UInt32, flags: UInt16 = 0, _ body: (inout RecordBytes) -> Void
  ) {
    var record = RecordBytes()
    body(&record)
    guard let size = UInt16(exactly: record.bytes.count + 8) else { return }
    append(type)
    append(flags)
    append(size)
    bytes.append(contentsOf: record.bytes)
  }
}
