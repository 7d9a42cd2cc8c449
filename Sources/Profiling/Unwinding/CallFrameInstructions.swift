/// Carries out call-frame instructions one at a time.
///
/// - Source: *DWARF 5*, section 6.4.2; `DW_CFA_GNU_args_size` and
///   `DW_CFA_GNU_negative_offset_extended` from the GNU tools.
struct CallFrameInstructions {
  enum Outcome {
    /// The rules changed, or nothing did.
    case done
    /// The rules so far hold up to an address.
    case advanced(to: UInt64)
    /// There are no more.
    case ended
    /// What follows cannot be understood.
    case damaged
  }

  private var cursor: CallFrameCursor
  private let common: CallFrameCommon
  private let address: UInt64
  /// What `restore` goes back to.
  private let initial: CallFrameState
  private(set) var state: CallFrameState
  private var remembered: [CallFrameState] = []

  /// Compilers nest two or three deep.
  private static let rememberedLimit = 64

  init(
    _ instructions: Range<Int>, of section: CallFrameSection, common: CallFrameCommon,
    from initial: CallFrameState
  ) {
    cursor = CallFrameCursor(section.bytes, instructions)
    self.common = common
    address = section.address
    self.initial = initial
    state = initial
  }

  /// The state that every description of a common part begins with; `nil` where it is damaged.
  static func initialState(
    of common: CallFrameCommon, in section: CallFrameSection
  ) -> CallFrameState? {
    var instructions = CallFrameInstructions(
      common.instructions, of: section, common: common, from: CallFrameState())
    while true {
      switch instructions.step(at: 0) {
      case .done, .advanced: continue
      case .ended: return instructions.state
      case .damaged: return nil
      }
    }
  }

  /// - Parameter location: The address at which the rules hold so far.
  mutating func step(at location: UInt64) -> Outcome {
    guard !cursor.isAtEnd else { return .ended }
    let operation = cursor.byte()
    let outcome =
      switch operation >> 6 {
      case 1: advanced(location, by: UInt64(operation & 63))
      case 2: set(UInt64(operation & 63), atFrame: unsignedFactored())
      case 3: restore(UInt64(operation & 63))
      default: extended(operation, at: location)
      }
    return cursor.isOverrun ? .damaged : outcome
  }

  private mutating func extended(_ operation: UInt8, at location: UInt64) -> Outcome {
    switch operation {
    case 0x00: return .done
    case 0x01:
      guard let target = cursor.pointer(common.pointerEncoding, bytesAt: address) else {
        return .damaged
      }
      return .advanced(to: target)
    case 0x02: return advanced(location, by: UInt64(cursor.integer(UInt8.self)))
    case 0x03: return advanced(location, by: UInt64(cursor.integer(UInt16.self)))
    case 0x04: return advanced(location, by: UInt64(cursor.integer(UInt32.self)))
    case 0x0a:
      guard remembered.count < Self.rememberedLimit else { return .damaged }
      remembered.append(state)
      return .done
    case 0x0b:
      guard let last = remembered.popLast() else { return .damaged }
      state = last
      return .done
    case 0x0c...0x0f, 0x12, 0x13: return frame(operation)
    case 0x2e:
      _ = cursor.unsigned()
      return .done
    default: return register(operation)
    }
  }

  /// The instructions that say where the frame is.
  private mutating func frame(_ operation: UInt8) -> Outcome {
    switch operation {
    case 0x0c:
      let register = cursor.unsigned()
      state.setFrame(register: register, offset: Int64(truncatingIfNeeded: cursor.unsigned()))
    case 0x0d:
      state.setFrame(register: cursor.unsigned(), offset: nil)
    case 0x0e:
      state.setFrame(register: nil, offset: Int64(truncatingIfNeeded: cursor.unsigned()))
    case 0x12:
      let register = cursor.unsigned()
      state.setFrame(register: register, offset: signedFactored())
    case 0x13:
      state.setFrame(register: nil, offset: signedFactored())
    default:
      state.cfa = CallFrameTerm(evaluating: block())
    }
    return .done
  }

  /// The instructions that say where a register is.
  private mutating func register(_ operation: UInt8) -> Outcome {
    let register = cursor.unsigned()
    switch operation {
    case 0x05: return set(register, atFrame: unsignedFactored())
    case 0x06: return restore(register)
    case 0x07: return set(register, to: .undefined)
    case 0x08: return set(register, to: .unchanged)
    case 0x09:
      let other = cursor.unsigned()
      return set(register, to: other < 16 ? .inRegister(UInt8(other)) : .unknown)
    case 0x10:
      let place = CallFrameTerm(evaluating: block(), initial: .frame(offset: 0))
      return set(register, to: Self.saved(at: place))
    case 0x11: return set(register, atFrame: signedFactored())
    case 0x14:
      _ = cursor.unsigned()
      return set(register, to: .unknown)
    case 0x15:
      _ = cursor.signed()
      return set(register, to: .unknown)
    case 0x16:
      _ = block()
      return set(register, to: .unknown)
    case 0x2f: return set(register, atFrame: 0 &- unsignedFactored())
    default: return .damaged
    }
  }

  private static func saved(at place: CallFrameTerm?) -> CallFrameSaved {
    switch place {
    case .frame(let offset)?: .atFrame(offset)
    case .register(let register, let offset)?: .at(register, offset)
    default: .unknown
    }
  }

  private func advanced(_ location: UInt64, by count: UInt64) -> Outcome {
    let (distance, overflow) = count.multipliedReportingOverflow(by: common.codeAlignment)
    let (target, beyond) = location.addingReportingOverflow(distance)
    return overflow || beyond ? .damaged : .advanced(to: target)
  }

  private mutating func set(_ register: UInt64, atFrame offset: Int64) -> Outcome {
    set(register, to: .atFrame(offset))
  }

  private mutating func set(_ register: UInt64, to saved: CallFrameSaved) -> Outcome {
    state.set(register, to: saved, returnRegister: common.returnRegister)
    return .done
  }

  private mutating func restore(_ register: UInt64) -> Outcome {
    state.restore(register, from: initial, returnRegister: common.returnRegister)
    return .done
  }

  private mutating func unsignedFactored() -> Int64 {
    Int64(truncatingIfNeeded: cursor.unsigned()) &* common.dataAlignment
  }

  private mutating func signedFactored() -> Int64 { cursor.signed() &* common.dataAlignment }

  /// The bytes of an expression, which are skipped.
  private mutating func block() -> CallFrameCursor {
    let length = cursor.length()
    let start = cursor.position
    cursor.skip(length)
    return CallFrameCursor(cursor.bytes, start..<(start + length))
  }
}
