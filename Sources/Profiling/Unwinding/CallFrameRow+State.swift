/// From DWARF's rules to a row.
extension CallFrameRow {
  /// The row of a state, whose rule is `unexpressible` where the state has what no row can say.
  init(_ state: CallFrameState, start: UInt32, isSignalFrame: Bool) {
    self.init(start: start, rule: .unexpressible)
    if state.returnAddress == .undefined {
      self.init(start: start, rule: .outermost)
    } else if var row = Self.row(state, start: start) {
      row.isSignalFrame = isSignalFrame
      self = row
    }
  }

  private static func row(_ state: CallFrameState, start: UInt32) -> CallFrameRow? {
    guard let returnAddress = state.returnAddress, let cfa = state.cfa,
      isStackPointerTheFrame(state),
      var row = row(cfa: cfa, returnAddress: relative(returnAddress, to: cfa), start: start)
    else { return nil }
    guard let rbp = place(relative(state.rbp, to: cfa)),
      let rbx = place(relative(state.rbx, to: cfa))
    else { return nil }
    (row.rbp, row.rbpOffset) = rbp
    (row.rbx, row.rbxOffset) = rbx
    return row
  }

  private static func row(
    cfa: CallFrameTerm, returnAddress: CallFrameSaved, start: UInt32
  ) -> CallFrameRow? {
    switch (cfa, returnAddress) {
    case (.register(let register, let offset), .atFrame(let place)):
      row(start, .register, register, offset, place)
    case (.register(let register, let offset), .inRegister(let other)):
      row(start, .returnInRegister, register, offset, Int64(other))
    case (.indirect(let register, let offset, let addend), .atFrame(-8)):
      row(start, .indirect, register, offset, addend)
    case (.indirect(let register, let offset, 0), .at(let other, let place))
    where register == other:
      row(start, .interrupted, register, offset, place)
    case (.procedureLinkage(let offset, let past), .atFrame(-8)):
      row(start, .procedureLinkage, CallFrameRegister.rsp, offset, past)
    default:
      nil
    }
  }

  private static func row(
    _ start: UInt32, _ rule: Rule, _ register: UInt8, _ offset: Int64, _ extra: Int64
  ) -> CallFrameRow? {
    guard let offset = Int32(exactly: offset), let extra = Int16(exactly: extra) else { return nil }
    var row = CallFrameRow(start: start, rule: rule, register: register)
    row.cfaOffset = offset
    row.extra = extra
    return row
  }

  /// What is relative to the register that the frame is relative to, is relative to the frame.
  private static func relative(
    _ saved: CallFrameSaved, to cfa: CallFrameTerm
  ) -> CallFrameSaved {
    guard case .at(let register, let place) = saved,
      case .register(let other, let offset) = cfa, register == other
    else { return saved }
    return .atFrame(place &- offset)
  }

  /// Rows take the caller's stack pointer to be the CFA, as all but a few stack switchers have it.
  private static func isStackPointerTheFrame(_ state: CallFrameState) -> Bool {
    switch (state.rsp, state.cfa) {
    case (.unchanged, _): true
    case (.at(let register, let offset), let cfa):
      cfa == .indirect(register, offset: offset, addend: 0)
    default: false
    }
  }

  private static func place(_ saved: CallFrameSaved) -> (Saved, Int16)? {
    switch saved {
    case .unchanged: (.unchanged, 0)
    case .atFrame(let offset): Int16(exactly: offset).map { (.atFrame, $0) }
    case .at(CallFrameRegister.rbp, let offset):
      Int16(exactly: offset).map { (.atFramePointer, $0) }
    case .at(CallFrameRegister.rsp, let offset):
      Int16(exactly: offset).map { (.atStackPointer, $0) }
    case .at, .inRegister, .undefined, .unknown: (.lost, 0)
    }
  }
}
