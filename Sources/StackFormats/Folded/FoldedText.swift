import BenchModel

/// Folded text: a line for each stack, `main;work;leaf 12`, outermost function first.
package enum FoldedText {
  /// What the lines count; folded text does not say it.
  ///
  /// - Parameter unit: For `.samples`, each count is a number of samples too.
  /// - Throws: `StackFormatError` when no line is a stack. Single lines that are none are left out,
  ///   and the profile's notes say how many.
  /// - Complexity: O(bytes). A line costs what it does not share with the one before it.
  package static func read(
    _ text: UnsafeRawBufferPointer, unit: StackUnit = .samples,
    preparingMemory prepare: @escaping StackTree.Preparation = { _ in }
  ) throws(StackFormatError) -> StackProfile {
    var builder = FoldedBuilder(text, StackTree(unit: unit, preparingMemory: prepare))
    var scanner = FoldedScanner()
    while let end = scanner.nextLine(in: text) {
      guard let line = FoldedLine(text, from: scanner.lineStart, to: end) else {
        scanner.countIfUnread(text, end: end)
        continue
      }
      builder.add(stack: line.stack, weight: line.count)
    }
    return try builder.finish(scanner)
  }

  /// Reads lines with two counts, as made for differential pictures: `main;work 12 15`.
  package static func readDifferential(
    _ text: UnsafeRawBufferPointer, unit: StackUnit = .samples
  ) throws(StackFormatError) -> (before: StackProfile, after: StackProfile) {
    var before = FoldedBuilder(text, StackTree(unit: unit))
    var after = FoldedBuilder(text, StackTree(unit: unit))
    var scanner = FoldedScanner()
    while let end = scanner.nextLine(in: text) {
      guard let second = FoldedLine(text, from: scanner.lineStart, to: end),
        let first = FoldedLine(text, from: scanner.lineStart, to: second.stack.upperBound)
      else {
        scanner.countIfUnread(text, end: end)
        continue
      }
      if first.count > 0 { before.add(stack: first.stack, weight: first.count) }
      if second.count > 0 { after.add(stack: first.stack, weight: second.count) }
    }
    return (try before.finish(scanner), try after.finish(scanner))
  }

  /// Whether every stack among the first thousand lines has two counts behind it.
  package static func isDifferential(_ text: UnsafeRawBufferPointer) -> Bool {
    var scanner = FoldedScanner()
    var stacks = 0
    while stacks < 1000, let end = scanner.nextLine(in: text) {
      guard let line = FoldedLine(text, from: scanner.lineStart, to: end) else { continue }
      guard FoldedLine(text, from: scanner.lineStart, to: line.stack.upperBound) != nil else {
        return false
      }
      stacks += 1
    }
    return stacks > 0
  }
}

/// Steps from line to line and counts those that are no stacks.
struct FoldedScanner {
  private(set) var lineStart = 0
  private var next = 0
  private(set) var lines = 0
  private(set) var unreadLines = 0
  private(set) var firstUnreadLine = 0

  /// The end of the next line, which starts at `lineStart`.
  @inline(__always) mutating func nextLine(in text: UnsafeRawBufferPointer) -> Int? {
    guard next < text.count else { return nil }
    lineStart = next
    let end = text.position(of: .newline, from: next) ?? text.count
    next = end + 1
    lines += 1
    return end
  }

  /// Comments and empty lines are no stacks and no loss.
  mutating func countIfUnread(_ text: UnsafeRawBufferPointer, end: Int) {
    let line = text.part(lineStart, end).trimmed
    guard let first = line.first, first != .hash else { return }
    unreadLines += 1
    if firstUnreadLine == 0 { firstUnreadLine = lines }
  }
}

/// A line split at its last blank.
struct FoldedLine {
  let stack: Range<Int>
  let count: Double

  @inline(__always) init?(_ text: UnsafeRawBufferPointer, from start: Int, to lineEnd: Int) {
    var end = lineEnd
    while end > start, text[end - 1].isBlank { end -= 1 }
    var value = 0
    var digit = end
    while digit > start, text[digit - 1].isDigit { digit -= 1 }
    let isPlain = end - digit <= 15 && digit > start && text[digit - 1].isBlank && digit < end
    if isPlain {
      for index in digit..<end { value = value &* 10 &+ Int(text[index] &- UInt8(ascii: "0")) }
      count = Double(value)
    } else {
      while digit > start, !text[digit - 1].isBlank { digit -= 1 }
      guard digit > start, let value = Decimal.value(of: text.part(digit, end)) else { return nil }
      count = value
    }
    var stackEnd = digit - 1
    while stackEnd > start, text[stackEnd - 1].isBlank { stackEnd -= 1 }
    guard stackEnd > start else { return nil }
    // A comment may well end with a number.
    if text[start] == .hash, start + 1 == stackEnd || text[start + 1].isBlank { return nil }
    stack = start..<stackEnd
  }
}
