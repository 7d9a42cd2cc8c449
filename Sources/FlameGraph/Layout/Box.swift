import BenchModel

/// One rectangle of the picture, measured in the profile's unit.
struct Box: Sendable {
  /// `noFrame` for the root, which stands for everything.
  var frame: FrameTable.ID
  /// The index of the box below it, or -1 for the root.
  var parent: Int32
  /// Counted from the root's, which is 0.
  var row: Int32
  /// Where it begins, with the root's left edge as 0.
  var start: Double
  /// Its weight with all that it called.
  var extent: Double
  /// The weight of the stacks that end in it.
  var own: Double
  /// Samples in it and in all that it called.
  var samples: Int

  static let noFrame = FrameTable.ID.max

  var end: Double { start + extent }
}
