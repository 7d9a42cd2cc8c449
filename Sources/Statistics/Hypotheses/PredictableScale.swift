/// How far values usually lie from zero, told by those that came before.
///
/// The median of the magnitudes so far and of one prior guess: a bet that is scaled by it knows
/// nothing of the value it is about to meet, which is what keeps a betting test honest.
///
/// - Units: those of the values.
struct PredictableScale: Hashable, Sendable {
  /// A scale of zero would make a bet infinite.
  private static let leastShareOfPrior = 1e-6

  private var magnitudes: [Double]
  private let least: Double

  init(prior: Double) {
    precondition(prior > 0, "a scale is positive, got \(prior)")
    magnitudes = [prior]
    least = prior * Self.leastShareOfPrior
  }

  var value: Double {
    let middle = magnitudes.count / 2
    return max(least, midpoint(magnitudes[(magnitudes.count - 1) / 2], magnitudes[middle]))
  }

  /// - Complexity: O(*n*) for *n* values so far; they are few.
  mutating func add(_ value: Double) {
    let magnitude = value.magnitude
    var low = 0
    var high = magnitudes.count
    while low < high {
      let middle = (low + high) / 2
      if magnitudes[middle] < magnitude { low = middle + 1 } else { high = middle }
    }
    magnitudes.insert(magnitude, at: low)
  }
}
