import Glibc
import Synchronization

/// A value that only the holder of its lock can see.
///
/// The lock is one word that is spun on briefly and then yielded for. It suits sections of a few
/// instructions, which is all this module has. A waiter gives up its core at once when the holder
/// lost its own, so a preempted holder costs a time slice and never a deadlock.
///
/// The word and the value lie together on cache lines of their own: whoever takes the lock has the
/// value too, and nobody else's data moves with it.
///
/// - Invariant: Sections do not nest on one lock, do not suspend and run no code of the user.
/// - Memory: What one section wrote, every later section of the same lock sees.
@usableFromInline
struct Guarded<Value>: ~Copyable, @unchecked Sendable {
  @usableFromInline let word: UnsafeMutablePointer<Atomic<Bool>>
  @usableFromInline let value: UnsafeMutablePointer<Value>

  @inlinable
  init(_ initial: consuming Value) {
    let offset = max(MemoryLayout<Value>.alignment, MemoryLayout<Int>.alignment)
    let bytes = CacheLine.roundUp(offset + MemoryLayout<Value>.size)
    let block = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: CacheLine.bytes)
    word = block.bindMemory(to: Atomic<Bool>.self, capacity: 1)
    word.initialize(to: Atomic(false))
    value = (block + offset).bindMemory(to: Value.self, capacity: 1)
    value.initialize(to: initial)
  }

  @inlinable
  deinit {
    value.deinitialize(count: 1)
    word.deinitialize(count: 1)
    UnsafeMutableRawPointer(word).deallocate()
  }

  /// Runs `body` alone with the value.
  @inlinable
  @inline(__always)
  borrowing func withLock<Result, Failure: Error>(
    _ body: (inout Value) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let locked = lock()
    defer { unlock() }
    return try body(&locked.pointee)
  }

  /// For the one section that a closure would make slower, by taking a copy of what it consumes.
  ///
  /// - Returns: Where the value is, until `unlock`.
  @inlinable
  @inline(__always)
  borrowing func lock() -> UnsafeMutablePointer<Value> {
    if word.pointee.exchange(true, ordering: .acquiring) { SpinWait.acquire(word) }
    return value
  }

  @inlinable
  @inline(__always)
  borrowing func unlock() {
    word.pointee.store(false, ordering: .releasing)
  }
}
