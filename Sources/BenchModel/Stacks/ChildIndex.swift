/// Finds children of the stack tree's wide nodes by parent and frame.
///
/// A slot has a hash and a node's number: whose child it is, stands in the node, which whoever looks
/// for it will look at anyway.
///
/// - Complexity: O(1), expected: slots are chosen by a hash seeded anew in each process.
struct ChildIndex: Sendable {
  /// The hash above the child's number; 0 where the slot is empty.
  private var slots: [UInt64] = []
  private var count = 0

  func child(
    of parent: StackTree.NodeID, frame: FrameTable.ID, in nodes: [StackTree.Node]
  ) -> StackTree.NodeID? {
    guard !slots.isEmpty else { return nil }
    let hash = Self.hash(parent, frame)
    let mask = slots.count &- 1
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      if UInt32(truncatingIfNeeded: slots[slot] >> 32) == hash {
        let child = StackTree.NodeID(truncatingIfNeeded: slots[slot])
        let node = nodes[Int(child)]
        if node.parent == parent, node.frame == frame { return child }
      }
      slot = (slot &+ 1) & mask
    }
    return nil
  }

  /// Adds a child that is not in the index yet.
  ///
  /// - Parameter prepare: Is given new memory before it is used.
  mutating func insert(
    _ child: StackTree.NodeID, parent: StackTree.NodeID, frame: FrameTable.ID,
    preparing prepare: StackTree.Preparation
  ) {
    count += 1
    if 4 * count > 3 * slots.count { grow(preparing: prepare) }
    put(UInt64(Self.hash(parent, frame)) << 32 | UInt64(child))
  }

  private mutating func put(_ entry: UInt64) {
    let mask = slots.count - 1
    var slot = Int(entry >> 32) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = entry
  }

  private mutating func grow(preparing prepare: StackTree.Preparation) {
    let old = slots
    let size = max(64, old.count * 2)
    slots = [UInt64](unsafeUninitializedCapacity: size) { memory, filled in
      prepare(UnsafeRawBufferPointer(memory))
      memory.initialize(repeating: 0)
      filled = size
    }
    for entry in old where entry != 0 { put(entry) }
  }

  private static func hash(_ parent: StackTree.NodeID, _ frame: FrameTable.ID) -> UInt32 {
    let key = UInt64(parent) << 32 | UInt64(frame)
    return UInt32(truncatingIfNeeded: FrameTable.mix(key ^ FrameTable.seed))
  }
}
