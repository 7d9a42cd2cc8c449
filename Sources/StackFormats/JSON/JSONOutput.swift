import BenchModel

/// Writes JSON as bytes, piece by piece: exports are too large to be built as values first.
///
/// `<` is escaped, so the text can stand inside a `<script>` element.
struct JSONOutput {
  private(set) var bytes: [UInt8] = []

  mutating func raw(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  mutating func string(_ text: String) {
    var text = text
    text.withUTF8 { string(UnsafeRawBufferPointer($0)) }
  }

  mutating func string(_ text: UnsafeRawBufferPointer) {
    bytes.append(UInt8(ascii: "\""))
    for byte in CleanText.repaired(text) {
      switch byte {
      case UInt8(ascii: "\""): raw("\\\"")
      case UInt8(ascii: "\\"): raw("\\\\")
      case UInt8(ascii: "<"): raw("\\u003c")
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func number(_ value: Double) { bytes.append(contentsOf: Decimal.text(of: value).utf8) }

  mutating func number(_ value: Int) {
    guard value >= 10 || value < 0 else {
      bytes.append(UInt8(ascii: "0") + UInt8(value))
      return
    }
    bytes.append(contentsOf: String(value).utf8)
  }

  /// `[…]`, with a comma between what `write` writes for each element.
  mutating func array<Elements: Sequence>(
    _ elements: Elements, _ write: (inout JSONOutput, Elements.Element) -> Void
  ) {
    bytes.append(UInt8(ascii: "["))
    var isFirst = true
    for element in elements {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      write(&self, element)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  mutating func integers(_ values: some Sequence<Int>) { array(values) { $0.number($1) } }

  mutating func numbers(_ values: some Sequence<Double>) { array(values) { $0.number($1) } }

  /// The same element again and again, for columns that do not matter.
  mutating func array(repeating text: StaticString, count: Int) {
    array(0..<count) { output, _ in output.raw(text) }
  }
}
