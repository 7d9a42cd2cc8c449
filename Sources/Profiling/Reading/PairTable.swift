/// Finds a number by a pair of numbers, in one flat piece of memory.
///
/// - Complexity: O(1), expected: the hash is seeded anew in each process, so no recording can be
///   made to collide.
struct PairTable {
  private struct Slot {
    var wide: UInt64
    var narrow: UInt32
    /// `empty` or the number.
    var value: UInt32
  }

  /// Stands for "not there", so it cannot be stored.
  static let empty = UInt32.max
  private static let seed = UInt64.random(in: .min ... .max)

  private var slots: [Slot]
  private(set) var count = 0

  init() { slots = Self.emptySlots(1024) }

  private static func emptySlots(_ count: Int) -> [Slot] {
    [Slot](unsafeUninitializedCapacity: count) { slots, filled in
      HugePages.ask(for: UnsafeRawBufferPointer(slots))
      slots.initialize(repeating: Slot(wide: 0, narrow: 0, value: empty))
      filled = count
    }
  }

  @inline(__always) func find(_ wide: UInt64, _ narrow: UInt32) -> UInt32 {
    let mask = slots.count &- 1
    return slots.withUnsafeBufferPointer { slots in
      var index = Self.hash(wide, narrow) & mask
      while true {
        let slot = slots[index]
        if slot.value == Self.empty { return Self.empty }
        if slot.wide == wide && slot.narrow == narrow { return slot.value }
        index = (index &+ 1) & mask
      }
    }
  }

  /// - Precondition: The pair is not there yet.
  mutating func insert(_ wide: UInt64, _ narrow: UInt32, _ value: UInt32) {
    precondition(value != Self.empty, "the largest number stands for none")
    if count * 2 >= slots.count { grow() }
    place(Slot(wide: wide, narrow: narrow, value: value))
    count += 1
  }

  private mutating func place(_ slot: Slot) {
    let mask = slots.count - 1
    var index = Self.hash(slot.wide, slot.narrow) & mask
    while slots[index].value != Self.empty { index = (index + 1) & mask }
    slots[index] = slot
  }

  private mutating func grow() {
    let old = slots
    slots = Self.emptySlots(old.count * 2)
    for slot in old where slot.value != Self.empty { place(slot) }
  }

  @inline(__always) private static func hash(_ wide: UInt64, _ narrow: UInt32) -> Int {
    let mixed = mixPair(wide ^ seed, UInt64(narrow) &+ 0x9E37_79B9_7F4A_7C15)
    return Int(truncatingIfNeeded: mixed >> 1)
  }
}

/// Multiplies two words to 128 bits and folds the halves together, so every bit of either counts.
@inline(__always) func mixPair(_ a: UInt64, _ b: UInt64) -> UInt64 {
  let product = (a ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: b ^ 0xE703_7ED1_A0B4_28DB)
  return product.high ^ product.low
}
