extension Charset {
  /// Text of someone else's on one line and within bounds, with its middle cut out where it is
  /// longer.
  ///
  /// Marks that combine take no cell and escape sequences are not shown, so the cells alone
  /// would bound neither the bytes nor the time: far more scalars than fit are cut first.
  ///
  /// - Complexity: O(`cells`), after one look at the length of the text.
  func bounded(_ text: String, cells: Int) -> String {
    let scalars = text.unicodeScalars
    let half = 4 * cells
    guard scalars.count > 2 * half else {
      return TextWrap.elided(line(text), cells: cells, charset: self)
    }
    var ends = String.UnicodeScalarView(scalars.prefix(half))
    ends.append(contentsOf: ellipsis.unicodeScalars)
    ends.append(contentsOf: scalars.suffix(half))
    return TextWrap.elided(line(String(ends)), cells: cells, charset: self)
  }

  /// A reason, a warning, or what a failure says of itself.
  func sentence(_ text: String) -> String { bounded(text, cells: FailureFacts.messageCells) }
}
