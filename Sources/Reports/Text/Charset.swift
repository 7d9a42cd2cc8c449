/// The signs that a terminal or a file can show; chosen by the caller from its locale.
package enum Charset: Sendable {
  case unicode
  case ascii

  var plusMinus: String { self == .unicode ? "±" : "+/-" }
  var micro: String { self == .unicode ? "µ" : "u" }
  var dash: String { self == .unicode ? "–" : "-" }
  var arrow: String { self == .unicode ? "→" : "->" }
  var ellipsis: String { self == .unicode ? "…" : "..." }
  var cross: String { self == .unicode ? "✗" : "x" }
  /// From the smallest share that is not zero to the largest.
  var bars: [Character] { Array(self == .unicode ? "▁▂▃▄▅▆▇█" : ".:-=+*#@") }

  /// One line of someone else's text, without anything that this charset cannot show.
  ///
  /// In ASCII the signs that this package writes itself are spelled out, and every other
  /// character becomes a question mark.
  func line(_ text: String) -> String {
    let plain = PlainText.line(text)
    guard self == .ascii else { return plain }
    return plain.reduce(into: "") { shown, character in
      if character.isASCII {
        shown.append(character)
      } else {
        shown += Self.spelledOut[character] ?? "?"
      }
    }
  }

  private static let spelledOut: [Character: String] = [
    "±": "+/-", "µ": "u", "μ": "u", "×": "x", "–": "-", "—": "-", "→": "->", "…": "...",
    "‘": "'", "’": "'", "“": "\"", "”": "\"",
  ]
}
