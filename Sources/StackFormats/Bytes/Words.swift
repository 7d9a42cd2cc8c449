/// Words of a line, told apart by blanks.
extension UnsafeRawBufferPointer {
  /// Where the word that ends at `end` starts; `end` itself where there is none.
  @inline(__always) func startOfWord(endingAt end: Int) -> Int {
    var start = end
    while start > 0, !self[start - 1].isBlank { start -= 1 }
    return start
  }

  /// Where the blanks before `position` start.
  @inline(__always) func endOfText(before position: Int) -> Int {
    var end = position
    while end > 0, self[end - 1].isBlank { end -= 1 }
    return end
  }

  /// The first word at or after `start`.
  @inline(__always) func word(from start: Int, end: Int) -> Range<Int> {
    var first = start
    while first < end, self[first].isBlank { first += 1 }
    var last = first
    while last < end, !self[last].isBlank { last += 1 }
    return first..<last
  }
}
