/// How one box of a differential picture changed.
struct BoxChange: Sendable {
  /// A change of a share, as it is drawn.
  struct Mark: Sendable, Equatable {
    /// From -5, the strongest loss, to 5; 0 for what lies inside noise.
    var step = 0
    /// Of the difference of shares; `nil` where samples were not counted.
    var interval: ClosedRange<Double>?
  }

  /// The weight before, with all that it called.
  var before: Double
  var beforeOwn: Double
  /// The weight before of call paths that were not sampled after.
  var vanished: Double
  var samplesBefore: Int
  var inclusive: Mark
  var own: Mark
}
