/// The names of Rust's older mangling, which looks like C++: `_ZN4core3fmt5write17h0123…E`.
enum RustName {
  private static let escapes: [(String, String)] = [
    ("$SP$", "@"), ("$BP$", "*"), ("$RF$", "&"), ("$LT$", "<"), ("$GT$", ">"), ("$LP$", "("),
    ("$RP$", ")"), ("$C$", ","), ("$u20$", " "), ("$u22$", "\""), ("$u27$", "'"), ("$u2b$", "+"),
    ("$u3b$", ";"), ("$u5b$", "["), ("$u5d$", "]"), ("$u7b$", "{"), ("$u7d$", "}"),
    ("$u7e$", "~"), ("..", "::"),
  ]

  /// The path of a function without the hash that ends it, or `nil` when the name is not Rust's.
  static func short(_ mangled: [UInt8]) -> String? {
    guard mangled.starts(with: "_ZN".utf8) else { return nil }
    var parts: [String] = []
    var rest = mangled[3...]
    while let (part, next) = SwiftMangling.identifier(rest) {
      parts.append(part)
      rest = next
    }
    guard rest.first == UInt8(ascii: "E"), let hash = parts.popLast(), isHash(hash),
      !parts.isEmpty
    else { return nil }
    return parts.map(plain).joined(separator: "::")
  }

  /// `h` and 16 hexadecimal digits.
  private static func isHash(_ part: String) -> Bool {
    part.utf8.count == 17 && part.hasPrefix("h")
      && part.utf8.dropFirst().allSatisfy("0123456789abcdef".utf8.contains)
  }

  private static func plain(_ part: String) -> String {
    // A part may not begin with an escape, so an underscore is put there.
    var rest = part.hasPrefix("_$") ? part.dropFirst() : part[...]
    var result = ""
    while let first = rest.first {
      if let (code, text) = escapes.first(where: { rest.hasPrefix($0.0) }) {
        result += text
        rest = rest.dropFirst(code.count)
      } else {
        result.append(first)
        rest = rest.dropFirst()
      }
    }
    return result
  }
}
