extension RustV0Name {
  /// - Parameter isValue: Whether generic arguments are written as of a value, `f::<T>`.
  mutating func path(isValue: Bool) throws(Malformed) {
    try deeper { parser throws(Malformed) in try parser.pathHere(isValue: isValue) }
  }

  private mutating func pathHere(isValue: Bool) throws(Malformed) {
    switch Character(UnicodeScalar(try next())) {
    case "C":
      try write(try identifier().name)
    case "N":
      try nested(isValue: isValue)
    case "M":
      try skipImplementation()
      try write("<")
      try type()
      try write(">")
    case "X":
      try skipImplementation()
      try implementation()
    case "Y":
      try implementation()
    case "I":
      try path(isValue: isValue)
      try write(isValue ? "::<" : "<")
      _ = try list(separator: ", ") { parser throws(Malformed) in try parser.genericArgument() }
      try write(">")
    case "B":
      try backReference { parser throws(Malformed) in try parser.path(isValue: isValue) }
    default:
      throw Malformed()
    }
  }

  private mutating func nested(isValue: Bool) throws(Malformed) {
    let namespace = Character(UnicodeScalar(try next()))
    try path(isValue: isValue)
    let (disambiguator, name) = try identifier()
    if namespace.isLowercase {
      if !name.isEmpty { try write("::" + name) }
      return
    }
    guard namespace.isUppercase else { throw Malformed() }
    let what =
      switch namespace {
      case "C": "closure"
      case "S": "shim"
      default: String(namespace)
      }
    try write("::{\(what)\(name.isEmpty ? "" : ":" + name)#\(disambiguator)}")
  }

  /// `<T as Trait>`
  private mutating func implementation() throws(Malformed) {
    try write("<")
    try type()
    try write(" as ")
    try path(isValue: false)
    try write(">")
  }

  /// Where the implementation stands, which its name leaves out.
  private mutating func skipImplementation() throws(Malformed) {
    let wasSilent = isSilent
    isSilent = true
    _ = try optionalBase62("s")
    try path(isValue: false)
    isSilent = wasSilent
  }

  mutating func genericArgument() throws(Malformed) {
    if take("L") {
      try lifetime(try base62())
    } else if take("K") {
      try constant()
    } else {
      try type()
    }
  }

  /// Lifetimes are counted from the innermost that is bound; 0 is one without a name.
  mutating func lifetime(_ number: UInt64) throws(Malformed) {
    guard number > 0 else { return try write("'_") }
    guard number <= UInt64(boundLifetimes) else { throw Malformed() }
    let depth = boundLifetimes - Int(number)
    let letter = Character(UnicodeScalar(UInt8(ascii: "a") + UInt8(min(depth, 25))))
    try write(depth < 26 ? "'\(letter)" : "'_\(depth)")
  }
}
