/// Distinct texts, numbered in order of first sight.
///
/// A text is known again by its hash and then by every byte of it, so two texts with one hash
/// cannot be taken for each other. When the texts kept reach a limit, new ones get no number, and
/// whoever asked reads them anew each time.
struct TextTable: Sendable {
  private struct Entry {
    var hash: UInt64
    var offset: UInt32
    var length: UInt32
  }

  /// Where a text is in the table, or where it would be: found and added with one hash.
  struct Place {
    fileprivate let hash: UInt64
    let number: UInt32?
  }

  private let hasher = ByteHash()
  private let limitBytes: Int
  private var texts: [UInt8] = []
  private var entries: [Entry] = []
  /// The upper half of a hash above 1 + the number of an entry; 0 where a slot is empty.
  private var slots: [UInt64] = Array(repeating: 0, count: 1024)

  /// - Parameter limitBytes: Less than 4 GiB.
  init(limitBytes: Int) {
    precondition(limitBytes < 1 << 32, "offsets have 32 bits, got a limit of \(limitBytes)")
    self.limitBytes = limitBytes
  }

  @inline(__always) func find(_ text: UnsafeRawBufferPointer) -> Place {
    let hash = hasher.hash(text)
    let tag = hash & ~0xFFFF_FFFF
    return slots.withUnsafeBufferPointer { slots in
      let mask = slots.count - 1
      var index = Int(truncatingIfNeeded: hash) & mask
      while slots[index] != 0 {
        if slots[index] & ~0xFFFF_FFFF == tag {
          let number = UInt32(truncatingIfNeeded: slots[index]) - 1
          if isSame(number, text) { return Place(hash: hash, number: number) }
        }
        index = (index + 1) & mask
      }
      return Place(hash: hash, number: nil)
    }
  }

  @inline(__always) private func isSame(_ number: UInt32, _ text: UnsafeRawBufferPointer) -> Bool {
    let entry = entries[Int(number)]
    guard Int(entry.length) == text.count else { return false }
    return texts.withUnsafeBytes {
      $0.part(Int(entry.offset), Int(entry.offset) + text.count).isSame(as: text)
    }
  }

  /// Where a numbered text that stands in `text` at `start` ends, or `nil` where another one stands.
  @inline(__always)
  func end(of number: UInt32, in text: UnsafeRawBufferPointer, from start: Int) -> Int? {
    let entry = entries[Int(number)]
    let end = start + Int(entry.length)
    guard end <= text.count else { return nil }
    let isSame = texts.withUnsafeBytes {
      $0.part(Int(entry.offset), Int(entry.offset) + Int(entry.length))
        .isSame(as: text.part(start, end))
    }
    return isSame ? end : nil
  }

  /// Numbers a text that was not found just before; `nil` when the table is full.
  mutating func add(_ text: UnsafeRawBufferPointer, at place: Place) -> UInt32? {
    guard texts.count + text.count <= limitBytes, entries.count < limitBytes / 16 else {
      return nil
    }
    let number = UInt32(entries.count)
    entries.append(
      Entry(hash: place.hash, offset: UInt32(texts.count), length: UInt32(text.count)))
    texts.append(contentsOf: text)
    if entries.count * 2 > slots.count { grow() }
    Self.put(number, hash: place.hash, into: &slots)
    return number
  }

  private mutating func grow() {
    var larger = [UInt64](repeating: 0, count: slots.count * 2)
    for (number, entry) in entries.dropLast().enumerated() {
      Self.put(UInt32(number), hash: entry.hash, into: &larger)
    }
    slots = larger
  }

  private static func put(_ number: UInt32, hash: UInt64, into slots: inout [UInt64]) {
    let mask = slots.count - 1
    var index = Int(truncatingIfNeeded: hash) & mask
    while slots[index] != 0 { index = (index + 1) & mask }
    slots[index] = hash & ~0xFFFF_FFFF | UInt64(number) + 1
  }
}
