import Synchronization

/// Keeps account of the memory that the mailboxes of one system hold for queues.
@usableFromInline
final class SegmentLedger: Sendable {
  private let held = Atomic<Int>(0)

  var bytes: Int { held.load(ordering: .relaxed) }

  @usableFromInline
  func add(_ bytes: Int) {
    held.add(bytes, ordering: .relaxed)
  }

  @usableFromInline
  func subtract(_ bytes: Int) {
    held.subtract(bytes, ordering: .relaxed)
  }
}
