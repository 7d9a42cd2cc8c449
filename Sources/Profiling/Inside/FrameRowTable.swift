import CBench

/// The rows of one file's call-frame tables where a signal handler can search them: in memory that
/// stays, with an index of blocks.
///
/// Nothing is changed once it is made.
struct FrameRowTable: @unchecked Sendable {
  private var rows = UnsafeBufferPointer<CallFrameRow>(start: nil, count: 0)
  private var blocks = UnsafeBufferPointer<UInt32>(start: nil, count: 0)
  private var base: UInt64 = 0
  private var blockShift: UInt32 = 0

  /// A block has three rows or so, and an index of as many entries at most.
  private static let usualShift: UInt32 = 7
  private static let blocksMax: UInt64 = 1 << 20

  /// Without rows, so that callers are found by frame pointers.
  init() {}

  /// - Complexity: O(*n*) for *n* rows and as many blocks. The memory is never given back.
  init(_ frames: CompiledCallFrames) {
    guard let last = frames.rows.last else { return }
    let kept = UnsafeMutableBufferPointer<CallFrameRow>.allocate(capacity: frames.rows.count)
    _ = kept.initialize(from: frames.rows)
    rows = UnsafeBufferPointer(kept)
    base = frames.base
    blockShift = Self.usualShift
    while UInt64(last.start) >> blockShift >= Self.blocksMax { blockShift += 1 }
    let count = Int(last.start >> blockShift) + 2
    let index = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: count)
    var row = 0
    for block in 0..<count {
      let start = UInt64(block) << blockShift
      while row + 1 < rows.count, UInt64(rows[row + 1].start) <= start { row += 1 }
      index.initializeElement(at: block, to: UInt32(row))
    }
    blocks = UnsafeBufferPointer(index)
  }

  func fill(_ module: inout bench_code_module) {
    precondition(
      MemoryLayout<CallFrameRow>.size == MemoryLayout<bench_frame_row>.size,
      "a row has \(MemoryLayout<CallFrameRow>.size) bytes here and 16 in C")
    module.base = base
    module.rows = UnsafeRawPointer(rows.baseAddress)?.assumingMemoryBound(to: bench_frame_row.self)
    module.row_count = UInt32(rows.count)
    module.blocks = blocks.baseAddress
    module.block_count = UInt32(blocks.count)
    module.block_shift = blockShift
  }
}
