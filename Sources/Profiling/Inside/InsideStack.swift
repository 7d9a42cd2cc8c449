/// What a sample from inside a program tells beside its stack, as the raw part of its record.
///
/// perf skips it and shows the thread's stack. Read by us, the suspended callers of a Swift task
/// take the place of the frames that only carry the task on.
///
/// - Layout: magic (4 bytes), flags (2), addresses of the running part (2), callers (2), 2 unused;
///   then 8 bytes each: the task, another number, the callers. With the 4 bytes of the raw part's
///   size before it, a record's length stays a multiple of 8.
struct InsideStack {
  static let magic: UInt32 = 0x4843_4e42  // "BNCH"
  static let headBytes = 28

  struct Flags: OptionSet {
    let rawValue: UInt16

    /// The outermost address is in the thread's first function.
    static let isRooted = Flags(rawValue: 1)
    /// Callers were found by call-frame tables, else by frame pointers.
    static let usedTables = Flags(rawValue: 2)
  }

  let flags: Flags
  /// How many of the stack's addresses belong to the task's running part.
  let runningCount: Int
  /// Where the suspended callers go on, 8 bytes each, innermost first.
  let callers: UnsafeRawBufferPointer
}

extension InsideStack {
  /// - Returns: `nil` when the raw part of a sample is something else.
  init?(_ raw: UnsafeRawBufferPointer) {
    guard raw.count >= Self.headBytes,
      raw.loadUnaligned(fromByteOffset: 0, as: UInt32.self) == Self.magic
    else { return nil }
    flags = Flags(rawValue: raw.loadUnaligned(fromByteOffset: 4, as: UInt16.self))
    runningCount = Int(raw.loadUnaligned(fromByteOffset: 6, as: UInt16.self))
    let count = Int(raw.loadUnaligned(fromByteOffset: 8, as: UInt16.self))
    guard count * 8 <= raw.count - Self.headBytes else { return nil }
    callers = UnsafeRawBufferPointer(rebasing: raw[Self.headBytes...].prefix(count * 8))
  }
}
