/// Puts blocks in chain order; a node writes them in the order in which they arrived.
package enum BlockOrder {
  /// Why blocks are not one chain.
  package enum Failure: Error, Equatable, Sendable {
    /// Two blocks have this parent, or one block is there twice.
    case fork(parent: Hash256)
    /// Blocks that no path leads to, the first of them by file order.
    case unconnected(count: Int, first: Hash256)
  }

  /// - Parameter parent: The hash of the block that the chain begins after.
  /// - Complexity: O(*n*).
  package static func sorted(
    _ blocks: [Block], after parent: Hash256
  ) throws(Failure) -> [Block] {
    var indices: [Hash256: Int] = [:]
    indices.reserveCapacity(blocks.count)
    for (index, block) in blocks.enumerated() {
      guard indices.updateValue(index, forKey: block.header.previous) == nil else {
        throw .fork(parent: block.header.previous)
      }
    }
    var ordered: [Block] = []
    ordered.reserveCapacity(blocks.count)
    var tip = parent
    while let index = indices.removeValue(forKey: tip) {
      ordered.append(blocks[index])
      tip = blocks[index].hash
    }
    if let first = indices.values.min() {
      throw .unconnected(count: indices.count, first: blocks[first].hash)
    }
    return ordered
  }
}

extension BlockOrder.Failure: CustomStringConvertible {
  package var description: String {
    switch self {
    case .fork(let parent):
      "Two blocks follow \(parent). Only a single chain can be put in order."
    case .unconnected(let count, let first):
      "\(count) blocks follow no other, the first of them \(first)."
    }
  }
}
