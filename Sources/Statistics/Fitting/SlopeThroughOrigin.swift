/// Time per iteration, as the slope of a line from the origin through loops of many lengths.
///
/// A constant cost per sample, such as reading the clock, leans on short loops and hardly on long
/// ones, so it disturbs a slope less than it disturbs a mean of quotients.
///
/// - Units: that of the totals, per iteration.
/// - Source: J. G. Eisenhauer, *Regression through the Origin*, Teaching Statistics 25 (2003).
package struct SlopeThroughOrigin: Equatable, Sendable {
  /// One timed loop.
  package struct Loop: Equatable, Sendable {
    package let iterations: Int
    /// For the whole loop, not for one iteration.
    package let total: Double

    package init(iterations: Int, total: Double) {
      self.iterations = iterations
      self.total = total
    }
  }

  /// How much a loop counts: best in inverse proportion to the variance of its total.
  package enum Weighting: Equatable, Sendable {
    /// Noise of the same size on short and long loops. Criterion's choice.
    case equal
    /// Independent noise on each iteration, so that variance grows with length; the slope is then
    /// Σ totals / Σ iterations. The better choice for loops of very different lengths.
    case inverseIterations
    /// One positive weight for each loop, in the same order.
    case given([Double])
  }

  package let slope: Double

  /// In the unit of the slope; `nil` for a single loop, which the line meets exactly.
  package let standardError: Double?

  /// The share of Σ*wy*², about the origin and not about the mean, that the line explains. About
  /// the mean it could be negative. `nil` when every total is zero.
  package let rSquared: Double?
  package let count: Int

  /// - Returns: `nil` when there are no loops.
  /// - Complexity: O(*n*).
  package init?(of loops: [Loop], weighting: Weighting = .inverseIterations) {
    guard !loops.isEmpty else { return nil }
    let weights = Self.weights(of: loops, weighting)
    let weightScale = BinaryScale(for: weights)
    let scale = BinaryScale(for: loops.map(\.total))
    var crossProducts = CompensatedSum()
    var iterationSquares = CompensatedSum()
    var totalSquares = CompensatedSum()
    for (loop, weight) in zip(loops, weights) {
      let weight = weightScale.scaled(weight)
      let x = Double(loop.iterations)
      let y = scale.scaled(loop.total)
      crossProducts.add(weight * x * y)
      iterationSquares.add(weight * x * x)
      totalSquares.add(weight * y * y)
    }
    let slope = crossProducts.value / iterationSquares.value
    var residualSquares = CompensatedSum()
    for (loop, weight) in zip(loops, weights) {
      let residual = scale.scaled(loop.total) - slope * Double(loop.iterations)
      residualSquares.add(weightScale.scaled(weight) * residual * residual)
    }
    self.slope = scale.restored(slope)
    count = loops.count
    rSquared = totalSquares.value > 0 ? 1 - residualSquares.value / totalSquares.value : nil
    let variance = residualSquares.value / Double(loops.count - 1) / iterationSquares.value
    standardError = loops.count < 2 ? nil : scale.restored(variance.squareRoot())
  }

  /// The interval that residuals scattered normally around the line would give.
  ///
  /// - Parameter coverage: A probability in `0..<1`, such as `0.95`.
  /// - Returns: `nil` for a single loop.
  package func estimate(coverage: Double) -> Estimate? {
    standardError.map {
      Estimate(slope, standardError: $0, degreesOfFreedom: count - 1, coverage: coverage)
    }
  }

  private static func weights(of loops: [Loop], _ weighting: Weighting) -> [Double] {
    for loop in loops {
      precondition(loop.iterations > 0, "a loop has iterations, got \(loop.iterations)")
      precondition(loop.total.isFinite, "a total is a number, got \(loop.total)")
    }
    switch weighting {
    case .equal: return loops.map { _ in 1 }
    case .inverseIterations: return loops.map { 1 / Double($0.iterations) }
    case .given(let weights):
      precondition(
        weights.count == loops.count, "\(loops.count) loops need as many weights as there are")
      for weight in weights {
        precondition(weight > 0 && weight.isFinite, "weights are positive, got \(weight)")
      }
      return weights
    }
  }
}
