import BenchModel

/// The names of folded stacks as frames, each distinct one interned once.
///
/// The text stays in memory while it is read, so a name is known by where it stood first.
struct FoldedNames {
  private struct Slot {
    var hash: UInt64 = 0
    var offset: Int = 0
    /// One more than the name's length; 0 where the slot is empty.
    var lengthPlusOne: UInt32 = 0
    var frame: FrameTable.ID = 0
  }

  private let text: UnsafeRawBufferPointer
  private var slots: [Slot] = Array(repeating: Slot(), count: 1024)
  private var count = 0
  private let seed = UInt64.random(in: .min ... .max)

  init(_ text: UnsafeRawBufferPointer) {
    self.text = text
  }

  /// The frame whose name starts at `start` and ends at the next `;` or at `limit`.
  ///
  /// Eight bytes at a time are searched for the end and mixed into the hash.
  @inline(__always)
  mutating func frame(
    from start: Int, to limit: Int, in table: inout FrameTable
  ) -> (frame: FrameTable.ID, end: Int) {
    var state = seed
    var position = start
    while position + 8 <= text.count {
      let word = UInt64(
        littleEndian: text.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      let difference = word ^ 0x3B3B_3B3B_3B3B_3B3B
      let found =
        (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
      let bytes = min(found.trailingZeroBitCount >> 3, limit - position)
      if bytes == 8 {
        state = ByteHash.mix(state ^ word)
        position += 8
        continue
      }
      position += bytes
      let rest = word & (1 << UInt64(bytes * 8) &- 1)
      return (frame(start, position, ByteHash.mix(state ^ rest), in: &table), position)
    }
    var rest: UInt64 = 0
    var shift: UInt64 = 0
    while position < limit, text[position] != .semicolon {
      rest |= UInt64(text[position]) << shift
      shift += 8
      position += 1
    }
    return (frame(start, position, ByteHash.mix(state ^ rest), in: &table), position)
  }

  @inline(__always)
  private mutating func frame(
    _ start: Int, _ end: Int, _ hash: UInt64, in table: inout FrameTable
  ) -> FrameTable.ID {
    let length = end - start
    let found: FrameTable.ID? = slots.withUnsafeBufferPointer { slots in
      var index = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[index].lengthPlusOne != 0 {
        let slot = slots[index]
        if slot.hash == hash, Int(slot.lengthPlusOne) == length + 1,
          text.part(slot.offset, slot.offset + length).isSame(as: text.part(start, end))
        {
          return slot.frame
        }
        index = (index + 1) & (slots.count - 1)
      }
      return nil
    }
    return found ?? add(start, end, hash, in: &table)
  }

  private mutating func add(
    _ start: Int, _ end: Int, _ hash: UInt64, in table: inout FrameTable
  ) -> FrameTable.ID {
    let frame = Self.intern(text.part(start, end), in: &table)
    // A name of 4 GiB is as good as new each time.
    guard end - start < Int(UInt32.max) else { return frame }
    count += 1
    if count * 2 > slots.count {
      var larger = [Slot](repeating: Slot(), count: slots.count * 2)
      for slot in slots where slot.lengthPlusOne != 0 { Self.put(slot, into: &larger) }
      slots = larger
    }
    let slot = Slot(
      hash: hash, offset: start, lengthPlusOne: UInt32(end - start + 1), frame: frame)
    Self.put(slot, into: &slots)
    return frame
  }

  private static func put(_ slot: Slot, into slots: inout [Slot]) {
    var index = Int(truncatingIfNeeded: slot.hash) & (slots.count - 1)
    while slots[index].lengthPlusOne != 0 { index = (index + 1) & (slots.count - 1) }
    slots[index] = slot
  }

  /// The frame that a name with its mark stands for.
  static func intern(
    _ text: UnsafeRawBufferPointer, in table: inout FrameTable
  ) -> FrameTable.ID {
    if text.isEmpty { return table.intern("[unknown]", kind: .unknown) }
    var text = text
    // Only the first 4 GiB of a name are kept; the table takes no more.
    if text.count >= Int(UInt32.max) { text = text.part(0, Int(UInt32.max) - 1) }
    if text.last == UInt8(ascii: "]"), text.count > 4 {
      let name = text.part(0, text.count - 4)
      for kind in [FrameKind.kernel, .inlined, .justInTime] {
        let mark = kind.foldedMark
        if text.part(text.count - 4, text.count).elementsEqual(mark.utf8) {
          return table.intern(name, kind: kind)
        }
      }
    }
    let nothing = text.part(0, 0)
    return table.intern(text, kind: .guess(name: text, module: nothing))
  }
}
