/// Finds where a terminal would stop reading a command and show text again.
///
/// - Source: ECMA-48, 5th ed. (1991), sections 5.3 to 5.6; that BEL also ends an operating
///   system command is xterm's.
struct EscapeSequences {
  private typealias Text = Substring.UnicodeScalarView

  /// Once the end of the text was reached in search of a terminator, no later search is made:
  /// a text of opened strings would otherwise take quadratic time.
  private var mayTerminate = true

  /// How many scalars the sequence at the start takes; 0 when there is none.
  ///
  /// Of a string that is never closed only the opening counts, so that a broken sequence
  /// cannot swallow the text after it. To be asked from the start of the text to its end.
  mutating func length(atStartOf text: Substring.UnicodeScalarView) -> Int {
    guard let first = text.first else { return 0 }
    let rest = text.dropFirst()
    switch first {
    case "\u{9B}": return 1 + controlLength(rest)
    case "\u{90}", "\u{98}", "\u{9D}", "\u{9E}", "\u{9F}": return 1 + stringLength(rest)
    case "\u{1B}": break
    default: return 0
    }
    switch rest.first {
    case "[": return 2 + controlLength(rest.dropFirst())
    case "]", "P", "X", "^", "_": return 2 + stringLength(rest.dropFirst())
    default: return 1 + length(of: rest, final: 0x30...0x7E)
    }
  }

  /// Parameters, intermediates and the final of a control sequence.
  private func controlLength(_ text: Text) -> Int {
    let parameters = text.prefix { (0x30...0x3F).contains($0.value) }.count
    return parameters + length(of: text.dropFirst(parameters), final: 0x40...0x7E)
  }

  /// Intermediates, and the final when it is there.
  private func length(of text: Text, final: ClosedRange<UInt32>) -> Int {
    let intermediates = text.prefix { (0x20...0x2F).contains($0.value) }.count
    guard let last = text.dropFirst(intermediates).first, final.contains(last.value) else {
      return intermediates
    }
    return intermediates + 1
  }

  /// A string and its terminator; 0 when nothing terminates it.
  private mutating func stringLength(_ text: Text) -> Int {
    guard mayTerminate else { return 0 }
    var length = 0
    var previous: Unicode.Scalar?
    for scalar in text {
      length += 1
      if scalar == "\u{7}" || scalar == "\u{9C}" { return length }
      if previous == "\u{1B}", scalar == "\\" { return length }
      previous = scalar
    }
    mayTerminate = false
    return 0
  }
}
