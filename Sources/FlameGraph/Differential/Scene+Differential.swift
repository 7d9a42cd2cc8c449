import BenchModel

extension Scene {
  /// Lays out every path that is wide enough before, after, or among what vanished.
  ///
  /// Boxes are as wide as after; those that vanished have no width until their view is chosen.
  init(of difference: DifferentialTree, options: PictureOptions) throws(PictureError) {
    try options.validate()
    let tree = difference.merged
    var layout = TreeLayout(
      tree: tree, weights: difference.afterWeights, shares: difference.largestShares,
      minimum: options.minimumShare, limit: options.depthLimit)
    layout.run()
    let boxes = layout.placed.map { placed in
      let node = Int(placed.node)
      return Box(
        frame: tree.nodes[node].frame, parent: placed.parent, row: placed.row, start: placed.start,
        extent: difference.afterWeights[node], own: tree.nodes[node].weight,
        samples: difference.samples?.after[node] ?? 0)
    }
    self.init(
      unit: tree.unit, frames: tree.frames, boxes: boxes,
      narrowCount: tree.nodes.count - boxes.count - layout.deepCount, deepCount: layout.deepCount,
      countsSamples: difference.countsSamples && tree.unit != .samples)
    changes = difference.changes(of: layout.placed.map { Int($0.node) })
    #if DEBUG
      checkInvariants()
    #endif
  }
}

extension DifferentialTree {
  /// The largest share that a node has of any view, by node.
  fileprivate var largestShares: [Double] {
    let totals = (beforeWeights[0], afterWeights[0], max(vanished[0], .leastNonzeroMagnitude))
    return beforeWeights.indices.map {
      max(beforeWeights[$0] / totals.0, afterWeights[$0] / totals.1, vanished[$0] / totals.2)
    }
  }

  /// Noise is judged over what is drawn, with and without callees.
  fileprivate func changes(of nodes: [Int]) -> [BoxChange] {
    let inclusive = nodes.map { node in
      samples.flatMap { shareChange(before: $0.before[node], after: $0.after[node]) }
    }
    let own = nodes.map { node in
      samples.flatMap { shareChange(before: $0.beforeOwn[node], after: $0.afterOwn[node]) }
    }
    let rule = NoiseRule((inclusive + own).compactMap { $0 })
    func mark(_ change: ShareChange?, difference: Double, isShown: Bool) -> BoxChange.Mark {
      let isNoise = change.map(rule.isNoise) ?? false
      return BoxChange.Mark(
        step: isNoise ? 0 : ChangeColors.step(ofDifference: difference),
        interval: isShown ? change?.interval : nil)
    }
    return nodes.indices.map { index in
      let node = nodes[index]
      let ownAfter = merged.nodes[node].weight
      return BoxChange(
        before: beforeWeights[node], beforeOwn: beforeOwn[node], vanished: vanished[node],
        samplesBefore: samples?.before[node] ?? 0,
        inclusive: mark(
          inclusive[index],
          difference: afterWeights[node] / afterWeights[0] - beforeWeights[node] / beforeWeights[0],
          isShown: true),
        own: mark(
          own[index], difference: ownAfter / afterWeights[0] - beforeOwn[node] / beforeWeights[0],
          isShown: beforeOwn[node] > 0 || ownAfter > 0))
    }
  }
}
