/// How many cells of a terminal a text takes, which is neither its bytes nor its characters.
///
/// Characters of ambiguous width (such as `±` and `µ`) count as one cell, as terminals show
/// them outside of East Asian locales.
///
/// - Precondition: The text has passed `PlainText.line`, or is ours.
/// - Source: Unicode Standard Annex 11, *East Asian Width*, and the C function `wcwidth`, which
///   also gives the parts of a joined emoji a width each. Where a character is narrow in one
///   version of Unicode and wide in a later one, wide is taken: too much never breaks a line.
package enum CellWidth {
  /// - Complexity: O(*n*).
  package static func of(_ text: some StringProtocol) -> Int {
    text.unicodeScalars.reduce(0) { $0 + of($1) }
  }

  static func of(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    if joiningJamo.contains(where: { $0.contains(scalar.value) }) { return 0 }
    if scalar.properties.isEmojiPresentation { return 2 }
    return wideBlocks.contains { $0.contains(scalar.value) } ? 2 : 1
  }

  /// Hangul vowels and finals, which join the leading consonant before them.
  private static let joiningJamo: [ClosedRange<UInt32>] = [0x1160...0x11FF, 0xD7B0...0xD7FF]

  private static let wideBlocks: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2630...0x2637, 0x268A...0x268F, 0x2E80...0x303E,
    0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
    0xFE30...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18D08, 0x1AFF0...0x1B2FB,
    0x1D300...0x1D376, 0x1F200...0x1F265, 0x20000...0x3FFFD,
  ]
}
