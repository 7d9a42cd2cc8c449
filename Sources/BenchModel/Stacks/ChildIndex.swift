/// Finds children of the stack tree's wide nodes by parent and frame.
///
/// - Complexity: O(1), expected: slots are chosen by a hash seeded anew in each process.
struct ChildIndex: Sendable {
  private struct Slot {
    /// The parent's number above the frame's.
    var key: UInt64 = 0
    /// 0 where the slot is empty.
    var child: StackTree.NodeID = 0
  }

  private var slots: [Slot] = []
  private var count = 0

  func child(of parent: StackTree.NodeID, frame: FrameTable.ID) -> StackTree.NodeID? {
    guard !slots.isEmpty else { return nil }
    let key = UInt64(parent) << 32 | UInt64(frame)
    var slot = Self.hash(key) & (slots.count - 1)
    while slots[slot].child != 0 {
      if slots[slot].key == key { return slots[slot].child }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Adds a child that is not in the index yet.
  mutating func insert(
    _ child: StackTree.NodeID, parent: StackTree.NodeID, frame: FrameTable.ID
  ) {
    count += 1
    if count * 2 > slots.count { grow() }
    put(Slot(key: UInt64(parent) << 32 | UInt64(frame), child: child))
  }

  private mutating func put(_ entry: Slot) {
    var slot = Self.hash(entry.key) & (slots.count - 1)
    while slots[slot].child != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = entry
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: Slot(), count: max(64, old.count * 2))
    for entry in old where entry.child != 0 { put(entry) }
  }

  private static func hash(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: FrameTable.mix(key ^ FrameTable.seed) >> 1)
  }
}
