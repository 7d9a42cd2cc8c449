/// Puts line breaks into compact JSON where a person compares two reports.
enum JSONLines {
  /// Breaks between the members of the outermost object, and between the objects of an array
  /// that is such a member. The text ends in a line break.
  ///
  /// It knows nothing of the fields, so a new field of a run needs nothing here.
  ///
  /// - Precondition: The text is one object without white space between its tokens.
  /// - Complexity: O(*n*).
  static func broken(_ json: some Collection<UInt8>) -> [UInt8] {
    let newline = UInt8(ascii: "\n")
    var text: [UInt8] = []
    text.reserveCapacity(json.count + json.count / 64)
    var depth = 0
    var isInString = false
    var isEscaped = false
    var hasRows = false
    for (byte, next) in zip(json, Array(json.dropFirst()) + [newline]) {
      if isInString {
        text.append(byte)
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""):
        isInString = true
        text.append(byte)
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        text.append(byte)
        if depth == 2 { hasRows = byte == UInt8(ascii: "[") && next == UInt8(ascii: "{") }
        if depth == 1 || (depth == 2 && hasRows) { text.append(newline) }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 1 || (depth == 2 && hasRows) { text.append(newline) }
        depth -= 1
        text.append(byte)
      case UInt8(ascii: ","):
        text.append(byte)
        if depth == 1 || (depth == 2 && hasRows) { text.append(newline) }
      default:
        text.append(byte)
      }
    }
    text.append(newline)
    return text
  }
}
