import Glibc

/// Where segments get their memory: small ones from the heap, large ones from the kernel.
///
/// The heap keeps what is freed in its middle, so a mailbox that was flooded once would hold on to
/// the memory for good: measured, 64 MiB stayed resident after 8,000,000 messages. What comes from
/// the kernel goes back to it.
@usableFromInline
enum SegmentMemory {
  /// From this size on the kernel's price, a system call and its page faults, is lost among the
  /// messages that fit.
  private static let largeBytes = 128 << 10

  @usableFromInline
  static func allocate(byteCount: Int, alignment: Int) -> UnsafeMutableRawPointer {
    guard byteCount >= largeBytes else {
      return .allocate(byteCount: byteCount, alignment: alignment)
    }
    let memory = mmap(
      nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let memory, memory != MAP_FAILED else {
      preconditionFailure("out of memory: no room for \(byteCount) bytes of messages")
    }
    return memory
  }

  @usableFromInline
  static func deallocate(_ memory: UnsafeMutableRawPointer, byteCount: Int) {
    if byteCount >= largeBytes {
      munmap(memory, byteCount)
    } else {
      memory.deallocate()
    }
  }
}
