/// How functions are named.
package enum NameStyle: Hashable, Sendable {
  /// Without types of arguments, results and specializations: what fits into a picture.
  case short
  /// All that the mangled name says.
  case full
  /// As the file has it, to be compared with what other tools print.
  case raw
}

/// What a symbol of a file is called in a picture.
package enum FunctionName {
  /// - Parameter symbol: A name as it stands in a symbol table, mangled or not.
  package static func text(_ symbol: [UInt8], style: NameStyle) -> String {
    guard style != .raw else { return String(decoding: symbol, as: UTF8.self) }
    let plt = Array("@plt".utf8)
    let isStub = symbol.count > plt.count && symbol.suffix(plt.count).elementsEqual(plt)
    let name = isStub ? Array(symbol.dropLast(plt.count)) : withoutVersion(symbol)
    return demangled(name, style: style) + (isStub ? "@plt" : "")
  }

  private static func demangled(_ name: [UInt8], style: NameStyle) -> String {
    if SwiftMangling.isMangled(name) {
      if let text = style == .short ? SwiftName.short(name) : Demangler.full(name) { return text }
    } else if name.starts(with: "_Z".utf8) {
      if let text = RustName.short(name) { return text }
      if let text = Demangler.brief(name) { return style == .short ? CxxName.short(text) : text }
    } else if let text = RustV0Name.short(name) {
      return text
    } else if style == .short {
      // Async functions that were given a name of their own have parts, too.
      return String(decoding: SwiftMangling.withoutAsyncPart(name), as: UTF8.self)
    }
    return String(decoding: name, as: UTF8.self)
  }

  /// Removes what follows `@`: `memcpy@@GLIBC_2.14` is `memcpy`.
  private static func withoutVersion(_ symbol: [UInt8]) -> [UInt8] {
    guard let at = symbol.firstIndex(of: UInt8(ascii: "@")), at > 0 else { return symbol }
    return Array(symbol[..<at])
  }
}
