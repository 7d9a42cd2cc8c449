/// One cell, quoted where RFC 4180 asks for it.
enum CSVCell {
  /// Text of ours or of a benchmark.
  ///
  /// A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula, so an
  /// apostrophe is put before it. This holds for names too: `-` and `+` may begin one.
  ///
  /// - Source: RFC 4180, section 2; OWASP, *CSV Injection*.
  static func text(_ text: String) -> String {
    let plain = PlainText.line(text)
    // After white space a spreadsheet may still find the formula.
    let first = plain.unicodeScalars.first { !$0.properties.isWhitespace }
    let guarded = first.map { formulaStarts.contains($0) } == true ? "'" + plain : plain
    guard guarded.contains(where: { $0 == "\"" || $0 == "," }) else { return guarded }
    return "\""
      + guarded.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }

  /// The fullwidth forms are read as their ASCII counterparts by some spreadsheets.
  private static let formulaStarts: Set<Unicode.Scalar> = [
    "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
  ]

  /// The shortest digits from which the same number is read back; whole numbers have no point.
  static func number(_ value: Double) -> String {
    Int(exactly: value).map { "\($0)" } ?? "\(value)"
  }
}
