import BenchModel

/// Weights by name over a whole tree; what recurses is counted once.
struct NameTotals {
  private(set) var own: [Double]
  private(set) var inclusive: [Double]
  private(set) var ownSamples: [Int]
  private(set) var inclusiveSamples: [Int]

  /// - Parameter numbers: The number of the name of each of the tree's frames, below `count`.
  /// - Complexity: O(nodes).
  init(of tree: StackTree, numbers: [FrameTable.ID], count: Int) throws(PictureError) {
    let sums = try NodeSums(of: tree)
    own = Array(repeating: 0, count: count)
    inclusive = own
    ownSamples = Array(repeating: 0, count: count)
    inclusiveSamples = ownSamples
    let nodes = tree.nodes
    /// How many frames of each name are on the path to the node.
    var open = [UInt32](repeating: 0, count: count)
    var node = Int(nodes[0].firstChild)
    while node != 0 {
      let name = Int(numbers[Int(nodes[node].frame)])
      let id = StackTree.NodeID(node)
      own[name] += nodes[node].weight
      ownSamples[name] &+= Self.ownSamples(nodes[node], in: tree.unit)
      if open[name] == 0 {
        inclusive[name] += sums.weights[node]
        inclusiveSamples[name] &+= sums.sampleCount(id, in: tree.unit)
      }
      if nodes[node].firstChild != 0 {
        open[name] += 1
        node = Int(nodes[node].firstChild)
        continue
      }
      // Up until there is a sibling.
      while node != 0, nodes[node].nextSibling == 0 {
        node = Int(nodes[node].parent)
        if node != 0 { open[Int(numbers[Int(nodes[node].frame)])] -= 1 }
      }
      if node != 0 { node = Int(nodes[node].nextSibling) }
    }
  }

  static func ownSamples(_ node: StackTree.Node, in unit: StackUnit) -> Int {
    unit == .samples ? Int(clamping: node.weight) : node.samples
  }
}
