import BenchModel

/// Names alone, so that frames of two tables can be matched.
///
/// Neither kind nor module is looked at: a new build is another file, and what was called before
/// may be inlined after.
struct SharedNames {
  private(set) var table = FrameTable()

  var count: Int { table.count }

  /// The number of each frame's name, by frame.
  mutating func numbers(of frames: FrameTable) -> [FrameTable.ID] {
    (0..<frames.count).map { id in
      frames.withName(FrameTable.ID(id)) { table.intern($0) }
    }
  }

  func name(_ number: FrameTable.ID) -> String { table.name(number) }
}
