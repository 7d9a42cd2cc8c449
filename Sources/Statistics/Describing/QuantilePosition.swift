/// Where a type 7 quantile lies among sorted readings: between two neighbours, at a fraction.
struct QuantilePosition {
  let lower: Int
  let upper: Int
  private let fraction: Double

  init(_ probability: Double, count: Int) {
    precondition(
      0 <= probability && probability <= 1, "a quantile lies in 0...1, got \(probability)")
    let position = probability * Double(count - 1)
    lower = min(Int(position), count - 1)
    upper = min(lower + 1, count - 1)
    fraction = position - Double(lower)
  }

  /// Interpolates from the nearer end, so that equal readings come back unrounded.
  func between(_ low: Double, _ high: Double) -> Double {
    let gap = high - low
    guard gap.isFinite else { return low * (1 - fraction) + high * fraction }
    return fraction < 0.5 ? low + gap * fraction : high - gap * (1 - fraction)
  }
}

/// Half the sum, for numbers whose sum may be too large.
func midpoint(_ first: Double, _ second: Double) -> Double {
  let sum = first + second
  return sum.isFinite ? sum / 2 : first / 2 + second / 2
}
