/// The distinct frames of many stacks: each name is kept once, as bytes, and known by a number.
///
/// Names are bytes because recordings are not always valid UTF-8; what prints them repairs them.
/// Two frames are the same when name, kind and module are.
///
/// - Complexity: Interning is O(length of the name), expected. The hash is seeded anew in each
///   process, so names cannot be chosen to collide; numbers are dealt in order of first sight, so
///   no result depends on the seed.
package struct FrameTable: Sendable {
  /// A frame's number: its rank in order of first sight.
  package typealias ID = UInt32

  @usableFromInline struct Entry: Sendable {
    @usableFromInline var offset: Int
    @usableFromInline var length: UInt32
    @usableFromInline var module: UInt32
    @usableFromInline var hash: UInt32
    @usableFromInline var kind: FrameKind
  }

  /// For a frame whose module is not known.
  package static let noModule: UInt32 = 0

  @usableFromInline var bytes: [UInt8] = []
  @usableFromInline var entries: [Entry] = []
  /// 1 + the number of an entry, or 0 where a slot is empty; a power of two of them.
  @usableFromInline var slots: [UInt32] = Array(repeating: 0, count: 64)
  /// Module 0 is the unknown one.
  private(set) package var modules: [String] = [""]
  private var moduleNumbers: [String: UInt32] = ["": 0]

  @usableFromInline static let seed = UInt64.random(in: .min ... .max)

  package init() {}

  @inlinable package var count: Int { entries.count }

  package mutating func internModule(_ path: String) -> UInt32 {
    if let number = moduleNumbers[path] { return number }
    let number = UInt32(modules.count)
    modules.append(path)
    moduleNumbers[path] = number
    return number
  }

  package mutating func intern(
    _ name: String, kind: FrameKind = .native, module: UInt32 = noModule
  ) -> ID {
    var name = name
    return name.withUTF8 { intern(UnsafeRawBufferPointer($0), kind: kind, module: module) }
  }

  @inlinable package mutating func intern(
    _ name: UnsafeRawBufferPointer, kind: FrameKind = .native, module: UInt32 = 0
  ) -> ID {
    let hash = Self.hash(name, kind: kind, module: module)
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let id = slots[slot] - 1
      if isSame(id, hash: hash, name, kind: kind, module: module) { return id }
      slot = (slot + 1) & (slots.count - 1)
    }
    return add(name, kind: kind, module: module, hash: hash, slot: slot)
  }

  @inlinable func isSame(
    _ id: ID, hash: UInt32, _ name: UnsafeRawBufferPointer, kind: FrameKind, module: UInt32
  ) -> Bool {
    let entry = entries[Int(id)]
    guard entry.hash == hash, Int(entry.length) == name.count, entry.kind == kind,
      entry.module == module
    else { return false }
    return bytes.withUnsafeBytes { stored in
      Self.areEqual(
        UnsafeRawBufferPointer(rebasing: stored[entry.offset..<(entry.offset + name.count)]), name)
    }
  }

  /// Eight bytes at a time; both have the same length.
  @inlinable static func areEqual(
    _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
  ) -> Bool {
    let count = right.count
    var index = 0
    while index + 8 <= count {
      guard
        left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
          == right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      else { return false }
      index += 8
    }
    while index < count {
      guard left[index] == right[index] else { return false }
      index += 1
    }
    return true
  }

  @usableFromInline mutating func add(
    _ name: UnsafeRawBufferPointer, kind: FrameKind, module: UInt32, hash: UInt32, slot: Int
  ) -> ID {
    precondition(name.count <= Int(UInt32.max), "a name has less than 4 GiB, got \(name.count)")
    let id = UInt32(entries.count)
    entries.append(
      Entry(
        offset: bytes.count, length: UInt32(name.count), module: module, hash: hash, kind: kind))
    bytes.append(contentsOf: name)
    slots[slot] = id + 1
    if entries.count * 2 > slots.count { grow() }
    return id
  }

  private mutating func grow() {
    let mask = slots.count * 2 - 1
    var larger = [UInt32](repeating: 0, count: mask + 1)
    for (id, entry) in entries.enumerated() {
      var slot = Int(entry.hash) & mask
      while larger[slot] != 0 { slot = (slot + 1) & mask }
      larger[slot] = UInt32(id) + 1
    }
    slots = larger
  }

  /// Eight bytes at a time, each mixed by a multiplication with 64 bits to either side.
  @inlinable static func hash(
    _ name: UnsafeRawBufferPointer, kind: FrameKind, module: UInt32
  ) -> UInt32 {
    var state =
      seed ^ (UInt64(module) &* 0x9E37_79B9_7F4A_7C15) ^ UInt64(kind.rawValue) << 56
      ^ UInt64(name.count)
    var index = 0
    while index + 8 <= name.count {
      state = mix(state ^ name.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    var rest: UInt64 = 0
    while index < name.count {
      rest = rest << 8 | UInt64(name[index])
      index += 1
    }
    let mixed = mix(state ^ rest)
    return UInt32(truncatingIfNeeded: mixed ^ mixed >> 32)
  }

  @inlinable static func mix(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0x9FB2_1C65_1E98_DF25)
    return product.high ^ product.low
  }

  /// The name, with what is no UTF-8 repaired.
  package func name(_ id: ID) -> String {
    withName(id) { String(decoding: $0, as: UTF8.self) }
  }

  @inlinable package func withName<Result>(
    _ id: ID, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    let entry = entries[Int(id)]
    return try bytes.withUnsafeBytes { stored in
      try body(
        UnsafeRawBufferPointer(rebasing: stored[entry.offset..<(entry.offset + Int(entry.length))]))
    }
  }

  @inlinable package func kind(_ id: ID) -> FrameKind { entries[Int(id)].kind }

  /// The number of the frame's module in `modules`.
  @inlinable package func module(_ id: ID) -> UInt32 { entries[Int(id)].module }
}
