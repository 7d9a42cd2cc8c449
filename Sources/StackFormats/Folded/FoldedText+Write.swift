import BenchModel

extension FoldedText {
  /// Writes each stack with weight as a line, callers before what they call, names in byte order.
  ///
  /// Frames of one name are one frame in this format, whatever their modules. `;` in a name becomes
  /// `:`, since it would end the name; control characters and what is no UTF-8 become U+FFFD.
  ///
  /// - Parameter marks: The kinds of frames that are told by a mark, such as `_[k]`.
  package static func write(
    _ tree: StackTree, marks: Set<FrameKind> = [.kernel, .inlined, .justInTime]
  ) -> [UInt8] {
    var output: [UInt8] = []
    write(tree, marks: marks) { output += $0 }
    return output
  }

  /// The same in pieces of some hundred kilobytes, since the whole can be larger than memory: a
  /// million deep stacks are half a gigabyte.
  package static func write(
    _ tree: StackTree, marks: Set<FrameKind> = [.kernel, .inlined, .justInTime],
    to sink: ([UInt8]) throws -> Void
  ) rethrows {
    let names = FoldedOutputNames(tree.frames, marks: marks)
    var output: [UInt8] = []
    var prefix: [UInt8] = []
    var waiting = WaitingStacks()
    try tree.nodes.withUnsafeBufferPointer { nodes in
      try names.bytes.withUnsafeBufferPointer { text in
        waiting.pushChildrenOfCurrent(after: 0, nodes, names)
        while let length = waiting.pop() {
          prefix.removeLast(prefix.count - length)
          repeat {
            if !prefix.isEmpty { prefix.append(.semicolon) }
            let name = names.range(of: nodes[Int(waiting.current[0])].frame)
            prefix.append(contentsOf: UnsafeBufferPointer(rebasing: text[name]))
            let weight = waiting.weight(nodes)
            if weight > 0 {
              prefix.withUnsafeBufferPointer { output.append(contentsOf: $0) }
              output.append(.space)
              Decimal.append(weight, to: &output)
              output.append(.newline)
              if output.count >= pieceBytes {
                try sink(output)
                output.removeAll(keepingCapacity: true)
              }
            }
          } while waiting.stepIntoOnlyChild(nodes)
          waiting.pushChildrenOfCurrent(after: prefix.count, nodes, names)
        }
      }
    }
    if !output.isEmpty { try sink(output) }
  }

  private static var pieceBytes: Int { 1 << 19 }
}

/// Stacks still to be written, those first in the order of names on top.
///
/// A group is the nodes whose stacks read the same; their numbers lie on top of each other, so that
/// no group needs an array of its own.
private struct WaitingStacks {
  private struct Group {
    /// Of what stands before the name of its nodes.
    let prefixLength: Int
    let count: Int
  }

  private var groups: [Group] = []
  private var nodes: [StackTree.NodeID] = []
  /// Rank and number of nodes that are being sorted.
  private var keys: [UInt64] = []
  /// The nodes of the group that is being written.
  private(set) var current: [StackTree.NodeID] = [StackTree.root]

  /// Makes the next group the current one.
  ///
  /// - Returns: The length of what stands before its name; `nil` when all is written.
  mutating func pop() -> Int? {
    guard let group = groups.popLast() else { return nil }
    current.removeAll(keepingCapacity: true)
    for index in (nodes.count - group.count)..<nodes.count { current.append(nodes[index]) }
    nodes.removeLast(group.count)
    return group.prefixLength
  }

  /// Of the stacks that end here.
  func weight(_ tree: UnsafeBufferPointer<StackTree.Node>) -> Double {
    if current.count == 1 { return tree[Int(current[0])].weight }
    return current.reduce(0) { $0 + tree[Int($1)].weight }
  }

  /// Most nodes of deep stacks have one child, which need not wait.
  ///
  /// - Returns: Whether the only child of the current node is the current one now.
  mutating func stepIntoOnlyChild(_ tree: UnsafeBufferPointer<StackTree.Node>) -> Bool {
    guard current.count == 1 else { return false }
    let child = tree[Int(current[0])].firstChild
    guard child != 0, tree[Int(child)].nextSibling == 0 else { return false }
    current[0] = child
    return true
  }

  mutating func pushChildrenOfCurrent(
    after prefixLength: Int, _ tree: UnsafeBufferPointer<StackTree.Node>,
    _ names: FoldedOutputNames
  ) {
    keys.removeAll(keepingCapacity: true)
    for parent in current {
      var child = tree[Int(parent)].firstChild
      while child != 0 {
        keys.append(UInt64(names.rank(of: tree[Int(child)].frame)) << 32 | UInt64(child))
        child = tree[Int(child)].nextSibling
      }
    }
    if keys.count > 1 { keys.sort(by: >) }
    var start = 0
    while start < keys.count {
      var end = start + 1
      while end < keys.count, keys[end] >> 32 == keys[start] >> 32 { end += 1 }
      for index in start..<end { nodes.append(StackTree.NodeID(truncatingIfNeeded: keys[index])) }
      groups.append(Group(prefixLength: prefixLength, count: end - start))
      start = end
    }
  }
}

/// The names that frames have in folded text, and their order.
private struct FoldedOutputNames {
  let bytes: [UInt8]
  /// Where each name ends; it starts where the one before it ends.
  private let ends: [Int]
  private let ranks: [UInt32]

  init(_ frames: FrameTable, marks: Set<FrameKind>) {
    let names = (0..<frames.count).map { index in
      let id = FrameTable.ID(index)
      var name = frames.withName(id) { CleanText.repaired($0) }
      for index in name.indices where name[index] == .semicolon { name[index] = .colon }
      if name.isEmpty { name = Array("[unknown]".utf8) }
      let kind = frames.kind(id)
      if marks.contains(kind) { name.append(contentsOf: kind.foldedMark.utf8) }
      return name
    }
    var ranks = [UInt32](repeating: 0, count: names.count)
    let order = names.indices.sorted { names[$0].lexicographicallyPrecedes(names[$1]) }
    var rank: UInt32 = 0
    for (position, index) in order.enumerated() {
      if position > 0, names[order[position - 1]] != names[index] { rank += 1 }
      ranks[index] = rank
    }
    self.ranks = ranks
    var bytes: [UInt8] = []
    ends = names.map { name in
      bytes += name
      return bytes.count
    }
    self.bytes = bytes
  }

  /// Where the name is in `bytes`.
  func range(of frame: FrameTable.ID) -> Range<Int> {
    (frame == 0 ? 0 : ends[Int(frame) - 1])..<ends[Int(frame)]
  }

  func rank(of frame: FrameTable.ID) -> UInt32 { ranks[Int(frame)] }
}
