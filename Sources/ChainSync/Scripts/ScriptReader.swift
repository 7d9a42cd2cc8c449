/// Takes a script apart into operations, without running it.
struct ScriptReader {
  struct Operation {
    let code: UInt8
    /// What a push puts on the stack; empty for every other operation.
    let data: ArraySlice<UInt8>

    /// Operations up to here push bytes that stand in the script.
    var isPush: Bool { code <= Opcode.pushData4 }
  }

  private var rest: ArraySlice<UInt8>
  /// The script ended inside a push.
  private(set) var isBroken = false

  init(_ script: ArraySlice<UInt8>) {
    rest = script
  }

  /// - Returns: `nil` at the end, and when the script breaks off inside a push.
  mutating func next() -> Operation? {
    guard let code = rest.popFirst() else { return nil }
    let length: Int
    switch code {
    case Opcode.pushData1: length = lengthPrefix(bytes: 1)
    case Opcode.pushData2: length = lengthPrefix(bytes: 2)
    case Opcode.pushData4: length = lengthPrefix(bytes: 4)
    case ..<Opcode.pushData1: length = Int(code)
    default: length = 0
    }
    guard !isBroken, length <= rest.count else {
      isBroken = true
      rest = []
      return nil
    }
    let data = rest.prefix(length)
    rest = rest.dropFirst(length)
    return Operation(code: code, data: data)
  }

  private mutating func lengthPrefix(bytes: Int) -> Int {
    guard bytes <= rest.count else {
      isBroken = true
      return 0
    }
    let length = rest.prefix(bytes).reversed().reduce(0) { $0 << 8 | Int($1) }
    rest = rest.dropFirst(bytes)
    return length
  }
}
