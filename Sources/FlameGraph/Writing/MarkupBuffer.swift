/// Bytes of XML. Whatever comes from outside goes in through `appendText`, and nothing else does.
struct MarkupBuffer {
  private(set) var bytes: [UInt8] = []

  mutating func reserve(_ capacity: Int) {
    bytes.reserveCapacity(capacity)
  }

  /// Markup of our own, as it is.
  mutating func append(_ markup: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: markup.utf8Start, count: markup.utf8CodeUnitCount))
  }

  /// Markup of our own that was put together, as it is.
  mutating func appendMarkup(_ markup: String) {
    bytes.append(contentsOf: markup.utf8)
  }

  /// Markup of our own, as it is.
  mutating func appendBytes(_ markup: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: markup)
  }

  mutating func appendByte(_ character: Unicode.Scalar) {
    bytes.append(UInt8(ascii: character))
  }

  /// Text of any origin: repaired where it is no UTF-8 or has what XML forbids, and escaped.
  mutating func appendText(_ text: String) {
    var text = text
    text.withUTF8 { appendText(UnsafeRawBufferPointer($0)) }
  }

  mutating func appendText(_ text: UnsafeRawBufferPointer) {
    var index = 0
    while index < text.count {
      var end = index
      while end < text.count, Self.isPlain(text[end]) { end += 1 }
      bytes.append(contentsOf: text[index..<end])
      guard end < text.count else { return }
      if text[end] >= 0x80 || text[end] < 0x20 || text[end] == 0x7F {
        // Rare; decoding from here to the end keeps what belongs together.
        appendRepaired(String(decoding: text[end...], as: UTF8.self))
        return
      }
      appendEscaped(text[end])
      index = end + 1
    }
  }

  private mutating func appendRepaired(_ text: String) {
    for scalar in text.unicodeScalars {
      let shown = scalar.shownInXML
      if shown.isASCII {
        appendEscaped(UInt8(shown.value))
      } else {
        bytes.append(contentsOf: UTF8.encode(shown)!)
      }
    }
  }

  private mutating func appendEscaped(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "&"): append("&amp;")
    case UInt8(ascii: "<"): append("&lt;")
    case UInt8(ascii: ">"): append("&gt;")
    case UInt8(ascii: "\""): append("&quot;")
    case UInt8(ascii: "'"): append("&#39;")
    default: bytes.append(byte)
    }
  }

  /// Printable ASCII that means nothing to XML.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "&") && byte != UInt8(ascii: "<")
      && byte != UInt8(ascii: ">") && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "'")
  }
}

extension Unicode.Scalar {
  /// Itself, or what takes its place: a space for a break, `U+FFFD` for what XML 1.0 has no
  /// character for, for controls, and for those that turn the direction of the text around them.
  var shownInXML: Unicode.Scalar {
    switch value {
    case 0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029: " "
    case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: "\u{FFFD}"
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: "\u{FFFD}"
    default: self
    }
  }
}
