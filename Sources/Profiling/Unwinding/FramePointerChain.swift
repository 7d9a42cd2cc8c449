/// The chain of callers that the kernel found by frame pointers, and where each lies on the stack.
struct FramePointerChain {
  private let addresses: UnsafeBufferPointer<UInt64>
  private let registers: UserRegisters

  /// - Parameter addresses: Innermost first, the interrupted one included.
  init(_ addresses: UnsafeBufferPointer<UInt64>, registers: UserRegisters) {
    self.addresses = addresses
    self.registers = registers
  }

  /// The callers whose return addresses lie at or above a place of the stack.
  ///
  /// The kernel took each return address from behind a saved frame pointer. Following those in the
  /// copy tells where each lay, up to the first behind the copy. No address is compared with those
  /// found otherwise, so recursion does not mislead.
  ///
  /// - Returns: `nil` when there is none, or the copy does not agree with the chain.
  func part(above place: UInt64, in walk: StackWalk) -> Slice<UnsafeBufferPointer<UInt64>>? {
    var framePointer = registers.bp
    for index in addresses.indices.dropFirst() {
      let (returnPlace, overflow) = framePointer.addingReportingOverflow(8)
      guard !overflow else { return nil }
      if let copied = walk.word(at: returnPlace) {
        guard copied == addresses[index] else { return nil }
      } else if !walk.isBeyond(returnPlace) {
        return nil
      }
      if returnPlace >= place { return addresses[index...] }
      guard let next = walk.word(at: framePointer) else {
        // Of what follows it is only known that it lies higher.
        let rest = addresses[(index + 1)...]
        return rest.isEmpty ? nil : rest
      }
      framePointer = next
    }
    return nil
  }
}
