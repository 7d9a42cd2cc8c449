import Glibc
import Synchronization

/// The waiting half of a lock, kept out of line so that the taking half stays small.
@usableFromInline
enum SpinWait {
  /// Looks at the word this often before giving up the core.
  ///
  /// Sections last some 10 ns, so a holder that runs is done after a few looks; one that does not
  /// run will not be done however long we look.
  static let looksPerYield = 40

  @usableFromInline
  @inline(never)
  static func acquire(_ word: UnsafeMutablePointer<Atomic<Bool>>) {
    repeat {
      var looks = 0
      while word.pointee.load(ordering: .relaxed) {
        looks += 1
        if looks == looksPerYield {
          sched_yield()
          looks = 0
        }
      }
    } while word.pointee.exchange(true, ordering: .acquiring)
  }
}
