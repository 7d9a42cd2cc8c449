/// Where a register of the caller is, in DWARF's terms.
enum CallFrameSaved: Equatable {
  case unchanged
  case undefined
  /// At CFA + offset.
  case atFrame(Int64)
  /// At the register's value + offset.
  case at(UInt8, Int64)
  case inRegister(UInt8)
  /// By a rule that no row has.
  case unknown
}

/// The rules that hold at one place while the instructions are carried out, for the registers that
/// rows have.
struct CallFrameState {
  /// `nil` where it is not known, or not as a row has it.
  var cfa: CallFrameTerm?
  var rbx = CallFrameSaved.unchanged
  var rbp = CallFrameSaved.unchanged
  var rsp = CallFrameSaved.unchanged
  /// `nil` as long as no instruction has said it.
  var returnAddress: CallFrameSaved?

  mutating func set(_ register: UInt64, to saved: CallFrameSaved, returnRegister: UInt64) {
    if register == returnRegister {
      returnAddress = saved
    } else {
      switch register {
      case UInt64(CallFrameRegister.rbx): rbx = saved
      case UInt64(CallFrameRegister.rbp): rbp = saved
      case UInt64(CallFrameRegister.rsp): rsp = saved
      default: break
      }
    }
  }

  mutating func restore(
    _ register: UInt64, from initial: CallFrameState, returnRegister: UInt64
  ) {
    if register == returnRegister {
      returnAddress = initial.returnAddress
    } else {
      switch register {
      case UInt64(CallFrameRegister.rbx): rbx = initial.rbx
      case UInt64(CallFrameRegister.rbp): rbp = initial.rbp
      case UInt64(CallFrameRegister.rsp): rsp = initial.rsp
      default: break
      }
    }
  }

  /// Keeps the register or the offset of an address that is a register plus an offset.
  mutating func setFrame(register: UInt64?, offset: Int64?) {
    var old: (register: UInt64, offset: Int64)?
    if case .register(let number, let offset)? = cfa { old = (UInt64(number), offset) }
    guard let register = register ?? old?.register, let offset = offset ?? old?.offset,
      register < 16
    else {
      cfa = nil
      return
    }
    cfa = .register(UInt8(register), offset: offset)
  }
}
