/// All rows of a call-frame table, ready to be searched.
package struct CompiledCallFrames: Sendable {
  /// What the rows' starts are relative to.
  package let base: UInt64
  /// Sorted by their starts, without two of the same start; each ends where the next begins.
  package let rows: [CallFrameRow]
  /// Whether all descriptions are in it.
  package let isComplete: Bool

  /// - Complexity: O(log *n*) for *n* rows.
  package func row(at address: UInt64) -> CallFrameRow {
    guard address >= base, let target = UInt32(exactly: address - base) else {
      return CallFrameRow(start: 0, rule: .absent)
    }
    return rows.withUnsafeBufferPointer { rows in
      var low = 0
      var high = rows.count
      while low < high {
        let middle = (low &+ high) >> 1
        if rows[middle].start <= target { low = middle &+ 1 } else { high = middle }
      }
      return low > 0 ? rows[low - 1] : CallFrameRow(start: 0, rule: .absent)
    }
  }

  /// Rows are sorted, no two of them are the same, and what is behind the last has no rule.
  package func checkInvariants() {
    for (row, next) in zip(rows, rows.dropFirst()) {
      precondition(row.start < next.start, "the row at \(row.start) does not end before the next")
    }
    precondition(rows.isEmpty || rows.last?.rule == .absent, "the last row never ends")
  }
}

/// Rows in the making: each description's, and between descriptions ones that say that there is
/// nothing.
struct CallFrameCompilation {
  private let base: UInt64
  private var rows: [CallFrameRow] = []
  /// Where the last description ended.
  private var covered: UInt32 = 0
  /// Bytes of instructions that may still be carried out, so that many entries of the same bytes do
  /// not take forever.
  private var work: Int
  private var isComplete = true

  init(base: UInt64, workLimit: Int) {
    self.base = base
    work = workLimit
    rows.reserveCapacity(min(workLimit / 8, 1 << 20))
  }

  /// - Parameter limit: Where the next description begins, which is right about what follows.
  /// - Returns: Whether there is room for more.
  mutating func add(
    _ description: CallFrameDescription, in section: CallFrameSection, upTo limit: UInt64
  ) -> Bool {
    work -= description.instructions.count
    guard work >= 0 else {
      isComplete = false
      return false
    }
    guard description.start < limit, let start = UInt32(exactly: description.start &- base),
      start >= covered
    else { return true }
    // Entries may overlap, and a search table may disagree with what it points to.
    if start > covered || rows.isEmpty { append(CallFrameRow(start: covered, rule: .absent)) }
    for stretch in CallFrameRows(description, in: section) {
      let end = min(stretch.end, limit)
      guard stretch.start < end, let start = UInt32(exactly: stretch.start - base),
        let covered = UInt32(exactly: end - base)
      else { break }
      append(
        CallFrameRow(
          stretch.state, start: start, isSignalFrame: description.common.isSignalFrame))
      self.covered = covered
    }
    return true
  }

  private mutating func append(_ row: CallFrameRow) {
    if let last = rows.last {
      if last.start == row.start { rows.removeLast() }
      if let last = rows.last, last.saysTheSame(as: row) { return }
    }
    rows.append(row)
  }

  mutating func finish() -> CompiledCallFrames {
    if !rows.isEmpty { append(CallFrameRow(start: covered, rule: .absent)) }
    return CompiledCallFrames(base: base, rows: rows, isComplete: isComplete)
  }
}
