/// The beginning of `.eh_frame_hdr`.
struct CallFrameSearchHeader {
  /// Where `.eh_frame` lies in memory.
  let sectionAddress: UInt64
  /// The sorted pairs of a function's address and its description's, 8 bytes each; `nil` when the
  /// linker made no such table, or one of another shape.
  let table: CallFrameCursor?

  init?(_ bytes: UnsafeRawBufferPointer, at address: UInt64) {
    var cursor = CallFrameCursor(bytes, 0..<bytes.count)
    guard cursor.byte() == 1 else { return nil }
    let pointerEncoding = cursor.byte()
    let countEncoding = cursor.byte()
    let tableEncoding = cursor.byte()
    guard
      let section = cursor.pointer(pointerEncoding, bytesAt: address, dataBase: address)
    else { return nil }
    sectionAddress = section
    let count = cursor.pointer(countEncoding, bytesAt: address, dataBase: address)
    guard tableEncoding == PointerEncoding.searchTable, let count, !cursor.isOverrun,
      count > 0, count <= UInt64((cursor.end - cursor.position) / 8)
    else {
      table = nil
      return
    }
    table = CallFrameCursor(
      bytes, cursor.position..<(cursor.position + Int(count) * 8))
  }
}
