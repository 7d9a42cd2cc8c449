import BenchModel
import Foundation
import Statistics

/// How the two sides of a unit become one number that changes its sign when they change places.
///
/// Times are compared by the logarithm of their ratio. Counts may be zero, so they are compared by
/// their difference over their mean, 2(*b* − *a*)/(*b* + *a*), which is the same to the second
/// order and ends at ±2, where one side has none.
enum ContrastScale: Hashable, Sendable {
  case logRatio, symmetricDifference

  init(for metric: Metric) {
    self = metric == .allocations ? .symmetricDifference : .logRatio
  }

  /// - Parameters: Both more than zero for `logRatio`, neither below zero otherwise.
  func contrast(base: Double, candidate: Double) -> Double {
    switch self {
    case .logRatio: log(candidate) - log(base)
    case .symmetricDifference:
      base == candidate ? 0 : 2 * (candidate - base) / (candidate + base)
    }
  }

  /// The contrast of a change for the worse by a margin; for the better it is the negative of it,
  /// so that exchanging the sides exchanges the verdicts.
  func bound(margin: Double) -> Double { contrast(base: 1, candidate: 1 + margin) }

  /// The relative change that a contrast stands for; infinite from nothing to something.
  func relativeChange(_ contrast: Double) -> Double {
    switch self {
    case .logRatio: expm1(contrast)
    case .symmetricDifference: contrast >= 2 ? .infinity : 2 * contrast / (2 - contrast)
    }
  }

  /// The same estimate as a relative change; `nil` where an end of it would be infinite.
  func relativeChange(_ estimate: Estimate) -> Estimate? {
    let high = relativeChange(estimate.high)
    guard high.isFinite else { return nil }
    let point = relativeChange(estimate.point)
    let slope =
      self == .logRatio ? 1 + point : 4 / ((2 - estimate.point) * (2 - estimate.point))
    return Estimate(
      point: point, low: relativeChange(estimate.low), high: high, coverage: estimate.coverage,
      standardError: slope * estimate.standardError, method: estimate.method)
  }
}
