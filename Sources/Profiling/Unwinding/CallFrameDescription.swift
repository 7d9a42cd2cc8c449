/// How to find the callers of one stretch of code (an FDE).
struct CallFrameDescription {
  /// The first address it speaks of.
  let start: UInt64
  /// The first address behind it.
  let end: UInt64
  let instructions: Range<Int>
  let common: CallFrameCommon
}

extension CallFrameSection {
  /// - Returns: `nil` where there is no description, its common information is unusable, or it
  ///   speaks of no address.
  func description(at offset: Int) -> CallFrameDescription? {
    guard let entry = entry(at: offset), case .description(let place) = entry.kind,
      let common = common(at: place)
    else { return nil }
    return description(of: entry, common: common)
  }

  func description(of entry: Entry, common: CallFrameCommon) -> CallFrameDescription? {
    var cursor = CallFrameCursor(bytes, entry.contents)
    guard let start = cursor.pointer(common.pointerEncoding, bytesAt: address),
      let count = cursor.number(common.pointerEncoding & PointerEncoding.format), count > 0
    else { return nil }
    let (end, overflow) = start.addingReportingOverflow(count)
    guard !overflow else { return nil }
    if common.hasAugmentationData {
      let length = cursor.length()
      cursor.skip(length)
    }
    guard !cursor.isOverrun else { return nil }
    return CallFrameDescription(
      start: start, end: end, instructions: cursor.position..<entry.end, common: common)
  }
}
