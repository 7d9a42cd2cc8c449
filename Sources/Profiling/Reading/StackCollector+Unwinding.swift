extension StackCollector {
  /// Puts the kernel's part of the chain and what the unwinder finds into `unwound`.
  mutating func unwind(_ sample: PerfSample, space: Int) -> StackEnd? {
    unwound.removeAll(keepingCapacity: true)
    let chain = sample.callchain
    if chain.isEmpty, sample.mode == PerfRecordHeader.Mode.kernel {
      unwound.append(CallchainMarker.kernel)
      unwound.append(sample.ip)
    }
    var offset = 0
    while offset + 8 <= chain.count {
      let value = chain.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      if value == CallchainMarker.user { break }
      unwound.append(value)
      offset += 8
    }
    let registers = UserRegisters(
      mask: sample.userRegisterMask, words: sample.userRegisterWords)
    guard registers.canUnwind, let unwinder else {
      while offset + 8 <= chain.count {
        unwound.append(chain.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        offset += 8
      }
      return nil
    }
    unwound.append(CallchainMarker.user)
    tally.unwound += 1
    fallback.removeAll(keepingCapacity: true)
    offset += 8
    while offset + 8 <= chain.count {
      fallback.append(chain.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    return fallback.withUnsafeBufferPointer {
      unwinder.unwind(
        registers: registers, stack: sample.userStack, space: processes.spaces[space].map,
        files: processes.files.files, framePointerChain: $0, into: &unwound)
    }
  }
}
