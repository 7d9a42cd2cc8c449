/// What a mangled Swift name tells without being demangled.
enum SwiftMangling {
  private static let prefixes: [[UInt8]] = ["$s", "$S", "$e", "_$s", "_$S", "_T0"].map {
    Array($0.utf8)
  }

  /// Whether the compiler made the name; what follows may still be nonsense.
  static func isMangled(_ name: some Collection<UInt8>) -> Bool {
    prefixes.contains { name.starts(with: $0) }
  }

  /// The name of the whole function of which this is a part between two suspensions.
  ///
  /// The compiler splits an async function at each `await` and numbers the parts: `TQ0_` resumes after
  /// a call, `TY1_` after a switch of executors.
  static func withoutAsyncPart(_ name: [UInt8]) -> [UInt8] {
    guard name.last == UInt8(ascii: "_") else { return name }
    let digits = name.dropLast().reversed().prefix { (0x30...0x39).contains($0) }.count
    let mark = name.count - digits - 3
    guard digits > 0, mark > 0, name[mark] == UInt8(ascii: "T"),
      name[mark + 1] == UInt8(ascii: "Q") || name[mark + 1] == UInt8(ascii: "Y")
    else { return name }
    return Array(name[..<mark])
  }

  /// The module in which the named thing, or what it belongs to, was declared, and what follows.
  ///
  /// - Returns: `nil` for names that begin with a type, such as `$sSaySiG…`.
  static func module(of name: [UInt8]) -> (text: String, rest: ArraySlice<UInt8>)? {
    guard let prefix = prefixes.first(where: { name.starts(with: $0) }) else { return nil }
    return identifier(name[prefix.count...])
  }

  /// An identifier that is written out: its length in digits, then its bytes.
  static func identifier(
    _ text: ArraySlice<UInt8>
  ) -> (text: String, rest: ArraySlice<UInt8>)? {
    let digits = text.prefix { (0x30...0x39).contains($0) }
    guard let first = digits.first, first != 0x30, digits.count < 5,
      let length = Int(String(decoding: digits, as: UTF8.self)),
      length <= text.count - digits.count
    else { return nil }
    let start = text.startIndex + digits.count
    return (
      String(decoding: text[start..<(start + length)], as: UTF8.self), text[(start + length)...]
    )
  }

  /// Whether the standard library declared the named thing: `$ss…`, `$sSa…`, `$sSc…`.
  ///
  /// A method that another module adds to one of its types belongs to that module.
  static func isOfStandardLibrary(_ name: [UInt8], brief: String) -> Bool {
    guard let prefix = prefixes.first(where: { name.starts(with: $0) }) else { return false }
    var rest = name[prefix.count...]
    guard let first = rest.first else { return false }
    if first == UInt8(ascii: "s") { return true }
    guard first == UInt8(ascii: "S"), rest.count > 2 else { return false }
    let isConcurrency = rest[rest.startIndex + 1] == UInt8(ascii: "c")
    // `SC` and `So` are what C and Objective-C declare.
    if [UInt8(ascii: "C"), UInt8(ascii: "o")].contains(rest[rest.startIndex + 1]) { return false }
    rest = rest.dropFirst(isConcurrency ? 3 : 2)
    // In `$sSa15replaceSubrange…` a member follows, in `$sSa8pipeline…E6spread…` a module.
    guard let (next, _) = identifier(rest) else { return true }
    return brief.contains(next)
  }
}
