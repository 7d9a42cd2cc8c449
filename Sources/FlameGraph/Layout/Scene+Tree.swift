import BenchModel

extension Scene {
  /// Lays out a tree: equal stacks are merged already, and siblings go by name.
  ///
  /// Siblings too narrow to draw are put together at the right end, so that what was left out of a
  /// frame is one gap and need not be sorted.
  ///
  /// - Complexity: O(nodes), and O(*n* log *n*) for the *n* siblings that are drawn.
  init(of tree: StackTree, options: PictureOptions, subject: String?) throws(PictureError) {
    try options.validate()
    let sums = try NodeSums(of: tree)
    let total = sums.weights[0]
    guard total > 0 else { throw .nothingSampled(subject: subject) }
    guard total < .infinity else { throw .impossibleWeight(total, frame: options.rootName) }
    var layout = TreeLayout(
      tree: tree, weights: sums.weights, shares: sums.weights,
      minimum: total * options.minimumShare, limit: options.depthLimit)
    layout.run()
    let boxes = layout.placed.map { placed in
      Box(
        frame: tree.nodes[Int(placed.node)].frame, parent: placed.parent, row: placed.row,
        start: placed.start, extent: sums.weights[Int(placed.node)],
        own: tree.nodes[Int(placed.node)].weight,
        samples: sums.sampleCount(placed.node, in: tree.unit))
    }
    self.init(
      unit: tree.unit, frames: tree.frames, boxes: boxes,
      narrowCount: tree.nodes.count - boxes.count - layout.deepCount, deepCount: layout.deepCount,
      countsSamples: !sums.samples.isEmpty)
    #if DEBUG
      checkInvariants()
    #endif
  }
}

/// Walks a tree from the root, as far as its nodes are wide enough.
struct TreeLayout {
  struct Placed {
    var node: StackTree.NodeID
    var parent: Int32
    var row: Int32
    var start: Double
  }

  private let nodes: [StackTree.Node]
  private let order: FrameOrder
  /// How wide each node is, with all below it.
  private let weights: [Double]
  /// What decides whether a node is drawn, no less than that of any node below it.
  private let shares: [Double]
  private let minimum: Double
  private let limit: Int
  private(set) var placed: [Placed] = []
  private(set) var deepCount = 0

  init(tree: StackTree, weights: [Double], shares: [Double], minimum: Double, limit: Int) {
    nodes = tree.nodes
    order = FrameOrder(frames: tree.frames)
    self.weights = weights
    self.shares = shares
    self.minimum = minimum
    self.limit = limit
  }

  /// A loop rather than recursion: stacks may be deeper than ours.
  mutating func run() {
    var pending = [Placed(node: StackTree.root, parent: -1, row: 0, start: 0)]
    var siblings: [StackTree.NodeID] = []
    while let next = pending.popLast() {
      let index = Int32(placed.count)
      // The root's row is not one of a stack's.
      let isTooDeep = Int(next.row) > limit
      if isTooDeep { deepCount += 1 } else { placed.append(next) }
      collectChildren(of: next.node, into: &siblings)
      var start = next.start
      let first = pending.count
      for child in siblings {
        pending.append(
          Placed(
            node: child, parent: isTooDeep ? next.parent : index, row: next.row + 1, start: start))
        start += weights[Int(child)]
      }
      pending[first...].reverse()
    }
  }

  private func collectChildren(
    of parent: StackTree.NodeID, into siblings: inout [StackTree.NodeID]
  ) {
    siblings.removeAll(keepingCapacity: true)
    nodes.withUnsafeBufferPointer { nodes in
      var child = nodes[Int(parent)].firstChild
      while child != 0 {
        let share = shares[Int(child)]
        if share >= minimum && share > 0 { siblings.append(child) }
        child = nodes[Int(child)].nextSibling
      }
    }
    guard siblings.count > 1 else { return }
    siblings.sort { order.isBefore(nodes[Int($0)].frame, nodes[Int($1)].frame) }
  }
}
