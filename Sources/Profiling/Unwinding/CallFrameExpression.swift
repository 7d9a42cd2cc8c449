/// What a DWARF expression computes, as far as a row of a table can say it.
///
/// Nothing is executed: the operations run over these terms instead of numbers, and whatever leaves
/// them is unexpressible. Branches do, so no expression can loop.
enum CallFrameTerm: Equatable {
  case constant(Int64)
  case register(UInt8, offset: Int64)
  case frame(offset: Int64)
  /// The word at register + offset, + addend.
  case indirect(UInt8, offset: Int64, addend: Int64)

  // The parts of the rule for procedure linkage tables, whose entries push a word half way:
  // rsp + 8 + ((rip & 15) >= 11) << 3.
  case addressItself
  case addressLowBits
  case isPast(Int64)
  case wordPast(Int64)
  case procedureLinkage(offset: Int64, past: Int64)
}

extension CallFrameTerm {
  private static let depthLimit = 16

  /// - Parameter initial: What the stack begins with: the frame's address for a register's rule.
  /// - Returns: `nil` when a row cannot say it.
  /// - Source: *DWARF 5*, section 2.5.
  init?(evaluating cursor: CallFrameCursor, initial: CallFrameTerm? = nil) {
    var cursor = cursor
    var stack = initial.map { [$0] } ?? []
    while !cursor.isAtEnd {
      guard Self.evaluate(&cursor, &stack), stack.count <= Self.depthLimit else { return nil }
    }
    guard !cursor.isOverrun, let result = stack.last else { return nil }
    self = result
  }

  private static func evaluate(
    _ cursor: inout CallFrameCursor, _ stack: inout [CallFrameTerm]
  ) -> Bool {
    let operation = cursor.byte()
    switch operation {
    case 0x06:
      guard case .register(let register, let offset)? = stack.popLast() else { return false }
      stack.append(.indirect(register, offset: offset, addend: 0))
    case 0x08...0x11:
      stack.append(.constant(constant(operation, &cursor)))
    case 0x12, 0x14:
      let place = stack.count - (operation == 0x12 ? 1 : 2)
      guard place >= 0 else { return false }
      stack.append(stack[place])
    case 0x13:
      guard stack.popLast() != nil else { return false }
    case 0x16:
      guard stack.count >= 2 else { return false }
      stack.swapAt(stack.count - 1, stack.count - 2)
    case 0x1a, 0x1c, 0x22, 0x24, 0x2a:
      guard let right = stack.popLast(), let left = stack.popLast(),
        let result = combine(operation, left, right)
      else { return false }
      stack.append(result)
    case 0x23:
      let addend = Int64(truncatingIfNeeded: cursor.unsigned())
      guard let result = stack.popLast()?.adding(addend) else { return false }
      stack.append(result)
    case 0x30...0x4f:
      stack.append(.constant(Int64(operation - 0x30)))
    case 0x70...0x8f:
      guard let term = based(UInt64(operation - 0x70), cursor.signed()) else { return false }
      stack.append(term)
    case 0x92:
      let register = cursor.unsigned()
      guard let term = based(register, cursor.signed()) else { return false }
      stack.append(term)
    case 0x96:
      break
    default:
      return false
    }
    return true
  }

  private static func constant(_ operation: UInt8, _ cursor: inout CallFrameCursor) -> Int64 {
    switch operation {
    case 0x08: Int64(cursor.integer(UInt8.self))
    case 0x09: Int64(cursor.integer(Int8.self))
    case 0x0a: Int64(cursor.integer(UInt16.self))
    case 0x0b: Int64(cursor.integer(Int16.self))
    case 0x0c: Int64(cursor.integer(UInt32.self))
    case 0x0d: Int64(cursor.integer(Int32.self))
    case 0x10: Int64(truncatingIfNeeded: cursor.unsigned())
    case 0x11: cursor.signed()
    default: cursor.integer(Int64.self)
    }
  }

  private static func based(_ register: UInt64, _ offset: Int64) -> CallFrameTerm? {
    if register < 16 { return .register(UInt8(register), offset: offset) }
    return register == UInt64(CallFrameRegister.rip) && offset == 0 ? .addressItself : nil
  }

  private static func combine(
    _ operation: UInt8, _ left: CallFrameTerm, _ right: CallFrameTerm
  ) -> CallFrameTerm? {
    switch (operation, left, right) {
    case (0x22, _, .constant(let addend)): left.adding(addend)
    case (0x22, .constant(let addend), _): right.adding(addend)
    case (0x22, .register(CallFrameRegister.rsp, let offset), .wordPast(let past)),
      (0x22, .wordPast(let past), .register(CallFrameRegister.rsp, let offset)):
      .procedureLinkage(offset: offset, past: past)
    case (0x1c, _, .constant(let addend)): left.adding(0 &- addend)
    case (0x1a, .addressItself, .constant(15)): .addressLowBits
    case (0x2a, .addressLowBits, .constant(let past)): .isPast(past)
    case (0x24, .isPast(let past), .constant(3)): .wordPast(past)
    default: nil
    }
  }

  private func adding(_ addend: Int64) -> CallFrameTerm? {
    switch self {
    case .constant(let value): .constant(value &+ addend)
    case .register(let register, let offset): .register(register, offset: offset &+ addend)
    case .frame(let offset): .frame(offset: offset &+ addend)
    case .indirect(let register, let offset, let old):
      .indirect(register, offset: offset, addend: old &+ addend)
    case .procedureLinkage(let offset, let past):
      .procedureLinkage(offset: offset &+ addend, past: past)
    case .addressItself, .addressLowBits, .isPast, .wordPast: nil
    }
  }
}
