import BenchModel

/// Two trees as one: every call path of either, with its weights before and after.
///
/// Frames match by name. Weights stay as they were recorded; whoever compares takes shares of each
/// side's own total, so a longer recording is no growth.
package struct DifferentialTree: Sendable {
  package let before: StackTree
  package let after: StackTree
  /// Every path of either; its own weights are those after.
  let merged: StackTree
  /// By node of `merged`, with all below it.
  let beforeWeights: [Double]
  let afterWeights: [Double]
  let beforeOwn: [Double]
  /// The weight before of paths that nobody walked after, by node of `merged`, with all below it.
  let vanished: [Double]
  /// Samples by node of `merged`, as `own` and with all below it; `nil` where one of the trees has
  /// weights only.
  let samples: Samples?

  struct Samples: Sendable {
    var before: [Int]
    var after: [Int]
    var beforeOwn: [Int]
    var afterOwn: [Int]
  }

  /// Whether noise can be told from change.
  package var countsSamples: Bool { samples != nil }

  /// - Complexity: O(nodes of both), expected.
  package init(before: StackTree, after: StackTree) throws(PictureError) {
    guard before.unit == after.unit else {
      throw .differentUnits(before: "\(before.unit)", after: "\(after.unit)")
    }
    let beforeTotal = try NodeSums(of: before).weights[0]
    let afterTotal = try NodeSums(of: after).weights[0]
    for (total, side) in [(beforeTotal, "before"), (afterTotal, "after")] {
      guard total > 0 else { throw .nothingSampled(subject: side) }
      guard total < .infinity else { throw .impossibleWeight(total, frame: "all") }
    }
    var names = SharedNames()
    let afterNumbers = names.numbers(of: after.frames)
    let beforeNumbers = names.numbers(of: before.frames)
    var merged = StackTree(unit: after.unit, frames: names.table)
    let afterPlaces = merged.graft(after, numbers: afterNumbers, addsWeights: true)
    let beforePlaces = merged.graft(before, numbers: beforeNumbers, addsWeights: false)

    var own = Own(nodeCount: merged.nodes.count)
    own.add(before, at: beforePlaces, to: \.beforeWeights, \.beforeSamples)
    own.add(after, at: afterPlaces, to: \.afterWeights, \.afterSamples)
    let nodes = merged.nodes
    let beforeWeights = Self.summed(own.beforeWeights, in: nodes, +)
    let afterWeights = Self.summed(own.afterWeights, in: nodes, +)
    self.before = before
    self.after = after
    self.merged = merged
    self.beforeWeights = beforeWeights
    self.afterWeights = afterWeights
    beforeOwn = own.beforeWeights
    vanished = Self.vanished(before: beforeWeights, after: afterWeights, in: nodes)
    let totals = Samples(
      before: Self.summed(own.beforeSamples, in: nodes, &+),
      after: Self.summed(own.afterSamples, in: nodes, &+), beforeOwn: own.beforeSamples,
      afterOwn: own.afterSamples)
    samples = totals.before[0] > 0 && totals.after[0] > 0 ? totals : nil
  }

  /// What each node of the merged tree has of its own.
  private struct Own {
    var beforeWeights: [Double]
    var afterWeights: [Double]
    var beforeSamples: [Int]
    var afterSamples: [Int]

    init(nodeCount: Int) {
      beforeWeights = Array(repeating: 0, count: nodeCount)
      afterWeights = beforeWeights
      beforeSamples = Array(repeating: 0, count: nodeCount)
      afterSamples = beforeSamples
    }

    mutating func add(
      _ tree: StackTree, at places: [StackTree.NodeID],
      to weights: WritableKeyPath<Own, [Double]>, _ samples: WritableKeyPath<Own, [Int]>
    ) {
      // Taken out and put back, so that the arrays are written in place.
      var (ownWeights, ownSamples) = (self[keyPath: weights], self[keyPath: samples])
      self[keyPath: weights] = []
      self[keyPath: samples] = []
      for (node, place) in zip(tree.nodes, places) {
        ownWeights[Int(place)] += node.weight
        ownSamples[Int(place)] &+= max(NameTotals.ownSamples(node, in: tree.unit), 0)
      }
      self[keyPath: weights] = ownWeights
      self[keyPath: samples] = ownSamples
    }
  }

  private static func summed<Value>(
    _ own: [Value], in nodes: [StackTree.Node], _ add: (Value, Value) -> Value
  ) -> [Value] {
    var sums = own
    for index in nodes.indices.dropFirst().reversed() {
      let parent = Int(nodes[index].parent)
      sums[parent] = add(sums[parent], sums[index])
    }
    return sums
  }

  /// A path is gone when nothing below it was sampled after; it brings all that it weighed.
  private static func vanished(
    before: [Double], after: [Double], in nodes: [StackTree.Node]
  ) -> [Double] {
    var vanished = zip(before, after).map { $1 == 0 ? $0 : 0 }
    for index in nodes.indices.dropFirst().reversed() where after[Int(nodes[index].parent)] != 0 {
      vanished[Int(nodes[index].parent)] += vanished[index]
    }
    return vanished
  }
}

extension StackTree {
  /// Makes a node for each of another tree's, and says which by node of that tree.
  fileprivate mutating func graft(
    _ other: StackTree, numbers: [FrameTable.ID], addsWeights: Bool
  ) -> [NodeID] {
    let nodes = other.nodes
    var places = [NodeID](repeating: Self.root, count: nodes.count)
    for index in nodes.indices {
      let node = nodes[index]
      if index > 0 {
        places[index] = child(
          of: places[Int(node.parent)], frame: numbers[Int(node.frame)])
      }
      if addsWeights { add(node.weight, samples: node.samples, at: places[index]) }
    }
    return places
  }
}
