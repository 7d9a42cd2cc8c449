/// The lines of a committed file, with what is wrong with all of them said first.
struct TextLines {
  struct Line {
    let number: Int
    let text: Substring
  }

  let file: String
  let lines: [Line]

  /// - Throws: `LineError` for a conflict that was not resolved, for carriage returns, for a last
  ///   line that is cut off, and for text that is not UTF-8.
  init(_ bytes: some Sequence<UInt8>, file: String) throws(LineError) {
    self.file = file
    guard let text = String(validating: Array(bytes), as: UTF8.self) else {
      throw LineError(file: file, line: nil, "expected UTF-8 text.")
    }
    var lines: [Line] = []
    // Bytes are split, since a carriage return and a line feed are one character.
    for (index, line) in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .enumerated()
    {
      lines.append(Line(number: index + 1, text: Substring(line)))
    }
    for line in lines {
      if let marker = Self.conflictMarkers.first(where: { line.text.hasPrefix($0) }) {
        throw LineError(
          file: file, line: line.number,
          """
          '\(marker)' is a conflict marker of git: a merge was not finished. Decide for one side, \
          such as with 'git checkout --ours \(file)', or measure and save again.
          """)
      }
      if line.text.utf8.last == 0x0D {
        throw LineError(
          file: file, line: line.number,
          """
          the line ends in a carriage return, expected a line feed alone. Turn the conversion off \
          with '* -text' in .gitattributes.
          """)
      }
    }
    guard let last = lines.last, lines.count > 1 || !last.text.isEmpty else {
      throw LineError(file: file, line: nil, "the file is empty.")
    }
    guard last.text.isEmpty else {
      throw LineError(
        file: file, line: last.number,
        "expected a line feed at the end of the last line: the file may be cut off.")
    }
    self.lines = lines.dropLast()
  }

  /// With `diff3` style there is a fourth marker; a separator stands alone on its line.
  private static let conflictMarkers = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"]
}
