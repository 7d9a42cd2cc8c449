/// The two sections of call-frame information, which differ in how entries refer to each other.
package enum CallFrameFlavor: Sendable {
  /// `.eh_frame`
  case exceptionHandling
  /// `.debug_frame`
  case debugging
}

/// The bytes of `.eh_frame` or `.debug_frame`: common information (CIE) and, referring to it,
/// descriptions of one function each (FDE).
///
/// - Source: *Linux Standard Base Core 5.0*, section 10.6; *DWARF 5*, section 6.4.1.
struct CallFrameSection {
  let bytes: UnsafeRawBufferPointer
  /// Where the first byte lies in memory.
  let address: UInt64
  let flavor: CallFrameFlavor

  /// One entry, of which only the frame was looked at.
  struct Entry {
    enum Kind: Equatable {
      /// A length of zero, which ends the entries of one linked part.
      case terminator
      case common
      /// With the place of its common information.
      case description(common: Int)
    }

    let kind: Kind
    /// The bytes behind the identifier.
    let contents: Range<Int>
    let isWide: Bool

    /// Where the next entry begins.
    var end: Int { contents.upperBound }
  }

  /// The entry that begins at `offset`, or `nil` where none does that lies inside.
  func entry(at offset: Int) -> Entry? {
    var cursor = CallFrameCursor(bytes, offset..<max(offset, bytes.count))
    guard offset >= 0, cursor.position == offset else { return nil }
    let short = cursor.integer(UInt32.self)
    guard !cursor.isOverrun else { return nil }
    guard short != 0 else {
      return Entry(kind: .terminator, contents: cursor.position..<cursor.position, isWide: false)
    }
    let isWide = short == .max
    let length = isWide ? cursor.integer(UInt64.self) : UInt64(short)
    guard !cursor.isOverrun, length <= UInt64(bytes.count - cursor.position) else { return nil }
    let identifierPlace = cursor.position
    let end = identifierPlace + Int(length)
    let identifier = isWide ? cursor.integer(UInt64.self) : UInt64(cursor.integer(UInt32.self))
    guard cursor.position <= end, !cursor.isOverrun else { return nil }
    guard let kind = kind(identifier, at: identifierPlace, isWide: isWide) else { return nil }
    return Entry(kind: kind, contents: cursor.position..<end, isWide: isWide)
  }

  private func kind(_ identifier: UInt64, at place: Int, isWide: Bool) -> Entry.Kind? {
    switch flavor {
    case .exceptionHandling:
      guard identifier != 0 else { return .common }
      let back =
        isWide
        ? Int64(bitPattern: identifier)
        : Int64(Int32(truncatingIfNeeded: identifier))
      let (common, overflow) = Int64(place).subtractingReportingOverflow(back)
      return overflow ? nil : .description(common: Int(common))
    case .debugging:
      guard identifier != (isWide ? .max : UInt64(UInt32.max)) else { return .common }
      return Int(exactly: identifier).map { .description(common: $0) }
    }
  }
}
