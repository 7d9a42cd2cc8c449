/// What stands behind the time: `PERIOD EVENT: rest`, each of which may be missing.
struct PerfScriptTail {
  var period: Double?
  var event: Range<Int>?
  var rest: Int

  init(period: Double?, event: Range<Int>?, rest: Int) {
    self.period = period
    self.event = event
    self.rest = rest
  }

  init?(_ line: UnsafeRawBufferPointer, after: Int, end: Int) {
    let first = line.word(from: after, end: end)
    rest = first.lowerBound
    guard !first.isEmpty else { return }
    if Self.isEvent(line, first) {
      event = first.lowerBound..<(first.upperBound - 1)
      rest = first.upperBound
      return
    }
    let number = Decimal.whole(line.part(first.lowerBound, first.upperBound))
    let second = line.word(from: first.upperBound, end: end)
    if let number, second.isEmpty {
      period = Double(number)
      rest = end
    } else if let number, Self.isEvent(line, second) {
      period = Double(number)
      event = second.lowerBound..<(second.upperBound - 1)
      rest = second.upperBound
    } else if line.part(first.lowerBound, first.upperBound).allSatisfy(\.isHexDigit),
      second.isEmpty || line[second.upperBound - 1] != .colon
    {
      // No event was printed: a frame follows, perhaps behind the period.
      let isPeriodFirst =
        number != nil && line.part(second.lowerBound, second.upperBound).allSatisfy(\.isHexDigit)
      if let number, isPeriodFirst {
        period = Double(number)
        rest = second.lowerBound
      }
    } else {
      return nil
    }
  }

  /// A word with a colon at its end that is neither a time nor a number.
  private static func isEvent(_ line: UnsafeRawBufferPointer, _ word: Range<Int>) -> Bool {
    guard word.count >= 2, line[word.upperBound - 1] == .colon else { return false }
    return !line.part(word.lowerBound, word.upperBound - 1).allSatisfy {
      $0.isDigit || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/")
    }
  }
}
