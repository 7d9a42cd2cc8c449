/// The names of Rust's mangling "v0": `_RNvCs6XgDUyRRbAs_5paths4main`.
///
/// Written as rustc's own demangler has them, without the hashes of crates. Parts refer back to
/// earlier ones, so both the depth and the length of what comes out are bounded; a name that goes
/// beyond is not demangled.
///
/// - Source: Rust RFC 2603.
struct RustV0Name {
  var text: [UInt8] = []
  let name: [UInt8]
  var index = 0
  /// Whether what is read now is written, too.
  var isSilent = false
  var boundLifetimes = 0
  private var depth = 0

  private static let depthLimit = 200
  private static let lengthLimit = 1 << 16

  struct Malformed: Error {}

  /// - Returns: `nil` when the name is of another mangling, or damaged.
  static func short(_ mangled: [UInt8]) -> String? {
    guard mangled.starts(with: "_R".utf8), mangled.count > 3 else { return nil }
    var parser = RustV0Name(name: Array(mangled.dropFirst(2)))
    do throws(Malformed) {
      try parser.path(isValue: true)
      // The crate in which generic code was made is not part of the name.
      if let next = parser.peek, (0x41...0x5a).contains(next) {
        parser.isSilent = true
        try parser.path(isValue: false)
      }
    } catch {
      return nil
    }
    // What the linker or LLVM put behind a point.
    let isWhole = parser.peek == nil || parser.peek == UInt8(ascii: ".")
    guard isWhole, !parser.text.isEmpty else { return nil }
    return String(decoding: parser.text, as: UTF8.self)
  }

  private init(name: [UInt8]) { self.name = name }

  // MARK: Reading

  var peek: UInt8? { index < name.count ? name[index] : nil }

  mutating func next() throws(Malformed) -> UInt8 {
    guard index < name.count else { throw Malformed() }
    index += 1
    return name[index - 1]
  }

  mutating func take(_ character: Character) -> Bool {
    guard peek == character.asciiValue else { return false }
    index += 1
    return true
  }

  mutating func write(_ string: String) throws(Malformed) {
    guard !isSilent else { return }
    text += string.utf8
    guard text.count < Self.lengthLimit else { throw Malformed() }
  }

  /// `_` is 0, `0_` is 1.
  mutating func base62() throws(Malformed) -> UInt64 {
    if take("_") { return 0 }
    var value: UInt64 = 0
    while !take("_") {
      let byte = try next()
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x61...0x7a: digit = byte - 0x61 + 10
      case 0x41...0x5a: digit = byte - 0x41 + 36
      default: throw Malformed()
      }
      let (product, overflow) = value.multipliedReportingOverflow(by: 62)
      let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
      guard !overflow, !carry else { throw Malformed() }
      value = sum
    }
    guard value < .max else { throw Malformed() }
    return value + 1
  }

  /// A number behind a letter, 0 when the letter is not there: `s_` is 1.
  mutating func optionalBase62(_ letter: Character) throws(Malformed) -> UInt64 {
    guard take(letter) else { return 0 }
    let value = try base62()
    guard value < .max else { throw Malformed() }
    return value + 1
  }

  /// What tells same names apart, and the name.
  mutating func identifier() throws(Malformed) -> (disambiguator: UInt64, name: String) {
    let disambiguator = try optionalBase62("s")
    let isPunycode = take("u")
    var length = 0
    guard let first = peek, (0x30...0x39).contains(first) else { throw Malformed() }
    if take("0") {
      length = 0
    } else {
      while let digit = peek, (0x30...0x39).contains(digit), length < 1 << 20 {
        length = length * 10 + Int(digit - 0x30)
        index += 1
      }
    }
    _ = take("_")
    guard length <= name.count - index else { throw Malformed() }
    let bytes = name[index..<(index + length)]
    index += length
    let text = String(decoding: bytes, as: UTF8.self)
    return (disambiguator, isPunycode ? "punycode{\(text)}" : text)
  }

  /// Runs `body` at an earlier place, then goes on here.
  mutating func backReference(
    _ body: (inout RustV0Name) throws(Malformed) -> Void
  ) throws(Malformed) {
    let mark = index - 1
    let target = try base62()
    guard target < UInt64(mark) else { throw Malformed() }
    guard !isSilent else { return }
    let rest = index
    index = Int(target)
    try deeper(body)
    index = rest
  }

  mutating func deeper(
    _ body: (inout RustV0Name) throws(Malformed) -> Void
  ) throws(Malformed) {
    depth += 1
    guard depth < Self.depthLimit else { throw Malformed() }
    try body(&self)
    depth -= 1
  }

  /// Calls `body` until `E`, with `separator` in between.
  mutating func list(
    separator: String, _ body: (inout RustV0Name) throws(Malformed) -> Void
  ) throws(Malformed) -> Int {
    var count = 0
    while !take("E") {
      if count > 0 { try write(separator) }
      try body(&self)
      count += 1
    }
    return count
  }
}
