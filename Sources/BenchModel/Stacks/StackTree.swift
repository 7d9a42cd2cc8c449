/// Stacks with their weights as a trie: callers above, what they called below.
///
/// Node 0 is the root, which stands for everything and has no frame. A node holds the weight of the
/// stacks that *end* in it (its own, or self weight) and how many samples those were.
///
/// Weights are `Double`: whole numbers stay exact to 2⁵³, which in nanoseconds is 104 days of one
/// processor, and the decimals that some tools write are kept.
///
/// - Complexity: Adding a stack is O(depth), expected.
package struct StackTree: Sendable {
  package typealias NodeID = UInt32
  /// Is given memory before it is used, for whoever knows how to make it fast. It stays the tree's.
  package typealias Preparation = @Sendable (UnsafeRawBufferPointer) -> Void

  package struct Node: Sendable {
    package let parent: NodeID
    package let frame: FrameTable.ID
    /// 0 for none: the root is nobody's child.
    package fileprivate(set) var firstChild: NodeID = 0
    package fileprivate(set) var nextSibling: NodeID = 0
    /// The weight of the stacks that end here, in the tree's unit.
    package var weight: Double = 0
    /// How many samples end here.
    package var samples: Int = 0
  }

  package static let root: NodeID = 0

  package var unit: StackUnit
  package var frames: FrameTable
  package private(set) var nodes: [Node] = [Node(parent: 0, frame: .max)]
  /// How many children each node has, counted to one more than `fewChildren`.
  private var childCounts: [UInt8] = [0]
  /// The children of nodes that have more than `fewChildren`.
  private var index = ChildIndex()
  private let prepare: Preparation

  /// As many siblings are looked at one by one. Most nodes of a profile have one child, and a new
  /// node has none, so most steps down a stack touch no hash table at all.
  private static let fewChildren: UInt8 = 4

  package init(
    unit: StackUnit, frames: FrameTable = FrameTable(),
    preparingMemory prepare: @escaping Preparation = { _ in }
  ) {
    self.unit = unit
    self.prepare = prepare
    self.frames = frames
  }

  /// The node below `parent` for `frame`, made if need be.
  package mutating func child(of parent: NodeID, frame: FrameTable.ID) -> NodeID {
    let count = childCounts[Int(parent)]
    if count > Self.fewChildren {
      if let child = index.child(of: parent, frame: frame, in: nodes) { return child }
    } else if count > 0 {
      var child = nodes[Int(parent)].firstChild
      var before: NodeID = 0
      while child != 0 {
        if nodes[Int(child)].frame == frame {
          if before != 0 { moveToFront(child, behind: before, of: parent) }
          return child
        }
        before = child
        child = nodes[Int(child)].nextSibling
      }
    }
    return addChild(of: parent, frame: frame, count: count)
  }

  /// The next stack most likely goes where this one went, and each sibling looked at in vain is a
  /// look into memory.
  private mutating func moveToFront(_ child: NodeID, behind before: NodeID, of parent: NodeID) {
    nodes[Int(before)].nextSibling = nodes[Int(child)].nextSibling
    nodes[Int(child)].nextSibling = nodes[Int(parent)].firstChild
    nodes[Int(parent)].firstChild = child
  }

  private mutating func addChild(
    of parent: NodeID, frame: FrameTable.ID, count: UInt8
  ) -> NodeID {
    let id = NodeID(nodes.count)
    var node = Node(parent: parent, frame: frame)
    node.nextSibling = nodes[Int(parent)].firstChild
    nodes.append(node)
    childCounts.append(0)
    nodes[Int(parent)].firstChild = id
    if count > Self.fewChildren {
      index.insert(id, parent: parent, frame: frame, preparing: prepare)
    } else {
      childCounts[Int(parent)] = count + 1
      if count == Self.fewChildren {
        for child in children(of: parent) {
          index.insert(
            child, parent: parent, frame: nodes[Int(child)].frame, preparing: prepare)
        }
      }
    }
    return id
  }

  /// Makes room for as many nodes, where a reader can guess how many there will be.
  package mutating func reserve(nodes count: Int) {
    nodes.reserveCapacity(count)
    childCounts.reserveCapacity(count)
    nodes.withUnsafeBufferPointer {
      let bytes = nodes.capacity * MemoryLayout<Node>.stride
      prepare(UnsafeRawBufferPointer(start: $0.baseAddress, count: bytes))
    }
  }

  /// Adds to the stacks that end in `node`. A count that no `Int` holds stays at the largest.
  package mutating func add(_ weight: Double, samples: Int = 1, at node: NodeID) {
    nodes[Int(node)].weight += weight
    nodes[Int(node)].samples = Self.sum(nodes[Int(node)].samples, samples)
  }

  private static func sum(_ left: Int, _ right: Int) -> Int {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? .max : sum
  }

  /// Adds a stack from its outermost frame to the one that ran.
  @discardableResult
  package mutating func add(
    _ stack: some Sequence<FrameTable.ID>, weight: Double, samples: Int = 1
  ) -> NodeID {
    var node = Self.root
    for frame in stack { node = child(of: node, frame: frame) }
    add(weight, samples: samples, at: node)
    return node
  }
}

extension StackTree {
  /// The weight of each node with all that is below it, by node number.
  ///
  /// - Complexity: O(nodes). Children have larger numbers than their parents, so one pass suffices.
  package func totals() -> [Double] {
    var totals = nodes.map(\.weight)
    for id in nodes.indices.dropFirst().reversed() { totals[Int(nodes[id].parent)] += totals[id] }
    return totals
  }

  /// The number of samples of each node with all that is below it, by node number.
  package func sampleTotals() -> [Int] {
    var totals = nodes.map(\.samples)
    for id in nodes.indices.dropFirst().reversed() {
      totals[Int(nodes[id].parent)] = Self.sum(totals[Int(nodes[id].parent)], totals[id])
    }
    return totals
  }

  package var totalWeight: Double { nodes.reduce(0) { $0 + $1.weight } }
  package var totalSamples: Int { nodes.reduce(0) { Self.sum($0, $1.samples) } }

  /// Frames from the outermost to the node's own.
  package func stack(to node: NodeID) -> [FrameTable.ID] {
    var stack: [FrameTable.ID] = []
    var id = node
    while id != Self.root {
      stack.append(nodes[Int(id)].frame)
      id = nodes[Int(id)].parent
    }
    stack.reverse()
    return stack
  }

  package func children(of node: NodeID) -> [NodeID] {
    var children: [NodeID] = []
    var child = nodes[Int(node)].firstChild
    while child != 0 {
      children.append(child)
      child = nodes[Int(child)].nextSibling
    }
    return children
  }

  /// Every stack that has samples or weight of its own, in node order.
  package var leaves: [NodeID] {
    nodes.indices.lazy.filter { nodes[$0].weight != 0 || nodes[$0].samples != 0 }.map(NodeID.init)
  }

  /// Children come after their parents, are siblings of each other, and have frames of the table.
  package func checkInvariants() {
    for id in nodes.indices.dropFirst() {
      precondition(Int(nodes[id].parent) < id, "node \(id) comes before its parent")
      precondition(Int(nodes[id].frame) < frames.count, "node \(id) has a frame of no table")
      precondition(nodes[id].weight >= 0, "node \(id) has the weight \(nodes[id].weight)")
    }
    var seen = 0
    for id in nodes.indices { seen += children(of: NodeID(id)).count }
    precondition(seen == nodes.count - 1, "\(nodes.count - 1) nodes, of which \(seen) are children")
  }
}
