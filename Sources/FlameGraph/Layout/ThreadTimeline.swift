import BenchModel

/// One thread's samples as pieces of time, each with the stack that was seen in it.
struct ThreadTimeline {
  struct Piece: Equatable {
    var start: Double
    var end: Double
    var node: StackTree.NodeID
  }

  let thread: Int
  let pieces: [Piece]

  /// A sample speaks for the time until the next one, as long as that is not much longer than
  /// usual: a thread that waits is not sampled, and its last stack would otherwise fill the wait.
  static let longestStretch = 2.0

  /// - Parameters:
  ///   - moments: Of one thread, in order of time.
  ///   - origin: The time that is 0 in the picture.
  init(thread: Int, moments: [StackProfile.Moment], origin: UInt64) {
    self.thread = thread
    let starts = moments.map { Double($0.nanoseconds &- origin) }
    let usual = Self.medianStep(starts)
    var pieces: [Piece] = []
    pieces.reserveCapacity(moments.count)
    for (index, moment) in moments.enumerated() {
      let next = index + 1 < starts.count ? starts[index + 1] : .infinity
      let gap = next - starts[index]
      let length = gap <= usual * Self.longestStretch ? gap : usual
      guard length > 0 else { continue }
      pieces.append(Piece(start: starts[index], end: starts[index] + length, node: moment.node))
    }
    self.pieces = pieces
  }

  private static func medianStep(_ starts: [Double]) -> Double {
    let steps = zip(starts, starts.dropFirst()).map { $1 - $0 }.filter { $0 > 0 }.sorted()
    // A thread seen once was seen for a moment; a millisecond shows it.
    return steps.isEmpty ? 1_000_000 : steps[steps.count / 2]
  }
}
