/// How many columns of a fixed-width font text takes, and what of it fits.
///
/// Works on what a reader sees as one character, before anything is escaped, so that neither an
/// emoji nor an entity is ever cut in two.
enum LabelText {
  /// Fewer columns than this say nothing, and the box stays empty.
  static let fewestColumns = 3

  /// The text, or as much of it as fits with an ellipsis; `nil` when too little fits.
  static func fitted(_ text: String, columns: Int) -> String? {
    guard columns >= fewestColumns else { return nil }
    if text.utf8.count <= columns { return text }
    var used = 0
    var keptToEllipsis = text.startIndex
    var index = text.startIndex
    while index < text.endIndex {
      used += Self.columns(of: text[index])
      if used > columns { return text[..<keptToEllipsis] + "…" }
      index = text.index(after: index)
      if used < columns { keptToEllipsis = index }
    }
    return text
  }

  /// Lines of at most so many columns, broken at spaces where there are any.
  static func wrapped(_ text: String, columns: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
      var word = word
      var width = Self.columns(of: word)
      if used > 0, used + 1 + width > columns {
        lines.append(line)
        (line, used) = ("", 0)
      }
      while width > columns {
        let piece = word.prefix(max(columns / 2, 1))
        lines.append(String(piece))
        word = word.dropFirst(piece.count)
        width = Self.columns(of: word)
      }
      if used > 0 {
        line += " "
        used += 1
      }
      line += word
      used += width
    }
    if used > 0 { lines.append(line) }
    return lines
  }

  static func columns(of text: some StringProtocol) -> Int {
    text.reduce(0) { $0 + columns(of: $1) }
  }

  /// Two for what East Asian fonts and emoji draw twice as wide.
  private static func columns(of character: Character) -> Int {
    if character.isASCII { return 1 }
    let scalars = character.unicodeScalars
    let isWide = scalars.contains {
      $0.properties.isEmojiPresentation || $0.value == 0xFE0F || isEastAsianWide($0.value)
    }
    return isWide ? 2 : 1
  }

  /// The blocks of Unicode whose characters are wide, in whole rows.
  private static func isEastAsianWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100..<0x1160, 0x2E80..<0xA4D0, 0xA960..<0xA980, 0xAC00..<0xD7B0, 0xF900..<0xFB00,
      0xFE30..<0xFE70, 0xFF00..<0xFF61, 0xFFE0..<0xFFE7, 0x1F300..<0x1FB00, 0x20000..<0x40000:
      true
    default: false
    }
  }
}
