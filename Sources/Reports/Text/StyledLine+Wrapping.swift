extension StyledLine {
  /// A paragraph: its first line stands in by `indent`, the others by `hanging`.
  ///
  /// - Parameter hanging: `nil` for the same as `indent`.
  /// - Returns: At least one line; none is wider than `width`.
  static func wrapped(
    _ text: String, width: Int, indent: Int = 0, hanging: Int? = nil, style: Style = .plain
  ) -> [StyledLine] {
    let hanging = hanging ?? indent
    return TextWrap.lines(text, cells: width - max(indent, hanging)).enumerated().map {
      index, row in
      var line = StyledLine()
      line.pad(to: index == 0 ? indent : hanging)
      line.append(row, style)
      return line
    }
  }
}
