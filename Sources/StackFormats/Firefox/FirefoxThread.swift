import BenchModel

/// One thread's tables: only the stacks and frames that its samples name.
struct FirefoxThread {
  private let tree: StackTree
  private let identity: StackProfile.ThreadIdentity
  private var stacks: [Int] = []
  private var weights: [Double] = []
  private var times: [Double] = []
  /// The tree's nodes in the order of the stack table, callers first, and where each stands there.
  private var nodes: [StackTree.NodeID] = []
  private var stackOfNode: [StackTree.NodeID: Int] = [:]
  private var frames: [FrameTable.ID] = []
  private var placeOfFrame: [FrameTable.ID: Int] = [:]

  init(_ tree: StackTree, identity: StackProfile.ThreadIdentity) {
    self.tree = tree
    self.identity = identity
  }

  mutating func add(_ node: StackTree.NodeID, weight: Double, milliseconds: Double) {
    stacks.append(stack(node))
    weights.append(tree.unit == .nanoseconds ? weight / 1e6 : weight)
    times.append(milliseconds)
  }

  /// The row of a node, made with those of its callers; -1 for the root, which is no stack.
  private mutating func stack(_ node: StackTree.NodeID) -> Int {
    var missing: [StackTree.NodeID] = []
    var id = node
    while id != StackTree.root, stackOfNode[id] == nil {
      missing.append(id)
      id = tree.nodes[Int(id)].parent
    }
    for id in missing.reversed() {
      stackOfNode[id] = nodes.count
      nodes.append(id)
      let frame = tree.nodes[Int(id)].frame
      if placeOfFrame[frame] == nil {
        placeOfFrame[frame] = frames.count
        frames.append(frame)
      }
    }
    return stackOfNode[node] ?? -1
  }

  func write(to output: inout JSONOutput) {
    output.raw("{\"name\":")
    output.string(identity.name)
    output.raw(",\"isMainThread\":")
    output.raw(identity.process == identity.thread ? "true" : "false")
    output.raw(",\"processType\":\"default\",\"processName\":")
    output.string(identity.name)
    output.raw(",\"pid\":")
    output.string(String(identity.process))
    output.raw(",\"tid\":")
    output.string(String(identity.thread))
    output.raw(
      """
      ,"processStartupTime":0,"processShutdownTime":null,"registerTime":0,"unregisterTime":null,\
      "pausedRanges":[],"markers":{"data":[],"name":[],"startTime":[],"endTime":[],"phase":[],\
      "category":[],"length":0},"nativeSymbols":{"libIndex":[],"address":[],"name":[],\
      "functionSize":[],"length":0}
      """)
    writeSamples(to: &output)
    writeStacks(to: &output)
    writeFrames(to: &output)
    output.raw("}")
  }

  private func writeSamples(to output: inout JSONOutput) {
    output.raw(",\"samples\":{\"stack\":")
    output.array(stacks) { $1 < 0 ? $0.raw("null") : $0.number($1) }
    output.raw(",\"time\":")
    output.numbers(times)
    output.raw(",\"weight\":")
    output.numbers(weights)
    output.raw(",\"weightType\":")
    switch tree.unit {
    case .nanoseconds: output.raw("\"tracing-ms\"")
    case .bytes: output.raw("\"bytes\"")
    case .samples, .events: output.raw("\"samples\"")
    }
    writeLength(stacks.count, to: &output)
  }

  private func writeStacks(to output: inout JSONOutput) {
    output.raw(",\"stackTable\":{\"frame\":")
    output.integers(nodes.lazy.map { placeOfFrame[tree.nodes[Int($0)].frame]! })
    output.raw(",\"prefix\":")
    output.array(nodes) { output, node in
      let parent = tree.nodes[Int(node)].parent
      if let row = stackOfNode[parent] { output.number(row) } else { output.raw("null") }
    }
    output.raw(",\"category\":")
    output.integers(nodes.lazy.map { category(tree.nodes[Int($0)].frame) })
    output.raw(",\"subcategory\":")
    output.array(repeating: "0", count: nodes.count)
    writeLength(nodes.count, to: &output)
  }

  /// Frames, their functions and the modules of these stand in rows of the same number.
  private func writeFrames(to output: inout JSONOutput) {
    let count = frames.count
    let modules = Set(frames.map(tree.frames.module)).subtracting([FrameTable.noModule]).sorted()
    output.raw(",\"frameTable\":{\"address\":")
    output.array(repeating: "-1", count: count)
    output.raw(",\"func\":")
    output.integers(0..<count)
    output.raw(",\"category\":")
    output.integers(frames.lazy.map(category))
    for column: StaticString in [",\"inlineDepth\":", ",\"subcategory\":", ",\"innerWindowID\":"] {
      output.raw(column)
      output.array(repeating: "0", count: count)
    }
    for column: StaticString in [
      ",\"nativeSymbol\":", ",\"implementation\":", ",\"line\":", ",\"column\":",
    ] {
      output.raw(column)
      output.array(repeating: "null", count: count)
    }
    writeLength(count, to: &output)
    output.raw(",\"funcTable\":{\"name\":")
    output.integers(0..<count)
    output.raw(",\"resource\":")
    output.integers(frames.lazy.map { modules.firstIndex(of: tree.frames.module($0)) ?? -1 })
    for column: StaticString in [",\"isJS\":", ",\"relevantForJS\":"] {
      output.raw(column)
      output.array(repeating: "false", count: count)
    }
    for column: StaticString in [",\"fileName\":", ",\"lineNumber\":", ",\"columnNumber\":"] {
      output.raw(column)
      output.array(repeating: "null", count: count)
    }
    writeLength(count, to: &output)
    writeModules(modules, firstString: count, to: &output)
    output.raw(",\"stringArray\":")
    output.array(0..<(count + modules.count)) { output, index in
      if index < count {
        tree.frames.withName(frames[index]) { output.string($0) }
      } else {
        output.string(tree.frames.modules[Int(modules[index - count])])
      }
    }
  }

  private func writeModules(
    _ modules: [UInt32], firstString: Int, to output: inout JSONOutput
  ) {
    output.raw(",\"resourceTable\":{\"lib\":")
    output.integers(modules.lazy.map { Int($0) - 1 })
    output.raw(",\"name\":")
    output.integers(modules.indices.lazy.map { firstString + $0 })
    output.raw(",\"host\":")
    output.array(repeating: "null", count: modules.count)
    output.raw(",\"type\":")
    output.array(repeating: "1", count: modules.count)
    writeLength(modules.count, to: &output)
  }

  private func writeLength(_ count: Int, to output: inout JSONOutput) {
    output.raw(",\"length\":")
    output.number(count)
    output.raw("}")
  }

  private func category(_ frame: FrameTable.ID) -> Int {
    FrameKind.allCases.firstIndex(of: tree.frames.kind(frame)) ?? 0
  }
}
