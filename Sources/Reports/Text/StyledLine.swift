/// One line of terminal output, whose width is known before any color is added.
struct StyledLine {
  enum Style: String {
    case plain = ""
    case dim = "\u{1B}[2m"
    case red = "\u{1B}[31m"
    case yellow = "\u{1B}[33m"
  }

  private var spans: [(text: String, style: Style)] = []
  private(set) var cells = 0

  init() {}

  init(_ text: String, _ style: Style = .plain) {
    append(text, style)
  }

  mutating func append(_ text: String, _ style: Style = .plain) {
    guard !text.isEmpty else { return }
    spans.append((text, style))
    cells += CellWidth.of(text)
  }

  /// Adds spaces up to the given cell; does nothing when the line is already there.
  mutating func pad(to cell: Int) {
    append(String(repeating: " ", count: max(0, cell - cells)))
  }

  /// The text, without spaces at its end; with `color`, each styled span is switched on and off.
  func rendered(color: Bool) -> String {
    var kept = spans
    while let last = kept.popLast() {
      let text = String(last.text.reversed().drop { $0 == " " }.reversed())
      guard text.isEmpty else {
        kept.append((text, last.style))
        break
      }
    }
    return kept.reduce(into: "") { text, span in
      let isColored = color && span.style != .plain
      text += isColored ? span.style.rawValue + span.text + "\u{1B}[0m" : span.text
    }
  }
}
