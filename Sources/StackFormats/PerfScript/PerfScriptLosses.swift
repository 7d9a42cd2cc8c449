/// What the text of `perf script` held that did not become stacks.
package struct PerfScriptLosses: Equatable, Sendable {
  /// Samples of other events than the one that was kept, by event.
  package var otherEvents: [String: Int] = [:]
  /// Lines that are neither a sample's first line, a frame nor a comment.
  package var unreadLines = 0
  /// From 1.
  package var firstUnreadLine: Int?
  /// The text ends in the middle of a line, whose sample was left out.
  package var endsInLine = false
  /// The text ends within a stack, whose outermost callers may be missing.
  package var endsInStack = false
}

extension PerfScriptLosses {
  /// A sentence for each loss, largest first.
  package var notes: [String] {
    var notes: [String] = []
    for (event, count) in otherEvents.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      notes.append("\(count) samples of the event '\(event)' were left out.")
    }
    if unreadLines > 0, let firstUnreadLine {
      notes.append(
        "\(unreadLines) lines are no 'perf script' text and were left out, "
          + "the first of them line \(firstUnreadLine).")
    }
    if endsInLine { notes.append("The text ends in the middle of a sample, which was left out.") }
    if endsInStack {
      notes.append("The text ends within a stack, whose outermost callers may be missing.")
    }
    return notes
  }
}
