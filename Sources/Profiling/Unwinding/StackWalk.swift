/// A thread's state on the way from a frame to its caller's.
struct StackWalk {
  enum Step {
    /// The caller goes on at an address, which a call returns to unless a signal interrupted it.
    case caller(UInt64)
    /// What is needed lies behind the copied piece of the stack, the return address at `place`.
    case beyond(place: UInt64)
    /// The rule cannot be right, or needs a register that is not known.
    case lost
  }

  private let stack: UnsafeRawBufferPointer
  private let low: UInt64
  private let registers: UserRegisters
  private(set) var rsp: UInt64
  private(set) var rbp: UInt64?
  private var rbx: UInt64?

  init(_ registers: UserRegisters, stack: UnsafeRawBufferPointer) {
    self.registers = registers
    self.stack = stack
    low = registers.sp
    rsp = registers.sp
    rbp = registers.present & 1 << 6 != 0 ? registers.bp : nil
    rbx = registers.present & 1 << 1 != 0 ? registers.bx : nil
  }

  /// The word at an address, as far as it was copied.
  @inline(__always)
  func word(at address: UInt64) -> UInt64? {
    let offset = address &- low
    guard address >= low, stack.count >= 8, offset <= UInt64(stack.count - 8) else { return nil }
    return stack.loadUnaligned(fromByteOffset: Int(offset), as: UInt64.self)
  }

  /// A frame takes a word at least.
  var framesLimit: Int { stack.count / 8 + 1 }

  /// Whether an address lies so high that its word was not copied.
  func isBeyond(_ address: UInt64) -> Bool {
    address >= low && word(at: address) == nil
  }

  /// - Parameter address: Of the code that the row is for.
  @inline(__always)
  mutating func step(_ row: CallFrameRow, at address: UInt64) -> Step {
    switch row.rule {
    case .register:
      guard let base = value(row.register) else { return .lost }
      let cfa = base &+ row.cfaOffset.wide
      return proceed(to: cfa, row, returnPlace: cfa &+ row.extra.wide)
    case .procedureLinkage:
      let isPast = Int64(address & 15) >= Int64(row.extra)
      let cfa = rsp &+ row.cfaOffset.wide &+ (isPast ? 8 : 0)
      return proceed(to: cfa, row, returnPlace: cfa &- 8)
    case .indirect, .interrupted, .returnInRegister:
      return rareStep(row)
    case .absent, .outermost, .unexpressible:
      return .lost
    }
  }

  @inline(never)
  private mutating func rareStep(_ row: CallFrameRow) -> Step {
    guard let base = value(row.register) else { return .lost }
    let place = base &+ row.cfaOffset.wide
    if row.rule == .returnInRegister {
      guard row.extra >= 0, let target = value(UInt8(truncatingIfNeeded: row.extra)) else {
        return .lost
      }
      // The word that the call pushed was taken off again, so both frames may end at one place.
      guard place >= rsp else { return .lost }
      restore(row, cfa: place)
      return .caller(target)
    }
    guard let saved = word(at: place) else {
      return isBeyond(place) ? .beyond(place: place) : .lost
    }
    if row.rule == .interrupted {
      // The handler may have a stack of its own, so the interrupted one may lie anywhere.
      guard let target = word(at: base &+ row.extra.wide) else { return .lost }
      restore(row, cfa: saved)
      return .caller(target)
    }
    let cfa = saved &+ row.extra.wide
    return proceed(to: cfa, row, returnPlace: cfa &- 8)
  }

  @inline(__always)
  private mutating func proceed(
    to cfa: UInt64, _ row: CallFrameRow, returnPlace: UInt64
  ) -> Step {
    guard let target = word(at: returnPlace) else {
      return isBeyond(returnPlace) ? .beyond(place: returnPlace) : .lost
    }
    return proceed(to: cfa, row, to: target)
  }

  @inline(__always)
  private mutating func proceed(to cfa: UInt64, _ row: CallFrameRow, to target: UInt64) -> Step {
    // Stacks grow down, so a caller's frame lies higher; nothing can go round in circles.
    guard cfa > rsp else { return .lost }
    restore(row, cfa: cfa)
    return .caller(target)
  }

  @inline(__always)
  private mutating func restore(_ row: CallFrameRow, cfa: UInt64) {
    let callersRBP = restored(row.rbp, row.rbpOffset, cfa: cfa, current: rbp)
    rbx = restored(row.rbx, row.rbxOffset, cfa: cfa, current: rbx)
    rbp = callersRBP
    rsp = cfa
  }

  @inline(__always)
  private func restored(
    _ saved: CallFrameRow.Saved, _ offset: Int16, cfa: UInt64, current: UInt64?
  ) -> UInt64? {
    switch saved {
    case .unchanged: return current
    case .atFrame:
      let place = cfa &+ offset.wide
      // Below the stack pointer nothing is kept: the register was popped, its rule still stands.
      return place < rsp ? current : word(at: place)
    case .atFramePointer:
      return value(CallFrameRegister.rbp).flatMap { word(at: $0 &+ offset.wide) }
    case .atStackPointer: return word(at: rsp &+ offset.wide)
    case .lost: return nil
    }
  }

  @inline(__always)
  private func value(_ register: UInt8) -> UInt64? {
    switch register {
    case CallFrameRegister.rsp: rsp
    // Swift may mark asynchronous frames by bit 60 of the frame pointer.
    case CallFrameRegister.rbp: rbp.map { $0 & ~(1 << 60) }
    case CallFrameRegister.rbx: rbx
    // Not tracked, so right if nothing was called since, or what was called keeps them. Only
    // assembler code asks; a wrong answer is found out by where it leads.
    default: registers.value(dwarf: register)
    }
  }
}

extension FixedWidthInteger where Self: SignedInteger {
  /// As 64 bits, to be added without regard to overflow.
  @inline(__always) fileprivate var wide: UInt64 { UInt64(truncatingIfNeeded: self) }
}

extension UserRegisters {
  /// Where DWARF's registers 0 to 15 are in `present`.
  private static let places: [UInt64] = [
    0, 3, 2, 1, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23,
  ]

  /// A register by DWARF's number, or `nil` when it was not recorded.
  fileprivate func value(dwarf register: UInt8) -> UInt64? {
    guard register < 16, present & 1 << Self.places[Int(register)] != 0 else { return nil }
    return switch register {
    case 0: ax
    case 1: dx
    case 2: cx
    case 3: bx
    case 4: si
    case 5: di
    case 6: bp
    case 7: sp
    case 8: r8
    case 9: r9
    case 10: r10
    case 11: r11
    case 12: r12
    case 13: r13
    case 14: r14
    default: r15
    }
  }
}
