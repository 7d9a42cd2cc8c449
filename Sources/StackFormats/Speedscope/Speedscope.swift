import BenchModel

/// The JSON of speedscope.app.
///
/// - Source: `file-format-spec.ts` of speedscope.
package enum Speedscope {
  /// Writes sampled profiles: one for each thread in order of time where the timeline is known, else
  /// one with each stack once. Frames are written once; stacks name them by number.
  package static func write(_ profile: StackProfile) -> [UInt8] {
    var output = JSONOutput()
    output.raw(
      "{\"$schema\":\"https://www.speedscope.app/file-format-schema.json\",\"exporter\":\"bench\"")
    if let subject = profile.provenance.subject {
      output.raw(",\"name\":")
      output.string(subject)
    }
    output.raw(",\"activeProfileIndex\":0,\"shared\":{\"frames\":")
    writeFrames(profile.tree.frames, to: &output)
    output.raw("},\"profiles\":[")
    if let threads = profile.momentsByThread {
      for (index, (thread, moments)) in threads.enumerated() {
        if index > 0 { output.raw(",") }
        let stacks = moments.map { (node: $0.node, weight: $0.weight) }
        writeProfile(
          named: "\(thread.name) \(thread.thread)", stacks, of: profile.tree, to: &output)
      }
    } else {
      let nodes = profile.tree.nodes
      let stacks = profile.tree.leaves.map { (node: $0, weight: nodes[Int($0)].weight) }
      writeProfile(
        named: profile.provenance.subject ?? "all threads", stacks, of: profile.tree, to: &output)
    }
    output.raw("]}\n")
    return output.bytes
  }

  private static func writeFrames(_ frames: FrameTable, to output: inout JSONOutput) {
    output.array(0..<frames.count) { output, index in
      let id = FrameTable.ID(index)
      output.raw("{\"name\":")
      frames.withName(id) { output.string($0) }
      if frames.module(id) != FrameTable.noModule {
        output.raw(",\"file\":")
        output.string(frames.modules[Int(frames.module(id))])
      }
      output.raw("}")
    }
  }

  private static func writeProfile(
    named name: String, _ stacks: [(node: StackTree.NodeID, weight: Double)], of tree: StackTree,
    to output: inout JSONOutput
  ) {
    output.raw("{\"type\":\"sampled\",\"name\":")
    output.string(name)
    output.raw(",\"unit\":")
    output.string(unit(tree.unit))
    output.raw(",\"startValue\":0,\"endValue\":")
    output.number(stacks.reduce(0) { $0 + $1.weight })
    output.raw(",\"samples\":")
    output.array(stacks) { $0.integers(tree.stack(to: $1.node).lazy.map(Int.init)) }
    output.raw(",\"weights\":")
    output.numbers(stacks.lazy.map(\.weight))
    output.raw("}")
  }

  private static func unit(_ unit: StackUnit) -> String {
    switch unit {
    case .nanoseconds: "nanoseconds"
    case .bytes: "bytes"
    case .samples, .events: "none"
    }
  }
}
