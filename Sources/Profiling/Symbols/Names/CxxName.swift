/// The short form of a demangled C++ name: no parameters, no result, as `perf` prints it.
enum CxxName {
  /// - Parameter demangled: Such as `void ns::call<int>(int, char const*) const`.
  /// - Returns: Such as `ns::call<int>`.
  static func short(_ demangled: String) -> String {
    let bytes = Array(demangled.utf8)
    let nameEnd = bytes.firstIndex(of: " [clone ") ?? bytes.count
    let name = withoutResult(withoutParameters(Array(bytes[..<nameEnd])))
    return String(decoding: name + bytes[nameEnd...], as: UTF8.self)
  }

  private static let signs = [
    "()", "[]", "\"\"", "<=>", "<<=", ">>=", "->*", "<<", ">>", "<=", ">=", "->", "<", ">",
  ]
  private static let openings = Array("(<{[".utf8)
  private static let closings = Array(")>}]".utf8)

  /// Removes the list of parameters that ends the name, and the qualifiers behind it.
  ///
  /// Lists before it belong to functions in which something was declared, and tell it from others.
  private static func withoutParameters(_ name: [UInt8]) -> [UInt8] {
    var depth = 0
    var index = 0
    while index < name.count {
      if let end = endOfOperator(name, at: index) {
        index = end
        continue
      }
      let byte = name[index]
      if byte == UInt8(ascii: "("), depth == 0, isParameters(name, at: index) {
        let end = endOfBrackets(name, at: index)
        if endOfQualifiers(name, at: end) == name.count { return Array(name[..<index]) }
        index = end
        continue
      }
      if openings.contains(byte) { depth += 1 }
      if closings.contains(byte) { depth = max(depth - 1, 0) }
      index += 1
    }
    return name
  }

  /// Removes what stands before the last space outside of brackets, except in what is no result.
  private static func withoutResult(_ name: [UInt8]) -> [UInt8] {
    var depth = 0
    var start = 0
    var index = 0
    while index < name.count {
      if let end = endOfOperator(name, at: index) {
        // The type that a conversion operator names may have spaces.
        if end < name.count, name[end] == UInt8(ascii: " ") { break }
        index = end
        continue
      }
      let byte = name[index]
      if openings.contains(byte) { depth += 1 }
      if closings.contains(byte) { depth = max(depth - 1, 0) }
      // A function within `f() const` has that in its name.
      if byte == UInt8(ascii: " "), depth == 0, endOfQualifiers(name, at: index) == index {
        start = index + 1
      }
      index += 1
    }
    let words = name[..<start]
    // `vtable for X` and `virtual thunk to f` say what it is.
    let saysWhat = words.ends(with: " for ") || words.ends(with: " to ")
    return saysWhat ? name : Array(name[start...])
  }

  /// One past `operator` and its signs if it stands here, so that they are not taken for brackets.
  private static func endOfOperator(_ name: [UInt8], at index: Int) -> Int? {
    let word = Array("operator".utf8)
    guard name[index...].starts(with: word) else { return nil }
    if index > 0, isPartOfIdentifier(name[index - 1]) { return nil }
    let end = index + word.count
    guard end < name.count, !isPartOfIdentifier(name[end]) else { return nil }
    for signs in signs {
      if name[end...].starts(with: signs.utf8) { return end + signs.utf8.count }
    }
    return end
  }

  private static func isParameters(_ name: [UInt8], at index: Int) -> Bool {
    guard index > 0 else { return false }
    let isNamespace = name[index...].starts(with: "(anonymous namespace)".utf8)
    return !isNamespace && name[index - 1] != UInt8(ascii: " ")
  }

  private static func endOfBrackets(_ name: [UInt8], at start: Int) -> Int {
    var depth = 0
    var index = start
    while index < name.count {
      if let end = endOfOperator(name, at: index) {
        index = end
        continue
      }
      if openings.contains(name[index]) { depth += 1 }
      if closings.contains(name[index]) { depth -= 1 }
      index += 1
      if depth == 0 { break }
    }
    return index
  }

  private static func endOfQualifiers(_ name: [UInt8], at start: Int) -> Int {
    var index = start
    var found = true
    while found {
      found = false
      for word in [" const", " volatile", " &&", " &", " noexcept"]
      where name[index...].starts(with: word.utf8) {
        index += word.utf8.count
        found = true
      }
    }
    return index
  }

  private static func isPartOfIdentifier(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte)
      || (0x61...0x7a).contains(byte)
  }
}

extension [UInt8] {
  fileprivate func firstIndex(of word: String) -> Int? {
    let word = Array(word.utf8)
    guard count >= word.count else { return nil }
    return (0...(count - word.count)).first { self[$0...].starts(with: word) }
  }
}

extension ArraySlice<UInt8> {
  fileprivate func ends(with word: String) -> Bool {
    suffix(word.utf8.count).elementsEqual(word.utf8)
  }
}
