/// The line that starts a sample: `comm PID/TID [CPU] SEC.USEC: PERIOD EVENT:`.
///
/// Which of these fields there are depends on how perf was called, and the command's name may hold
/// anything, digits and brackets included. So the line is read from the time to the left, and what
/// is left over is the command.
struct PerfScriptHeader {
  /// Command, process and thread as they stand in the line: the key of a thread.
  var identity: Range<Int>
  var command: Range<Int>
  var process: Int32?
  var thread: Int32?
  var nanoseconds: UInt64?
  var period: Double?
  var event: Range<Int>?
  /// After the event: a frame where perf recorded no callers, or a tracepoint's fields.
  var rest: Int

  /// - Parameter isFollowedByFrame: Whether the next line is a frame, which makes a sample's first
  ///   line of one that has neither a time nor an event.
  init?(_ line: UnsafeRawBufferPointer, isFollowedByFrame: Bool) {
    let end = line.count
    guard
      let found =
        Self.aroundTime(line, end: end, needsThread: true)
        ?? Self.aroundTime(line, end: end, needsThread: false)
        ?? Self.aroundEvent(line, end: end)
        ?? (isFollowedByFrame ? Self.bare(line, end: end) : nil)
    else { return nil }
    self = found
  }

  private init(_ who: PerfScriptIdentity, nanoseconds: UInt64?, _ tail: PerfScriptTail) {
    identity = who.range
    command = who.command
    process = who.process
    thread = who.thread
    self.nanoseconds = nanoseconds
    period = tail.period
    event = tail.event
    rest = tail.rest
  }

  /// The leftmost time that has an identity before it and an event behind it. A command or a
  /// tracepoint's fields can hold something like a time, but not in the middle of such a line.
  private static func aroundTime(
    _ line: UnsafeRawBufferPointer, end: Int, needsThread: Bool
  ) -> PerfScriptHeader? {
    var from = 0
    while let colon = line.position(of: .colon, from: from), colon < end {
      from = colon + 1
      guard from == end || line[from].isBlank,
        let time = PerfScriptTime(line, endingAt: colon),
        let who = PerfScriptIdentity(line, before: time.start, mayLackThread: !needsThread),
        let tail = PerfScriptTail(line, after: from, end: end)
      else { continue }
      return PerfScriptHeader(who, nanoseconds: time.nanoseconds, tail)
    }
    return nil
  }

  /// Without a time: the event is the last word that ends with a colon and has a thread before it.
  private static func aroundEvent(_ line: UnsafeRawBufferPointer, end: Int) -> PerfScriptHeader? {
    var from = 0
    while let colon = line.position(of: .colon, from: from), colon < end {
      from = colon + 1
      guard from == end || line[from].isBlank else { continue }
      let start = line.startOfWord(endingAt: colon)
      guard start < colon, line[start].isLetter else { continue }
      var before = line.endOfText(before: start)
      let periodStart = line.startOfWord(endingAt: before)
      let digits = line.part(periodStart, before)
      if let period = Decimal.whole(digits),
        let who = PerfScriptIdentity(line, before: periodStart, mayLackThread: false), who.isLikely
      {
        let tail = PerfScriptTail(period: Double(period), event: start..<colon, rest: from)
        return PerfScriptHeader(who, nanoseconds: nil, tail)
      }
      before = start
      guard let who = PerfScriptIdentity(line, before: before, mayLackThread: false), who.isLikely
      else {
        continue
      }
      let tail = PerfScriptTail(period: nil, event: start..<colon, rest: from)
      return PerfScriptHeader(who, nanoseconds: nil, tail)
    }
    return nil
  }

  private static func bare(_ line: UnsafeRawBufferPointer, end: Int) -> PerfScriptHeader? {
    guard let who = PerfScriptIdentity(line, before: end, mayLackThread: true) else { return nil }
    return PerfScriptHeader(
      who, nanoseconds: nil, PerfScriptTail(period: nil, event: nil, rest: end))
  }
}
