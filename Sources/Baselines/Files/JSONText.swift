/// Finds places in JSON text, which decoders do not tell.
struct JSONText {
  struct Mistake: Error, Equatable {
    let offset: Int
    let expected: String
  }

  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The first place where the text is not JSON (RFC 8259); `nil` when it is.
  ///
  /// - Complexity: O(*n*).
  var mistake: Mistake? {
    var walk = Walk(bytes: bytes)
    do throws(Mistake) {
      try walk.value(seeking: [])
      walk.skipSpace()
      guard walk.isAtEnd else {
        throw Mistake(offset: walk.offset, expected: "nothing after the outermost value")
      }
      return nil
    } catch {
      return error
    }
  }

  /// The line of the value at a path; that of the innermost value on the way that there is.
  ///
  /// - Complexity: O(*n*).
  func line(of path: [any CodingKey]) -> Int {
    var walk = Walk(bytes: bytes)
    try? walk.value(seeking: path[...])
    return line(at: walk.found)
  }

  func line(of path: [String]) -> Int { line(of: path.map(Name.init)) }

  func line(at offset: Int) -> Int {
    1 + bytes.prefix(offset).count { $0 == UInt8(ascii: "\n") }
  }

  /// Such as `results[3].benchmark.name`.
  static func description(of path: [any CodingKey]) -> String {
    path.reduce("") { text, key in
      if let index = key.intValue { return "\(text)[\(index)]" }
      return text.isEmpty ? key.stringValue : "\(text).\(key.stringValue)"
    }
  }

  /// Gives each member of the outermost object a line, and each member of those.
  ///
  /// - Precondition: The text is one object without white space between its tokens.
  static func brokenAtOutermostMembers(_ json: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(json.count + json.count / 64)
    var depth = 0
    var isInString = false
    var isEscaped = false
    for byte in json {
      if byte == UInt8(ascii: "}"), depth == 1, !isInString { text.append(UInt8(ascii: "\n")) }
      text.append(byte)
      if isInString {
        isInString = isEscaped || byte != UInt8(ascii: "\"")
        isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        if depth == 1 { text.append(UInt8(ascii: "\n")) }
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ",") where depth <= 2: text.append(UInt8(ascii: "\n"))
      default: break
      }
    }
    return text
  }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

extension JSONText {
  /// One pass over the text, which notes where the value at a path begins.
  private struct Walk {
    let bytes: [UInt8]
    private(set) var offset = 0
    private(set) var found = 0
    private var depth = 0

    init(bytes: [UInt8]) {
      self.bytes = bytes
    }

    /// What Foundation's decoder takes at most.
    private static let deepest = 512

    var isAtEnd: Bool { offset == bytes.count }
    private var next: UInt8? { isAtEnd ? nil : bytes[offset] }

    mutating func skipSpace() {
      while let next, " \t\r\n".utf8.contains(next) { offset += 1 }
    }

    /// - Parameter path: What is left of the path; `nil` for a value that is not on it.
    mutating func value(seeking path: ArraySlice<any CodingKey>?) throws(Mistake) {
      skipSpace()
      if path != nil { found = offset }
      switch next {
      case UInt8(ascii: "{"): try object(path)
      case UInt8(ascii: "["): try array(path)
      case UInt8(ascii: "\""): _ = try string()
      case UInt8(ascii: "t"): try word("true")
      case UInt8(ascii: "f"): try word("false")
      case UInt8(ascii: "n"): try word("null")
      default: try number()
      }
    }

    private mutating func object(_ path: ArraySlice<any CodingKey>?) throws(Mistake) {
      try open()
      skipSpace()
      if take("}") {
        depth -= 1
        return
      }
      repeat {
        skipSpace()
        let key = try string()
        skipSpace()
        guard take(":") else { throw fail("':'") }
        let isOnPath = path?.first?.stringValue == key && path?.first?.intValue == nil
        try value(seeking: isOnPath ? path?.dropFirst() : nil)
        skipSpace()
      } while take(",")
      guard take("}") else { throw fail("',' or '}'") }
      depth -= 1
    }

    private mutating func array(_ path: ArraySlice<any CodingKey>?) throws(Mistake) {
      try open()
      skipSpace()
      if take("]") {
        depth -= 1
        return
      }
      var index = 0
      repeat {
        let isOnPath = path?.first?.intValue == index
        try value(seeking: isOnPath ? path?.dropFirst() : nil)
        index += 1
        skipSpace()
      } while take(",")
      guard take("]") else { throw fail("',' or ']'") }
      depth -= 1
    }

    private mutating func open() throws(Mistake) {
      depth += 1
      guard depth <= Self.deepest else { throw fail("at most \(Self.deepest) levels") }
      offset += 1
    }

    private mutating func string() throws(Mistake) -> String {
      guard take("\"") else { throw fail("'\"'") }
      let start = offset
      while let byte = next, byte != UInt8(ascii: "\"") {
        guard byte >= 0x20 else { throw fail("no control character in a text") }
        offset += byte == UInt8(ascii: "\\") ? 2 : 1
        if offset > bytes.count { offset = bytes.count }
      }
      let text = String(decoding: bytes[start..<offset], as: UTF8.self)
      guard take("\"") else { throw fail("'\"'") }
      return text
    }

    private mutating func number() throws(Mistake) {
      let start = offset
      while let byte = next, "+-.eE0123456789".utf8.contains(byte) { offset += 1 }
      let text = String(decoding: bytes[start..<offset], as: UTF8.self)
      guard text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil else {
        offset = start
        throw fail("a value")
      }
    }

    private mutating func word(_ word: String) throws(Mistake) {
      guard bytes[offset...].starts(with: word.utf8) else { throw fail("'\(word)'") }
      offset += word.utf8.count
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
      guard next == UInt8(ascii: character) else { return false }
      offset += 1
      return true
    }

    private func fail(_ expected: String) -> Mistake {
      Mistake(offset: offset, expected: expected)
    }
  }
}
