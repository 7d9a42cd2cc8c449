/// Symbols shortened to what people call a function.
///
/// Arguments of C++ functions are cut, since all of them would otherwise fill every box. Swift's
/// argument labels are part of a function's name and stay, and so does `operator()`.
enum SymbolName {
  /// The functions that a symbol stands for, from the outermost: Java's compiler joins inlined ones
  /// with `->`.
  static func functions(in symbol: UnsafeRawBufferPointer) -> [UnsafeRawBufferPointer] {
    guard symbol.contains("->") else { return [symbol] }
    var parts: [UnsafeRawBufferPointer] = []
    var start = 0
    var depth = 0
    var index = 0
    while index < symbol.count {
      switch symbol[index] {
      case UInt8(ascii: "("), UInt8(ascii: "<"), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
      case UInt8(ascii: ">"):
        if isJoint(symbol, at: index) {
          if depth == 0 {
            parts.append(symbol.part(start, index - 1))
            start = index + 1
          }
        } else {
          depth = max(0, depth - 1)
        }
      default: break
      }
      index += 1
    }
    parts.append(symbol.part(start, symbol.count))
    return parts.filter { !$0.isEmpty }
  }

  /// `->` between two names, unlike the one in `operator->` and the arrow of a function's type.
  private static func isJoint(_ symbol: UnsafeRawBufferPointer, at close: Int) -> Bool {
    guard close >= 2, symbol[close - 1] == UInt8(ascii: "-"), close + 1 < symbol.count else {
      return false
    }
    return !symbol[close - 2].isBlank && !symbol[close + 1].isBlank
      && !symbol.part(0, close - 1).hasSuffix("operator")
  }

  /// Without the arguments of a C++ function and the `L` of a Java class.
  static func shortened(_ name: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    if name.first == UInt8(ascii: "L"), name.contains(";"), name.contains("/") {
      return name.part(1, name.count)
    }
    guard let bracket = name.position(of: UInt8(ascii: "(")) else { return name }
    if isSwift(name, firstBracket: bracket) { return name }
    return name.part(0, endOfName(name))
  }

  /// Where a C++ or Go name ends and its arguments start.
  private static func endOfName(_ name: UnsafeRawBufferPointer) -> Int {
    var depth = 0
    var index = 0
    while index < name.count {
      switch name[index] {
      case UInt8(ascii: "<"), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ">"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
      case UInt8(ascii: "o") where isOperator(name, at: index):
        index = endOfOperator(name, at: index + 8)
        continue
      case UInt8(ascii: "(") where depth == 0:
        guard let close = closeOfNamePart(name, at: index) else {
          return index == 0 ? name.count : index
        }
        index = close
      default: break
      }
      index += 1
    }
    return name.count
  }

  private static func isOperator(_ name: UnsafeRawBufferPointer, at index: Int) -> Bool {
    let word: StaticString = "operator"
    guard name.part(index, name.count).hasPrefix(word) else { return false }
    let isWordStart = index == 0 || !isNamePart(name[index - 1])
    return isWordStart && (index + 8 == name.count || !isNamePart(name[index + 8]))
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == UInt8(ascii: "_") || byte >= 0x80
  }

  /// Behind `operator`: its sign, such as `()`, `->*` or `<<`.
  private static func endOfOperator(_ name: UnsafeRawBufferPointer, at start: Int) -> Int {
    let rest = name.part(start, name.count)
    for sign: StaticString in [
      "()", "[]", "->*", "->", "<=>", "<<=", ">>=", "<<", ">>", "<=", ">=",
    ] where rest.hasPrefix(sign) {
      return start + sign.utf8CodeUnitCount
    }
    if let first = rest.first, first == UInt8(ascii: "<") || first == UInt8(ascii: ">") {
      return start + 1
    }
    return start
  }

  /// Brackets that belong to a name: `(anonymous namespace)::f`, Go's `pkg.(*T).f`.
  private static func closeOfNamePart(_ name: UnsafeRawBufferPointer, at open: Int) -> Int? {
    let rest = name.part(open, name.count)
    let isGo = open > 0 && name[open - 1] == UInt8(ascii: ".")
    guard isGo || rest.hasPrefix("(anonymous namespace)") else { return nil }
    return name.position(of: UInt8(ascii: ")"), from: open)
  }

  /// Whether a name with brackets is a demangled Swift one: `f(_:with:)`, `Module.f()`,
  /// `closure #1 (Int) -> Int in …`.
  static func isSwift(_ name: UnsafeRawBufferPointer, firstBracket: Int) -> Bool {
    if name.contains("::") { return false }
    if name.contains(":)") || name.contains(" -> ") || name.contains("closure #") { return true }
    for start: StaticString in [
      "static ", "specialized ", "partial apply ", "protocol witness ", "merged ", "outlined ",
      "@objc ", "generic specialization ", "type metadata ", "dispatch thunk ", "async ",
    ] where name.hasPrefix(start) {
      return true
    }
    // A method or a module's function: names with dots, then a bracket that is not Go's.
    let before = name.part(0, firstBracket)
    guard let point = before.lastIndex(of: UInt8(ascii: ".")) else { return false }
    return point + 1 < before.count && before.allSatisfy { isNamePart($0) || $0 == before[point] }
  }
}
