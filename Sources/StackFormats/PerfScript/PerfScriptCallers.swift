import BenchModel

/// The texts of callers seen before, each a run of lines, and the node that each led to.
///
/// A text is kept as its lines' numbers, 4 bytes each, and compared with what these lines hold.
struct PerfScriptCallers: Sendable {
  private struct Entry {
    var hash: UInt64
    /// Where the lines' numbers start and end.
    var start: UInt32
    var end: UInt32
    /// The node that stacks of the thread hang from.
    var thread: StackTree.NodeID
    var node: StackTree.NodeID
  }

  /// Where a text is known, or where it would be.
  struct Place {
    fileprivate let hash: UInt64
    let node: StackTree.NodeID?
  }

  private let hasher = ByteHash()
  private var lines: [UInt32] = []
  private var entries: [Entry] = []
  /// 1 + the number of an entry, or 0 where a slot is empty.
  private var slots: [UInt32] = Array(repeating: 0, count: 1024)
  /// As many lines and texts are remembered at most; others are read anew each time.
  private static let lineLimit = 1 << 24
  private static let textLimit = 1 << 21

  @inline(__always)
  func find(
    _ text: UnsafeRawBufferPointer, thread: StackTree.NodeID, in table: borrowing TextTable
  ) -> Place {
    let hash = hasher.hash(text) ^ UInt64(thread) &* 0x9E37_79B9_7F4A_7C15
    let mask = slots.count - 1
    var index = Int(truncatingIfNeeded: hash) & mask
    while slots[index] != 0 {
      let entry = entries[Int(slots[index]) - 1]
      if entry.hash == hash, entry.thread == thread, isSame(entry, text, table) {
        return Place(hash: hash, node: entry.node)
      }
      index = (index + 1) & mask
    }
    return Place(hash: hash, node: nil)
  }

  @inline(__always)
  private func isSame(
    _ entry: Entry, _ text: UnsafeRawBufferPointer, _ table: borrowing TextTable
  ) -> Bool {
    var position = 0
    return lines.withUnsafeBufferPointer { lines in
      for index in Int(entry.start)..<Int(entry.end) {
        guard let end = table.end(of: lines[index], in: text, from: position), end < text.count,
          text[end] == .newline
        else { return false }
        position = end + 1
      }
      return position == text.count
    }
  }

  /// Remembers a text that was not found just before.
  mutating func add(
    _ numbers: [UInt32], thread: StackTree.NodeID, at place: Place, node: StackTree.NodeID
  ) {
    guard lines.count + numbers.count <= Self.lineLimit, entries.count < Self.textLimit else {
      return
    }
    let start = UInt32(lines.count)
    lines.append(contentsOf: numbers)
    entries.append(
      Entry(
        hash: place.hash, start: start, end: UInt32(lines.count), thread: thread, node: node))
    if entries.count * 2 > slots.count {
      slots = Array(repeating: 0, count: slots.count * 2)
      for index in entries.indices { put(index) }
    } else {
      put(entries.count - 1)
    }
  }

  private mutating func put(_ entry: Int) {
    let mask = slots.count - 1
    var index = Int(truncatingIfNeeded: entries[entry].hash) & mask
    while slots[index] != 0 { index = (index + 1) & mask }
    slots[index] = UInt32(entry) + 1
  }
}
