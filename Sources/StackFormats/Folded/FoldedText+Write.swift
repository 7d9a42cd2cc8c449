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
    let names = FoldedOutputNames(tree.frames, marks: marks)
    var output: [UInt8] = []
    var prefix: [UInt8] = []
    // Nodes whose stacks read the same, with the length of the prefix above them.
    var pending = groups(below: [StackTree.root], tree, names).map { (0, $0) }
    pending.reverse()
    while let (length, group) = pending.popLast() {
      prefix.removeSubrange(length...)
      if length > 0 { prefix.append(.semicolon) }
      prefix.append(contentsOf: names.name(of: tree.nodes[Int(group[0])].frame))
      let weight = group.reduce(0.0) { $0 + tree.nodes[Int($1)].weight }
      if weight > 0 {
        output.append(contentsOf: prefix)
        output.append(.space)
        output.append(contentsOf: Decimal.text(of: weight).utf8)
        output.append(.newline)
      }
      for below in groups(below: group, tree, names).reversed() {
        pending.append((prefix.count, below))
      }
    }
    return output
  }

  /// The children of nodes, those of one name together, in the order of names.
  private static func groups(
    below parents: [StackTree.NodeID], _ tree: StackTree, _ names: FoldedOutputNames
  ) -> [[StackTree.NodeID]] {
    var children: [StackTree.NodeID] = []
    for parent in parents {
      var child = tree.nodes[Int(parent)].firstChild
      while child != 0 {
        children.append(child)
        child = tree.nodes[Int(child)].nextSibling
      }
    }
    guard children.count > 1 else { return children.isEmpty ? [] : [children] }
    children.sort { left, right in
      let ranks = (
        names.rank(of: tree.nodes[Int(left)].frame), names.rank(of: tree.nodes[Int(right)].frame)
      )
      return ranks.0 == ranks.1 ? left < right : ranks.0 < ranks.1
    }
    var groups: [[StackTree.NodeID]] = []
    var lastRank = -1
    for child in children {
      let rank = names.rank(of: tree.nodes[Int(child)].frame)
      if rank == lastRank {
        groups[groups.count - 1].append(child)
      } else {
        groups.append([child])
        lastRank = rank
      }
    }
    return groups
  }
}

/// The names that frames have in folded text, and their order.
private struct FoldedOutputNames {
  private let names: [[UInt8]]
  private let ranks: [Int]

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
    self.names = names
    var ranks = [Int](repeating: 0, count: names.count)
    let order = names.indices.sorted { names[$0].lexicographicallyPrecedes(names[$1]) }
    var rank = 0
    for (position, index) in order.enumerated() {
      if position > 0, names[order[position - 1]] != names[index] { rank += 1 }
      ranks[index] = rank
    }
    self.ranks = ranks
  }

  func name(of frame: FrameTable.ID) -> [UInt8] { names[Int(frame)] }
  func rank(of frame: FrameTable.ID) -> Int { ranks[Int(frame)] }
}
