import BenchModel

extension PerfScriptReader {
  enum StackOutcome {
    /// The sample was added; its text ends before this position.
    case read(after: Int)
    /// The text up to this position is to be read line by line.
    case unusual(until: Int)
  }

  /// Reads all lines of a stack at once, up to the empty line behind it.
  mutating func readStack(_ text: UnsafeRawBufferPointer, from start: Int) -> StackOutcome {
    guard let current = sample, let found = EmptyLine(in: text, from: start) else {
      return .unusual(until: text.count)
    }
    guard found.isBelowFrames else { return .unusual(until: found.end) }
    if current.isKept {
      guard let leafEnd = text.position(of: .newline, from: start),
        let node = node(
          leaf: text.part(start, leafEnd), callers: text.part(leafEnd + 1, found.start),
          thread: threads.node(current.thread))
      else {
        stack.removeAll(keepingCapacity: true)
        return .unusual(until: found.end)
      }
      add(current, at: node)
      stack.removeAll(keepingCapacity: true)
    }
    sample = nil
    lines += found.lines
    hasSeenCallers = true
    return .read(after: found.end)
  }

  @inline(__always)
  private mutating func node(
    leaf: UnsafeRawBufferPointer, callers text: UnsafeRawBufferPointer, thread: StackTree.NodeID
  ) -> StackTree.NodeID? {
    if case .notAFrame = frames.read(leaf, in: &tree.frames, onto: &stack) { return nil }
    let place = callers.find(text, thread: thread, in: frames.lines)
    var node: StackTree.NodeID
    if let known = place.node {
      node = known
    } else {
      let leafFrames = stack.count
      guard let areNumbered = readCallers(text) else { return nil }
      node = thread
      for frame in stack[leafFrames...].reversed() { node = tree.child(of: node, frame: frame) }
      stack.removeSubrange(leafFrames...)
      if areNumbered { callers.add(callerLines, thread: thread, at: place, node: node) }
    }
    for frame in stack.reversed() { node = tree.child(of: node, frame: frame) }
    return node
  }

  /// - Returns: Whether all lines have numbers, or `nil` where one is no frame.
  private mutating func readCallers(_ text: UnsafeRawBufferPointer) -> Bool? {
    callerLines.removeAll(keepingCapacity: true)
    var areNumbered = true
    var position = 0
    while let end = text.position(of: .newline, from: position) {
      switch frames.read(text.part(position, end), in: &tree.frames, onto: &stack) {
      case .frame(let line): callerLines.append(line)
      case .unnumberedFrame: areNumbered = false
      case .notAFrame: return nil
      }
      position = end + 1
    }
    return areNumbered
  }
}

/// The first line behind a position that holds nothing.
private struct EmptyLine {
  let start: Int
  /// Behind its newline.
  let end: Int
  /// How many lines there are up to and with it.
  var lines = 1
  /// Whether all of the others start as frames do.
  var isBelowFrames = true

  @inline(__always) init?(in text: UnsafeRawBufferPointer, from position: Int) {
    var position = position
    while let end = text.position(of: .newline, from: position) {
      let next = end + 1
      lines += 1
      if next < text.count, text[next] == .newline {
        start = next
        self.end = next + 1
        return
      }
      if next + 1 < text.count, text[next] == .carriageReturn, text[next + 1] == .newline {
        start = next
        self.end = next + 2
        return
      }
      if next < text.count, text[next] != .tab { isBelowFrames = false }
      position = next
    }
    return nil
  }
}
