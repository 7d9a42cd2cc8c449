import Profiling

/// An unwinder that finds nothing but keeps what it was given.
final class StackRecorder: StackUnwinding {
  struct Call: Equatable {
    var bp: UInt64 = 0
    var sp: UInt64 = 0
    var ip: UInt64 = 0
    var stackMax = 0
    var stack: [UInt8] = []
    var chain: [UInt64] = []
  }

  private(set) var calls: [Call] = []
  /// What to say are the callers of every address.
  var callers: [UInt64] = []
  var end = StackEnd.root

  func unwind(
    registers: UserRegisters, stack: UnsafeRawBufferPointer, space: AddressSpace,
    files: [MappedFile], framePointerChain: UnsafeBufferPointer<UInt64>,
    into addresses: inout [UInt64]
  ) -> StackEnd {
    calls.append(
      Call(
        bp: registers.bp, sp: registers.sp, ip: registers.ip, stackMax: stack.count,
        stack: Array(stack), chain: Array(framePointerChain)))
    addresses.append(registers.ip)
    addresses.append(contentsOf: callers)
    return end
  }
}
