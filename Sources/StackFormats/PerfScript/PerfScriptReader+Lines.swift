import BenchModel

extension PerfScriptReader {
  /// Reads whole lines.
  ///
  /// - Parameter isLast: Whether no text follows. Else a sample's first line at the end is left for
  ///   the next piece, because the line behind it decides how it is read.
  /// - Returns: How many bytes were read.
  mutating func read(_ text: UnsafeRawBufferPointer, isLast: Bool) -> Int {
    var position = 0
    // Up to here, stacks are read line by line, because one of them was not what it seemed.
    var unusualUntil = 0
    while let end = text.position(of: .newline, from: position) {
      let next = end + 1
      let line = text.part(position, end)
      let first = position < end ? text[position] : .newline
      if first == .tab {
        lines += 1
        readFrameLine(line)
      } else if first == .newline || first == .carriageReturn && line.count == 1 {
        lines += 1
        endSample()
      } else if isComment(line) {
        lines += 1
      } else {
        if next == text.count, !isLast { return position }
        lines += 1
        let isFollowedByFrame = next < text.count && text[next] == .tab
        if readHeaderLine(line, isFollowedByFrame: isFollowedByFrame), isFollowedByFrame,
          next >= unusualUntil
        {
          switch readStack(text, from: next) {
          case .read(let after):
            position = after
            continue
          case .unusual(let until): unusualUntil = until
          }
        }
      }
      position = next
    }
    return position
  }

  /// A thread may be called `#1`; a comment of perf's has a blank behind its sign, or nothing.
  private func isComment(_ line: UnsafeRawBufferPointer) -> Bool {
    guard line[0] == .hash else { return false }
    if line.count == 1 || line[1].isBlank || line[1] == .hash { return true }
    return PerfScriptHeader(line, isFollowedByFrame: false)?.nanoseconds == nil
  }

  mutating func readFrameLine(_ line: UnsafeRawBufferPointer) {
    guard let current = sample else { return countUnreadLine() }
    sample?.hasCallerLines = true
    hasSeenCallers = true
    guard current.isKept else { return }
    if case .notAFrame = frames.read(line, in: &tree.frames, onto: &stack) { countUnreadLine() }
  }

  /// Records of other kinds, which perf writes between the samples when asked to.
  private static let otherRecord: StaticString = "PERF_RECORD_"

  /// - Returns: Whether the line started a sample.
  private mutating func readHeaderLine(
    _ line: UnsafeRawBufferPointer, isFollowedByFrame: Bool
  ) -> Bool {
    let header = PerfScriptHeader(line, isFollowedByFrame: isFollowedByFrame)
    if line[0] == .space, sample != nil, header?.nanoseconds == nil {
      if PerfScriptFrameLine(line) != nil {
        readFrameLine(line)
        return false
      }
      // A frame's source line, which perf writes below it.
      if header == nil { return false }
    }
    endSample()
    guard let header else {
      if !line.contains(Self.otherRecord) { countUnreadLine() }
      return false
    }
    let event = header.event.map { line.part($0.lowerBound, $0.upperBound) } ?? line.part(0, 0)
    if event.hasPrefix(Self.otherRecord) { return false }
    start(header, of: line, event: event)
    if !isFollowedByFrame, sample?.isKept == true {
      readFrameOfHeader(line.part(header.rest, line.count).trimmed)
    }
    return true
  }

  private mutating func start(
    _ header: PerfScriptHeader, of line: UnsafeRawBufferPointer, event: UnsafeRawBufferPointer
  ) {
    guard events.count(event) else {
      sample = PerfScriptSample(isKept: false, thread: 0, weight: 0, nanoseconds: 0)
      return
    }
    let thread = threads.number(header, in: line, tree: &tree)
    if header.period == nil { samplesWithoutPeriod += 1 }
    let weight = options.weight == .period ? header.period ?? 1 : 1
    sample = PerfScriptSample(
      isKept: true, thread: thread, weight: weight, nanoseconds: header.nanoseconds ?? 0)
  }

  /// Without callers, perf puts the frame on the sample's first line, behind a tracepoint's fields.
  private mutating func readFrameOfHeader(_ rest: UnsafeRawBufferPointer) {
    guard !rest.isEmpty else { return }
    if let frame = PerfScriptFrameLine(rest), !frame.symbol.isEmpty || !frame.module.isEmpty {
      _ = frames.read(rest, in: &tree.frames, onto: &stack)
      return
    }
    guard rest.last == UInt8(ascii: ")") else { return }
    var start = rest.count - 1
    while start > 0, rest.count - start < 4096 {
      start -= 1
      guard rest[start].isBlank else { continue }
      let tail = rest.part(start + 1, rest.count)
      guard tail.prefix(8).count == 8, tail.prefix(8).allSatisfy(\.isHexDigit) else { continue }
      guard let frame = PerfScriptFrameLine(tail), !frame.module.isEmpty else { continue }
      _ = frames.read(tail, in: &tree.frames, onto: &stack)
      return
    }
  }

  /// Adds the sample that was being read, with the frames that were.
  mutating func endSample() {
    defer { stack.removeAll(keepingCapacity: true) }
    guard let current = sample else { return }
    sample = nil
    guard current.isKept else { return }
    var node = threads.node(current.thread)
    for frame in stack.reversed() { node = tree.child(of: node, frame: frame) }
    add(current, at: node)
  }

  @inline(__always)
  mutating func add(_ sample: PerfScriptSample, at node: StackTree.NodeID) {
    tree.add(sample.weight, at: node)
    samples += 1
    if options.keepsTimeline {
      timeline.append(
        StackProfile.Moment(
          nanoseconds: sample.nanoseconds, node: node, thread: sample.thread, weight: sample.weight)
      )
    }
  }
}
