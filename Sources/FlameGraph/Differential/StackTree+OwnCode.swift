import BenchModel

extension StackTree {
  /// The same stacks, each ending in the innermost of the program's own functions: where a program
  /// waits is told by what called the runtime and the system, not by their last function.
  ///
  /// - Returns: The tree, without stacks that have no such function, and the weight of those: threads
  ///   of a pool that wait for work, mostly.
  /// - Complexity: O(nodes) steps down a tree.
  package func endingInOwnCode() -> (tree: StackTree, others: Double) {
    var ending = StackTree(unit: unit, frames: frames)
    var others = 0.0
    // Where each node leads in the new tree, and whether one of the program's own is on the way.
    var places = [NodeID](repeating: StackTree.root, count: nodes.count)
    var ends = [NodeID](repeating: StackTree.root, count: nodes.count)
    for index in nodes.indices.dropFirst() {
      let node = nodes[index]
      let parent = Int(node.parent)
      places[index] = ending.child(of: places[parent], frame: node.frame)
      // The linker puts this into every program, and a main thread that idles has nothing else.
      let isOwn = frames.kind(node.frame).isOwnCode && frames.name(node.frame) != "_start"
      ends[index] = isOwn ? places[index] : ends[parent]
      guard node.samples > 0 else { continue }
      if ends[index] == StackTree.root {
        others += node.weight
      } else {
        ending.add(node.weight, samples: node.samples, at: ends[index])
      }
    }
    return (ending, others)
  }
}

extension FrameKind {
  /// Whether it is of a program rather than of the runtime and the system below it.
  fileprivate var isOwnCode: Bool {
    switch self {
    case .native, .swift, .inlined, .justInTime, .awaiting: true
    case .runtime, .systemLibrary, .kernel, .thread, .unknown, .delimiter: false
    }
  }
}
