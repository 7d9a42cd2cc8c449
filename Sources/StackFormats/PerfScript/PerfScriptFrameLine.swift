/// One line of a stack: `7f10 main+0x1c (/usr/bin/worker)`.
///
/// Symbols hold blanks and brackets, and so do paths. The module is therefore the last bracket of
/// the line, matched from its end.
struct PerfScriptFrameLine {
  var address: UnsafeRawBufferPointer
  /// Without the offset behind it; empty where perf was not asked for symbols.
  var symbol: UnsafeRawBufferPointer
  /// Without brackets; empty where perf was not asked for modules.
  var module: UnsafeRawBufferPointer
  /// perf found by debug information that the frame is part of the next one.
  var isInlined = false

  init?(_ line: UnsafeRawBufferPointer) {
    let text = line.trimmed
    var end = 0
    while end < text.count, text[end].isHexDigit { end += 1 }
    guard end > 0, end == text.count || text[end].isBlank else { return nil }
    address = text.part(0, end)
    let rest = text.part(end, text.count).trimmed
    symbol = rest
    module = rest.part(rest.count, rest.count)
    if let open = Self.openBracket(of: rest) {
      symbol = rest.part(0, open).trimmed
      module = Self.withoutOffset(rest.part(open + 1, rest.count - 1))
      if module.isSame(as: "inlined") {
        isInlined = true
        module = rest.part(rest.count, rest.count)
      }
    }
    symbol = Self.withoutOffset(symbol)
  }

  /// Where the module's bracket opens: the partner of the one at the end, behind a blank.
  private static func openBracket(of text: UnsafeRawBufferPointer) -> Int? {
    guard let last = text.last, last == UInt8(ascii: ")") else { return nil }
    var depth = 0
    var index = text.count - 1
    while index >= 0 {
      if text[index] == UInt8(ascii: ")") {
        depth += 1
      } else if text[index] == UInt8(ascii: "(") {
        depth -= 1
        if depth == 0 {
          if index == 0 || text[index - 1].isBlank { return index }
          break
        }
      }
      index -= 1
    }
    // A path with a bracket that has no partner: the last one behind a blank.
    index = text.count - 1
    if text.hasSuffix(" (deleted))") { index -= 11 }
    while index > 0 {
      if text[index] == UInt8(ascii: "("), text[index - 1].isBlank,
        index + 1 < text.count, text[index + 1] == UInt8(ascii: "/")
      {
        return index
      }
      index -= 1
    }
    return nil
  }

  /// Without `+0x1c` at the end.
  private static func withoutOffset(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var start = text.count
    while start > 0, text[start - 1].isHexDigit { start -= 1 }
    guard start < text.count, start >= 3, text.part(0, start).hasSuffix("+0x") else { return text }
    return text.part(0, start - 3)
  }
}
