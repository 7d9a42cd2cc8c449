/// Writes foreign text into GitHub Flavored Markdown so that it stays text.
enum MarkdownText {
  /// Text for a paragraph or a table cell.
  ///
  /// What means something to Markdown or HTML is escaped, the dollar sign of formulas too. A
  /// zero-width space keeps GitHub from calling a user after `@` and from linking an issue
  /// after `#`: both look at the text only after backslashes and entities are resolved.
  ///
  /// - Precondition: The text has passed `Charset.line`, so it has no line break.
  /// - Source: *GitHub Flavored Markdown Spec* 0.29, sections 2.4, 4.10 and 6.1.
  static func escaped(_ text: String) -> String {
    var previous: Character?
    return text.reduce(into: "") { escaped, character in
      if let sign = previous, sign == "@" || sign == "#", character.isLetter || character.isNumber {
        escaped += "&#8203;"
      }
      previous = character
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\\", "`", "*", "_", "[", "]", "|", "~", "$":
        escaped.append("\\")
        escaped.append(character)
      default: escaped.append(character)
      }
    }
  }

  /// A code block whose fence is longer than any row of backticks inside.
  static func fenced(_ lines: [String], indent: Int) -> [String] {
    let longest = lines.flatMap { $0.split { $0 != "`" } }.map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    let margin = String(repeating: " ", count: indent)
    return [margin + fence + "text"] + lines.map { margin + $0 } + [margin + fence]
  }

  static func row(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |"
  }
}
