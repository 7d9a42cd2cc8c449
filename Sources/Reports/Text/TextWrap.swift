/// Breaks text into lines of a given number of cells, losing nothing but spaces at the breaks.
///
/// It works on scalars, since a single character can be made of so many emoji modifiers that
/// it is wider than any terminal.
enum TextWrap {
  /// Breaks after a space where there is one, else after a slash, else anywhere.
  ///
  /// - Returns: At least one line. None is wider than `cells`, which must hold two, the widest
  ///   scalar.
  static func lines(_ text: String, cells: Int) -> [String] {
    precondition(cells >= 2, "a line holds at least one wide character, got \(cells) cells")
    var lines: [String] = []
    var line: [Unicode.Scalar] = []
    var width = 0
    for scalar in text.unicodeScalars {
      let extra = CellWidth.of(scalar)
      while width + extra > cells {
        let cut = scalar == " " ? line.count : pleasantCut(of: line, before: scalar)
        lines.append(trimmed(line[..<cut]))
        line = Array(line[cut...].drop { $0 == " " })
        width = line.reduce(0) { $0 + CellWidth.of($1) }
      }
      if line.isEmpty, scalar == " ", !lines.isEmpty { continue }
      line.append(scalar)
      width += extra
    }
    if !line.isEmpty || lines.isEmpty { lines.append(trimmed(line[...])) }
    return lines
  }

  /// Cuts the middle out of a text that is wider than `cells`, so that both ends can be read.
  static func elided(_ text: String, cells: Int, charset: Charset) -> String {
    guard CellWidth.of(text) > cells else { return text }
    let room = max(0, cells - CellWidth.of(charset.ellipsis))
    let head = prefix(of: text.unicodeScalars, cells: room - room / 2)
    let tail = prefix(of: text.unicodeScalars.reversed(), cells: room / 2)
    return string(head) + charset.ellipsis + string(tail.reversed())
  }

  private static func prefix(
    of scalars: some Sequence<Unicode.Scalar>, cells: Int
  ) -> [Unicode.Scalar] {
    var width = 0
    return scalars.prefix { scalar in
      width += CellWidth.of(scalar)
      return width <= cells
    }
  }

  /// Never 0: the spaces at the start of a line are no place to break. Nor is the one between
  /// a number and its percent sign.
  private static func pleasantCut(of line: [Unicode.Scalar], before next: Unicode.Scalar) -> Int {
    let start = line.firstIndex { $0 != " " } ?? line.count
    let words = line[start...]
    let afterSpace = words.indices.last { index in
      line[index] == " " && (index + 1 < line.count ? line[index + 1] : next) != "%"
    }
    return (afterSpace ?? words.lastIndex(of: "/")).map { $0 + 1 } ?? line.count
  }

  private static func trimmed(_ line: ArraySlice<Unicode.Scalar>) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return string(line)
  }

  private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}
