extension RustV0Name {
  private static let basicTypes: [Character: String] = [
    "a": "i8", "b": "bool", "c": "char", "d": "f64", "e": "str", "f": "f32", "h": "u8",
    "i": "isize", "j": "usize", "l": "i32", "m": "u32", "n": "i128", "o": "u128", "p": "_",
    "s": "i16", "t": "u16", "u": "()", "v": "...", "x": "i64", "y": "u64", "z": "!",
  ]

  mutating func type() throws(Malformed) {
    try deeper { parser throws(Malformed) in try parser.typeHere() }
  }

  private mutating func typeHere() throws(Malformed) {
    let tag = Character(UnicodeScalar(try next()))
    if let name = Self.basicTypes[tag] { return try write(name) }
    switch tag {
    case "R": try reference("&")
    case "Q": try reference("&mut ")
    case "P":
      try write("*const ")
      try type()
    case "O":
      try write("*mut ")
      try type()
    case "A":
      try write("[")
      try type()
      try write("; ")
      try constant()
      try write("]")
    case "S":
      try write("[")
      try type()
      try write("]")
    case "T":
      try write("(")
      let count = try list(separator: ", ") { parser throws(Malformed) in try parser.type() }
      try write(count == 1 ? ",)" : ")")
    case "F":
      try inBinder { parser throws(Malformed) in try parser.functionType() }
    case "D":
      try write("dyn ")
      try inBinder { parser throws(Malformed) in
        _ = try parser.list(separator: " + ") { parser throws(Malformed) in
          try parser.dynamicTrait()
        }
      }
      guard take("L") else { throw Malformed() }
      let number = try base62()
      if number > 0 {
        try write(" + ")
        try lifetime(number)
      }
    case "B":
      try backReference { parser throws(Malformed) in try parser.type() }
    default:
      index -= 1
      try path(isValue: false)
    }
  }

  private mutating func reference(_ sign: String) throws(Malformed) {
    var sign = sign
    if take("L") {
      let number = try base62()
      if number > 0 {
        try write("&")
        try lifetime(number)
        sign = sign == "&" ? " " : " mut "
      }
    }
    try write(sign)
    try type()
  }

  /// `for<'a, 'b> …`
  private mutating func inBinder(
    _ body: (inout RustV0Name) throws(Malformed) -> Void
  ) throws(Malformed) {
    let count = try optionalBase62("G")
    // More than fit into a signature are damage.
    guard count < 1 << 10 else { throw Malformed() }
    let before = boundLifetimes
    if count > 0 {
      try write("for<")
      for number in 0..<count {
        if number > 0 { try write(", ") }
        boundLifetimes += 1
        try lifetime(1)
      }
      try write("> ")
    }
    try body(&self)
    boundLifetimes = before
  }

  private mutating func functionType() throws(Malformed) {
    if take("U") { try write("unsafe ") }
    if take("K") {
      let convention = take("C") ? "C" : try identifier().name
      try write("extern \"\(String(convention.map { $0 == "_" ? "-" : $0 }))\" ")
    }
    try write("fn(")
    _ = try list(separator: ", ") { parser throws(Malformed) in try parser.type() }
    try write(")")
    if !take("u") {
      try write(" -> ")
      try type()
    }
  }

  /// A trait, and what its associated types are: `Iterator<Item = u8>`.
  private mutating func dynamicTrait() throws(Malformed) {
    var isOpen = try openPath()
    while take("p") {
      try write(isOpen ? ", " : "<")
      isOpen = true
      try write(try identifier().name + " = ")
      try type()
    }
    if isOpen { try write(">") }
  }

  /// A path whose generic arguments, if it has any, are not closed yet.
  private mutating func openPath() throws(Malformed) -> Bool {
    if take("B") {
      var isOpen = false
      try backReference { parser throws(Malformed) in isOpen = try parser.openPath() }
      return isOpen
    }
    guard take("I") else {
      try path(isValue: false)
      return false
    }
    try path(isValue: false)
    try write("<")
    _ = try list(separator: ", ") { parser throws(Malformed) in try parser.genericArgument() }
    return true
  }

  mutating func constant() throws(Malformed) {
    if take("p") { return try write("_") }
    if take("B") {
      return try backReference { parser throws(Malformed) in try parser.constant() }
    }
    let tag = Character(UnicodeScalar(try next()))
    let isNegative = take("n")
    let start = index
    while !take("_") { _ = try next() }
    let digits = String(decoding: name[start..<(index - 1)], as: UTF8.self)
    guard let value = UInt64(digits.isEmpty ? "0" : digits, radix: 16) else {
      return try write("0x" + digits)
    }
    switch tag {
    case "b": try write(value == 0 ? "false" : "true")
    case "c": try write(UnicodeScalar(UInt32(truncatingIfNeeded: value)).map { "'\($0)'" } ?? "?")
    default: try write((isNegative ? "-" : "") + String(value))
    }
  }
}
