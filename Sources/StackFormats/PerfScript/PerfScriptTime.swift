/// `SEC.USEC` or, with `--ns`, `SEC.NSEC`.
struct PerfScriptTime {
  let start: Int
  let nanoseconds: UInt64

  init?(_ line: UnsafeRawBufferPointer, endingAt end: Int) {
    var point = end
    while point > 0, line[point - 1].isDigit { point -= 1 }
    guard (6...9).contains(end - point), point > 1, line[point - 1] == UInt8(ascii: "."),
      var fraction = Decimal.whole(line.part(point, end))
    else { return nil }
    var start = point - 1
    while start > 0, line[start - 1].isDigit { start -= 1 }
    guard start == 0 || line[start - 1].isBlank,
      let seconds = Decimal.whole(line.part(start, point - 1))
    else { return nil }
    for _ in (end - point)..<9 { fraction *= 10 }
    self.start = start
    nanoseconds = seconds &* 1_000_000_000 &+ fraction
  }
}
