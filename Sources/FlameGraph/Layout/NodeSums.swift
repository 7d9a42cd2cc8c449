import BenchModel

/// The weight and the samples of each node of a tree with all that is below it.
///
/// One pass for both, because a tree of a million stacks does not fit into the cache.
struct NodeSums {
  let weights: [Double]
  /// Empty where samples say no more than the weights.
  let samples: [Int]

  /// - Complexity: O(nodes).
  init(of tree: StackTree) throws(PictureError) {
    let nodes = tree.nodes
    let count = nodes.count
    var impossible: Int?
    var anySamples = false
    var weights = [Double](unsafeUninitializedCapacity: count) { buffer, filled in
      nodes.withUnsafeBufferPointer { nodes in
        for index in 0..<count {
          let weight = nodes[index].weight
          if !(weight >= 0 && weight < .infinity) { impossible = impossible ?? index }
          if nodes[index].samples != 0 { anySamples = true }
          (buffer.baseAddress! + index).initialize(to: weight)
        }
      }
      filled = count
    }
    if let impossible {
      let node = nodes[impossible]
      throw .impossibleWeight(
        node.weight, frame: impossible == 0 ? "all" : tree.frames.name(node.frame))
    }
    Self.sumUp(&weights, in: nodes, +)
    self.weights = weights
    guard anySamples, tree.unit != .samples else {
      samples = []
      return
    }
    var samples = nodes.map(\.samples)
    Self.sumUp(&samples, in: nodes, &+)
    self.samples = samples
  }

  /// Children have larger numbers than their parents, so one pass from the end suffices.
  @inline(__always)
  private static func sumUp<Value>(
    _ values: inout [Value], in nodes: [StackTree.Node], _ add: (Value, Value) -> Value
  ) {
    nodes.withUnsafeBufferPointer { nodes in
      values.withUnsafeMutableBufferPointer { values in
        var index = nodes.count - 1
        while index > 0 {
          let parent = Int(nodes[index].parent)
          values[parent] = add(values[parent], values[index])
          index -= 1
        }
      }
    }
  }

  /// Samples of the node with all below it; where the unit is samples, the weight says it.
  func sampleCount(_ node: StackTree.NodeID, in unit: StackUnit) -> Int {
    if !samples.isEmpty { return samples[Int(node)] }
    return unit == .samples ? Int(clamping: weights[Int(node)]) : 0
  }
}

extension Int {
  /// The nearest whole number that an `Int` holds.
  init(clamping value: Double) {
    self = Int(exactly: value.rounded()) ?? (value > 0 ? .max : (value < 0 ? .min : 0))
  }
}
