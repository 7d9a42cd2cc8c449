/// Text of others made safe to show: a benchmark may print anything, and its last words end up
/// in reports.
package enum PlainText {
  /// The text without escape sequences and invisible characters, on one line.
  ///
  /// A tab becomes four spaces, every other kind of line or column control one space. Other
  /// controls, formatting characters (which can reverse the reading order) and variation
  /// selectors are left out; so the width of what remains is certain. Unassigned code points
  /// become U+FFFD. White space at the end is dropped, at the start it is kept.
  ///
  /// - Complexity: O(*n*).
  package static func line(_ text: String) -> String {
    var shown = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    var sequences = EscapeSequences()
    while let scalar = rest.first {
      let length = sequences.length(atStartOf: rest)
      guard length == 0 else {
        rest = rest.dropFirst(length)
        continue
      }
      rest.removeFirst()
      switch scalar {
      case "\t":
        shown.append(contentsOf: "    ".unicodeScalars)
      case "\r" where rest.first == "\n":
        continue
      case "\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}":
        shown.append(" ")
      default:
        if let replacement = replacement(of: scalar) { shown.append(replacement) }
      }
    }
    while let last = shown.last, last.properties.isWhitespace { shown.removeLast() }
    return String(shown)
  }

  private static func replacement(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
    if scalar.isASCII { return 0x20 <= scalar.value && scalar.value < 0x7F ? scalar : nil }
    if scalar.properties.isDefaultIgnorableCodePoint { return nil }
    return switch scalar.properties.generalCategory {
    case .control, .format: nil
    case .unassigned: "\u{FFFD}"
    default: scalar
    }
  }
}
