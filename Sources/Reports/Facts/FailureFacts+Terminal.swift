extension FailureFacts {
  /// A failure below a table: what failed, why, and its last words further in.
  ///
  /// - Parameter place: Follows the kind, such as `, in the base`.
  func lines(width: Int, place: String = "") -> [StyledLine] {
    func wrapped(
      _ text: String, indent: Int, hanging: Int? = nil, style: StyledLine.Style = .plain
    ) -> [StyledLine] {
      StyledLine.wrapped(text, width: width, indent: indent, hanging: hanging, style: style)
    }
    var lines = wrapped("\(name): \(kind)\(place)", indent: 2, hanging: 4, style: .red)
    lines += wrapped(message, indent: 4)
    if earlierLines > 0 {
      let noun = earlierLines == 1 ? "line" : "lines"
      lines += wrapped(
        "(\(earlierLines) earlier \(noun) of output left out)", indent: 6, style: .dim)
    }
    return lines + lastOutput.flatMap { wrapped($0, indent: 6, hanging: 8, style: .dim) }
  }
}
