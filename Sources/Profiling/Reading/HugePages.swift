import Glibc

/// Asks the kernel to give memory that is looked at all over in pages of 2 MiB.
///
/// With pages of 4 KiB a table of some megabytes costs a fault for each when it is filled, and a walk
/// through the page tables for almost each look. A kernel that has none to give goes on as before.
package enum HugePages {
  private static let size = 1 << 21

  /// Nothing for the parts of pages at both ends, which others may share.
  package static func ask(for memory: UnsafeRawBufferPointer) {
    guard let start = memory.baseAddress.map({ UInt(bitPattern: $0) }) else { return }
    let mask = ~UInt(size - 1)
    let first = (start &+ UInt(size - 1)) & mask
    let end = (start &+ UInt(memory.count)) & mask
    guard first < end, let page = UnsafeMutableRawPointer(bitPattern: first) else { return }
    madvise(page, Int(end - first), MADV_HUGEPAGE)
  }

  /// For all that an array has room for.
  static func ask<Element>(forRoomOf array: [Element]) {
    array.withUnsafeBufferPointer {
      let bytes = array.capacity * MemoryLayout<Element>.stride
      ask(for: UnsafeRawBufferPointer(start: $0.baseAddress, count: bytes))
    }
  }
}
