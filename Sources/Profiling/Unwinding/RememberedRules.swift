/// The rules of addresses that were looked up before.
///
/// Stacks of a recording share most of their addresses, so nearly every look-up ends here. Two
/// addresses that want the same slot take it from each other; nothing grows.
final class RememberedRules {
  /// What a rule was taken from.
  enum Basis: UInt8 {
    /// Nothing is mapped there, so it is no address of code.
    case unmapped
    case table
    /// The bytes of the code.
    case code
    /// Nothing is known, so it is assumed that there is a frame pointer.
    case assumption
  }

  struct Rule {
    /// The address, doubled, + 1 for one that was interrupted.
    var key: UInt64 = .max
    var space: UInt32 = .max
    var basis = Basis.unmapped
    var row = CallFrameRow(start: 0, rule: .absent)
  }

  private static let slotBits: UInt64 = 14
  private let slots: UnsafeMutablePointer<Rule>

  init() {
    let count = 1 << Int(Self.slotBits)
    slots = .allocate(capacity: count)
    slots.initialize(repeating: Rule(), count: count)
  }

  deinit { slots.deallocate() }

  /// - Parameter find: Makes the rule when it is not remembered.
  @inline(__always)
  func rule(
    at address: UInt64, isInterrupted: Bool, space: UInt32,
    orFind find: () -> (Basis, CallFrameRow)
  ) -> Rule {
    let key = address << 1 | (isInterrupted ? 1 : 0)
    let mixed = (key ^ UInt64(space) << 48) &* 0x9E37_79B9_7F4A_7C15
    let slot = slots + Int(mixed >> (64 - Self.slotBits))
    if slot.pointee.key == key, slot.pointee.space == space { return slot.pointee }
    let (basis, row) = find()
    slot.pointee = Rule(key: key, space: space, basis: basis, row: row)
    return slot.pointee
  }
}

/// Numbers for the address spaces that were seen last.
struct RememberedSpaces {
  private static let limit = 64

  /// Copies that share their storage with the originals. As long as one is held, its storage is not
  /// changed in place, so its place in memory is its identity.
  private var spaces: [(space: AddressSpace, storage: UnsafeRawPointer?, number: UInt32)] = []
  private var last = 0
  private var made: UInt32 = 0

  mutating func number(of space: AddressSpace) -> UInt32 {
    let storage = space.mappings.withUnsafeBufferPointer { UnsafeRawPointer($0.baseAddress) }
    if last < spaces.count, spaces[last].storage == storage { return spaces[last].number }
    if let found = spaces.firstIndex(where: { $0.storage == storage }) {
      last = found
      return spaces[found].number
    }
    let new = (space, storage, made)
    if spaces.count < Self.limit {
      last = spaces.count
      spaces.append(new)
    } else {
      last = Int(made) % Self.limit
      spaces[last] = new
    }
    made &+= 1
    return new.2
  }
}
