/// How the search for callers ended.
package enum StackEnd: Hashable, Sendable {
  /// The outermost address belongs to the thread's first function.
  case root
  /// The copied piece of the stack, or what is known of the code, did not reach further.
  case cut
}

/// Finds the callers of interrupted code from its registers and a copy of its stack.
package protocol StackUnwinding: AnyObject {
  /// Appends the interrupted address and those of its callers, innermost first.
  ///
  /// The first address is `registers.ip` as it is. The others are return addresses as they lie on
  /// the stack: whoever looks them up takes one off, since a call may be the last instruction of
  /// its function. Code below a signal handler was interrupted, not called; so that one rule serves
  /// all, such an address is appended as one more than it is.
  ///
  /// - Parameters:
  ///   - registers: Of the interrupted thread, in user mode.
  ///   - stack: A copy of memory from `registers.sp` on. It may be empty.
  ///   - space: What the process has mapped; its mappings name files by their index in `files`.
  ///   - files: Only ever grows while a recording is read, so what is known of a file may be kept
  ///     by its index.
  ///   - framePointerChain: The user part of the chain that the kernel found by frame pointers,
  ///     innermost first, the interrupted address included; empty when there is none. It may take
  ///     over where the tables or the copy end.
  ///   - addresses: Is appended to. What it holds already is somebody else's.
  func unwind(
    registers: UserRegisters, stack: UnsafeRawBufferPointer, space: AddressSpace,
    files: [MappedFile], framePointerChain: UnsafeBufferPointer<UInt64>,
    into addresses: inout [UInt64]
  ) -> StackEnd
}
