/// `comm PID/TID [CPU]`, read from the right.
struct PerfScriptIdentity {
  let range: Range<Int>
  let command: Range<Int>
  var process: Int32?
  var thread: Int32?

  init?(_ line: UnsafeRawBufferPointer, before: Int, mayLackThread: Bool) {
    var end = line.endOfText(before: before)
    end = Self.beforeMode(line, end: end)
    end = Self.beforeProcessor(line, end: end)
    let word = line.startOfWord(endingAt: end)
    if word < end, let ids = Self.ids(line.part(word, end)) {
      (process, thread) = ids
      range = 0..<end
      end = line.endOfText(before: word)
    } else {
      guard mayLackThread else { return nil }
      range = 0..<end
    }
    var start = 0
    while start < end, line[start].isBlank { start += 1 }
    command = start..<end
  }

  /// The kernel keeps 15 bytes of a command's name; a longer one is some other text.
  var isLikely: Bool { command.count <= 16 }

  /// `K`, `U` and others of perf's `misc` field, where a thread or a processor stands before them.
  private static func beforeMode(_ line: UnsafeRawBufferPointer, end: Int) -> Int {
    let start = line.startOfWord(endingAt: end)
    guard start > 0, (1...3).contains(end - start), line.part(start, end).allSatisfy(\.isLetter)
    else { return end }
    let before = line.endOfText(before: start)
    guard before > 0, line[before - 1].isDigit || line[before - 1] == UInt8(ascii: "]") else {
      return end
    }
    return before
  }

  /// `[003]`
  private static func beforeProcessor(_ line: UnsafeRawBufferPointer, end: Int) -> Int {
    let start = line.startOfWord(endingAt: end)
    guard start > 0, end - start >= 3, line[start] == UInt8(ascii: "["),
      line[end - 1] == UInt8(ascii: "]"), line.part(start + 1, end - 1).allSatisfy(\.isDigit)
    else { return end }
    return line.endOfText(before: start)
  }

  /// `PID/TID` or `TID`.
  private static func ids(
    _ word: UnsafeRawBufferPointer
  ) -> (process: Int32?, thread: Int32)? {
    guard let slash = word.position(of: UInt8(ascii: "/")) else {
      return number(word).map { (nil, $0) }
    }
    guard let process = number(word.part(0, slash)),
      let thread = number(word.part(slash + 1, word.count))
    else { return nil }
    return (process, thread)
  }

  private static func number(_ digits: UnsafeRawBufferPointer) -> Int32? {
    if digits.isSame(as: "-1") { return -1 }
    return Decimal.whole(digits).flatMap(Int32.init(exactly:))
  }
}
