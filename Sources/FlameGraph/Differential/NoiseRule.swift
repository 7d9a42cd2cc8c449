/// Decides which of many changes lie outside sampling noise.
///
/// The chance that any change is called real though none is stays at 5%, over all frames together.
/// Frames with too few samples to ever be called real do not count against the others.
///
/// - Source: S. Holm, "A simple sequentially rejective multiple test procedure" (1979), over the
///   tests that R. E. Tarone, "A modified Bonferroni method for discrete data" (1990), keeps.
struct NoiseRule {
  /// How many changes were tested against each other.
  let testCount: Int
  /// The largest p-value that is no noise.
  private let threshold: Double

  /// Equal counts, as along a chain of single calls, are one test.
  init(_ changes: some Sequence<ShareChange>) {
    let changes = Set(changes)
    let error = 1 - ShareChange.level
    let possible = changes.map { (change: $0, least: $0.smallestPossiblePValue) }
      .sorted { $0.least < $1.least }
    // The smallest number of tests that can all be decided at its own Bonferroni level.
    var kept = possible.count
    for count in 1...max(possible.count, 1) where count <= possible.count {
      if count == possible.count || possible[count].least > error / Double(count) {
        kept = count
        break
      }
    }
    let values = possible.prefix(kept).map(\.change.pValue).sorted()
    var threshold = -1.0
    for (rank, value) in values.enumerated() {
      guard value <= error / Double(kept - rank) else { break }
      threshold = value
    }
    testCount = kept
    self.threshold = threshold
  }

  func isNoise(_ change: ShareChange) -> Bool { change.pValue > threshold }
}
