/// Writes foreign text into XML so that it stays text.
package enum XMLText {
  /// For an element's content as well as for an attribute in double quotes.
  ///
  /// What XML 1.0 has no way to write, not even as a character reference, becomes U+FFFD: most
  /// controls, and the two noncharacters of the first plane. A line break in an attribute would
  /// be read as a blank, so it is written as a reference.
  ///
  /// - Source: *Extensible Markup Language (XML) 1.0*, 5th ed., sections 2.2, 2.4 and 3.3.3.
  package static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { escaped, scalar in
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\n": escaped += "&#10;"
      case "\t": escaped += "&#9;"
      case "\r": escaped += "&#13;"
      case "\u{20}"..."\u{D7FF}", "\u{E000}"..."\u{FFFD}", "\u{10000}"..."\u{10FFFF}":
        escaped.unicodeScalars.append(scalar)
      default: escaped += "\u{FFFD}"
      }
    }
  }
}
