/// The object files of a recording as finding callers needs them: their tables, and a few bytes of
/// their code.
final class UnwindingFiles {
  private struct Known {
    let file: ELFFile
    let table: CallFrameTable
  }

  private let open: (MappedFile) -> ELFFile?
  private var known: [Known?] = []
  private var isOpened: [Bool] = []

  /// - Parameter open: Finds an object file; it is asked once for each.
  init(open: @escaping (MappedFile) -> ELFFile?) {
    self.open = open
  }

  /// The row at an offset into a file; its rule is `absent` where no table speaks of it.
  func row(at offset: UInt64, in index: UInt32, of files: [MappedFile]) -> CallFrameRow {
    guard let known = known(index, of: files),
      let address = known.file.address(ofFileOffset: offset)
    else { return CallFrameRow(start: 0, rule: .absent) }
    return known.table.row(at: address)
  }

  /// What the bytes around an interrupted instruction tell.
  func interruptedRow(
    at offset: UInt64, in index: UInt32, of files: [MappedFile]
  ) -> CallFrameRow? {
    guard let known = known(index, of: files), offset >= UInt64(InterruptedCode.before) else {
      return nil
    }
    let before = InterruptedCode.before
    let count = UInt64(before + InterruptedCode.after)
    return known.file.withBytes(at: offset - UInt64(before), count: count) { code in
      InterruptedCode.row(preceding: code.first, code: code.dropFirst(before))
    }
  }

  /// How far before a function's interrupted instruction its beginning may be.
  private static let framelessLimit: UInt64 = 512

  /// Whether a call that returns to `returnOffset` called the function around `offset` directly,
  /// and that has made no frame on its way: what is on top of the stack is its return address.
  func isFrameless(
    _ offset: UInt64, calledBefore returnOffset: UInt64, in index: UInt32, of files: [MappedFile]
  ) -> Bool {
    guard returnOffset >= 5, let known = known(index, of: files) else { return false }
    let distance: Int32? = known.file.withBytes(at: returnOffset - 5, count: 5) { code in
      guard code.count == 5, code[0] == 0xe8 else { return nil }
      return Int32(littleEndian: code.loadUnaligned(fromByteOffset: 1, as: Int32.self))
    }
    guard let distance else { return false }
    let target = returnOffset &+ UInt64(bitPattern: Int64(distance))
    guard target <= offset, offset - target < Self.framelessLimit else { return false }
    return known.file.withBytes(at: target, count: offset - target) {
      UInt64($0.count) == offset - target && !InterruptedCode.makesFrame($0)
    }
  }

  private func known(_ index: UInt32, of files: [MappedFile]) -> Known? {
    let index = Int(index)
    guard index < files.count else { return nil }
    while known.count < files.count {
      known.append(nil)
      isOpened.append(false)
    }
    if !isOpened[index] {
      isOpened[index] = true
      known[index] = open(files[index]).map { Known(file: $0, table: CallFrameTable(of: $0)) }
    }
    return known[index]
  }
}
