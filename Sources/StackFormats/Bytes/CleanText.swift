/// Names made fit for the text formats.
enum CleanText {
  /// The name as valid UTF-8 without control characters, each of which becomes U+FFFD.
  static func repaired(_ name: UnsafeRawBufferPointer) -> [UInt8] {
    if name.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return Array(name) }
    var clean: [UInt8] = []
    clean.reserveCapacity(name.count)
    for scalar in name.text.unicodeScalars {
      let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      clean.append(contentsOf: UTF8.encode(isControl ? "\u{FFFD}" : scalar)!)
    }
    return clean
  }
}
