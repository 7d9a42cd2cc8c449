import BenchModel

extension StackTree {
  /// The same stacks turned over: what ran is below, and those who called it above.
  ///
  /// - Complexity: O(total length of the stacks), expected.
  package func callers() -> StackTree {
    var reversed = StackTree(unit: unit, frames: frames)
    for leaf in nodes.indices where nodes[leaf].weight != 0 || nodes[leaf].samples != 0 {
      var node = NodeID(leaf)
      var place = Self.root
      while node != Self.root {
        place = reversed.child(of: place, frame: nodes[Int(node)].frame)
        node = nodes[Int(node)].parent
      }
      reversed.add(nodes[leaf].weight, samples: nodes[leaf].samples, at: place)
    }
    return reversed
  }
}
