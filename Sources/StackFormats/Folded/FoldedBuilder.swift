import BenchModel

/// Makes a tree of folded stacks.
///
/// Folded text is sorted, so a line mostly repeats the one before it: the part they share is found
/// by comparing bytes, and its nodes are the same.
struct FoldedBuilder {
  private let text: UnsafeRawBufferPointer
  private var tree: StackTree
  private var names: FoldedNames
  /// The line before: where its stack starts and ends, and its frames' ends and nodes.
  private var previous = 0..<0
  private var frameEnds: [Int] = []
  private var path: [StackTree.NodeID] = []
  private var stacks = 0
  private var isReserved = false

  /// - Parameter tree: An empty one, to add to.
  init(_ text: UnsafeRawBufferPointer, _ tree: StackTree) {
    self.text = text
    self.tree = tree
    names = FoldedNames(text)
  }

  @inline(__always) mutating func add(stack: Range<Int>, weight: Double) {
    let shared = sharedFrames(with: stack)
    if shared < path.count {
      path.removeSubrange(shared...)
      frameEnds.removeSubrange(shared...)
    }
    var node = path.last ?? StackTree.root
    var start = stack.lowerBound + (frameEnds.last.map { $0 + 1 } ?? 0)
    while start <= stack.upperBound {
      let (frame, end) = names.frame(from: start, to: stack.upperBound, in: &tree.frames)
      node = tree.child(of: node, frame: frame)
      path.append(node)
      frameEnds.append(end - stack.lowerBound)
      start = end + 1
    }
    previous = stack
    stacks += 1
    tree.add(weight, samples: tree.unit == .samples ? Int(weight.rounded()) : 0, at: node)
    if !isReserved, stack.upperBound > 1 << 20 { reserve(at: stack.upperBound) }
  }

  /// How many of the line before's frames this one has too.
  @inline(__always) private func sharedFrames(with stack: Range<Int>) -> Int {
    let limit = min(previous.count, stack.count)
    var same = 0
    while same + 8 <= limit {
      let left = text.loadUnaligned(
        fromByteOffset: previous.lowerBound + same, as: UInt64.self)
      let right = text.loadUnaligned(fromByteOffset: stack.lowerBound + same, as: UInt64.self)
      let difference = UInt64(littleEndian: left ^ right)
      if difference != 0 {
        same += difference.trailingZeroBitCount >> 3
        break
      }
      same += 8
    }
    // Up to seven bytes at the end, or none where a difference was found.
    while same < limit, text[previous.lowerBound + same] == text[stack.lowerBound + same] {
      same += 1
    }
    var count = frameEnds.count
    while count > 0 {
      let end = frameEnds[count - 1]
      if end < same { break }
      if end == same,
        end == stack.count || text[stack.lowerBound + end] == .semicolon
      {
        break
      }
      count -= 1
    }
    return count
  }

  /// Guesses from the first MiB how many nodes there will be, so that few arrays are copied.
  private mutating func reserve(at position: Int) {
    isReserved = true
    let expected = Double(tree.nodes.count) * Double(text.count) / Double(position)
    tree.reserve(nodes: Int(expected * 1.1))
  }

  mutating func finish(_ scanner: FoldedScanner) throws(StackFormatError) -> StackProfile {
    guard stacks > 0 || scanner.unreadLines == 0 else {
      throw .noStacks(
        .folded,
        problem: "none of its \(scanner.lines) lines is one ('main;work 12').")
    }
    var provenance = ProfileProvenance()
    if tree.unit == .samples { provenance.samples = tree.totalSamples }
    if scanner.unreadLines > 0 {
      provenance.notes.append(
        "\(scanner.unreadLines) lines are no folded stacks and were left out, "
          + "the first of them line \(scanner.firstUnreadLine).")
    }
    return StackProfile(tree: tree, provenance: provenance)
  }
}
