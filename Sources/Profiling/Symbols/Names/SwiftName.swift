/// The short form of a Swift name: `GRDB.Database.execute(sql:arguments:)`.
///
/// Labels stay, since they are part of a function's name; types of arguments, results and
/// specializations go, and so functions that differ in nothing else share a frame, as do the parts
/// of an async function. The module stands in front unless it is the standard library.
enum SwiftName {
  static func short(_ mangled: [UInt8], keepsSpecializations: Bool = false) -> String? {
    guard var text = Demangler.brief(mangled) else { return nil }
    if !keepsSpecializations { text.removeAll("specialized ") }
    return qualified(text, mangled: mangled)
  }

  /// Words in front of a name, from which the name itself is told apart.
  private static let introductions = [
    "specialized ", "static ", "partial apply for ", "merged ", "implicit ", "dispatch thunk of ",
    "type metadata accessor for ", "type metadata completion function for ",
    "type metadata instantiation function for ", "lazy ", "variable initialization expression of ",
    "one-time initialization function for ", "outlined copy of ", "outlined consume of ",
    "outlined destroy of ", "destroy for ", "assignWithCopy for ", "assignWithTake for ",
    "initializeWithCopy for ", "initializeWithTake for ", "getEnumTag for ",
    "initializeBufferWithCopyOfBuffer for ", "storeEnumTagSinglePayload for ",
    "getEnumTagSinglePayload for ", "destructiveInjectEnumTag for ",
    "destructiveProjectEnumData for ",
  ]

  /// Puts the module in front of the name proper, where both can be told for sure.
  private static func qualified(_ text: String, mangled: [UInt8]) -> String {
    guard let (module, rest) = SwiftMangling.module(of: mangled) else { return text }
    var start = text.startIndex
    if text.hasPrefix("protocol witness for "), let end = text.lastEnd(of: " in conformance ") {
      start = end
    } else {
      while let end = introductionEnd(in: text[start...]) { start = end }
    }
    guard start < text.endIndex else { return text }
    // A name that is composed of words of earlier ones begins with 0: it cannot be compared.
    if let declared = SwiftMangling.identifier(rest)?.text {
      guard text[start...].hasPrefix(declared) || isPrivate(declared) else { return text }
    } else if rest.first != UInt8(ascii: "0") {
      return text
    }
    return text[..<start] + module + "." + text[start...]
  }

  /// Private names are preceded by the file's number in hexadecimal: `33_1D67…`.
  private static func isPrivate(_ name: String) -> Bool {
    name.utf8.count == 33 && name.hasPrefix("_")
  }

  private static func introductionEnd(in text: Substring) -> String.Index? {
    if let word = introductions.first(where: { text.hasPrefix($0) }) {
      return text.index(text.startIndex, offsetBy: word.count)
    }
    for word in ["closure #", "default argument ", "property wrapper backing initializer "] {
      guard text.hasPrefix(word) else { continue }
      let number = text.dropFirst(word.count).prefix { $0.isNumber }
      for link in [" in ", " of "] where text[number.endIndex...].hasPrefix(link) {
        return text.index(number.endIndex, offsetBy: link.count)
      }
      if number.isEmpty, text.dropFirst(word.count).hasPrefix("of ") {
        return text.index(text.startIndex, offsetBy: word.count + 3)
      }
    }
    return nil
  }
}

extension String {
  fileprivate mutating func removeAll(_ word: String) {
    var result = ""
    var rest = self[...]
    while let found = rest.firstRange(of: word) {
      result += rest[..<found.lowerBound]
      rest = rest[found.upperBound...]
    }
    self = result + rest
  }

  fileprivate func lastEnd(of word: String) -> Index? {
    ranges(of: word).last?.upperBound
  }
}
