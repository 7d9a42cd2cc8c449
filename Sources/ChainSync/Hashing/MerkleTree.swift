/// Folds transaction hashes into the one hash that a header commits to.
package enum MerkleTree {
  /// A root, and whether the list it came from could be a disguised copy of a shorter one.
  package struct Root: Equatable, Sendable {
    package let hash: Hash256

    /// Two neighbours of one level were equal, at any level.
    ///
    /// A level of odd length repeats its last hash, so a list whose tail is written twice has the
    /// same root as the honest list (CVE-2012-2459). A block with this mark is refused.
    package let isMutated: Bool
  }

  /// - Returns: The zero hash for an empty list, as Bitcoin Core has it.
  /// - Complexity: O(*n*), *n* − 1 double hashes of 64 bytes and one copy of the list.
  package static func root(of hashes: [Hash256]) -> Root {
    guard !hashes.isEmpty else { return Root(hash: .zero, isMutated: false) }
    var level = hashes
    var count = level.count
    var isMutated = false
    level.withUnsafeMutableBufferPointer { nodes in
      while count > 1 {
        let pairs = count / 2
        for pair in 0..<pairs {
          if nodes[2 * pair] == nodes[2 * pair + 1] { isMutated = true }
          nodes[pair] = DoubleSHA256.hash(
            UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: nodes[2 * pair..<2 * pair + 2])))
        }
        if !count.isMultiple(of: 2) {
          nodes[pairs] = parent(of: nodes[count - 1], and: nodes[count - 1])
        }
        count = (count + 1) / 2
      }
    }
    return Root(hash: level[0], isMutated: isMutated)
  }

  private static func parent(of left: Hash256, and right: Hash256) -> Hash256 {
    withUnsafeBytes(of: (left, right)) { DoubleSHA256.hash($0) }
  }
}
