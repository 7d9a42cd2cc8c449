import BenchModel
import Foundation
import Statistics

/// Counts how often intervals over processes contain the truth, in a world where it is known.
///
/// A reading is 1 + 0.05·(√ρ·*b* + √(1 − ρ)·*e*), with *b* drawn once for each process and *e* for
/// each reading, both with mean 0 and deviation 1. ρ is then the intraclass correlation.
struct CoverageStudy {
  enum Noise: String, CaseIterable, Sendable {
    case normal
    /// Lognormal readings, skewness 6.2, around normal process effects.
    case skewedReadings
    /// Lognormal process effects too.
    case skewedProcesses
  }

  enum Interval: String, CaseIterable {
    /// The percentiles of `HierarchicalBootstrap`.
    case percentile
    /// The same, stretched about the point by √(P/(P − 1)).
    case widened
    /// Percentiles further out, as if normal quantiles were Student's; T. Hesterberg, *What
    /// Teachers Should Know about the Bootstrap* (2015), section 5.3.
    case expanded
    /// Student's law on process means, and on process medians.
    case studentMeans, studentMedians
  }

  static let coverage = 0.95

  let noise: Noise
  let processes: Int
  let resemblance: Double
  let readings: Int
  let resamples: Int
  let trials: Int

  /// The share of trials in which each interval contained what it estimates.
  func run(_ intervals: [Interval], seed: UInt64) throws -> [Interval: Double] {
    var random = SeededGenerator(seed: seed)
    var hits: [Interval: Int] = [:]
    for _ in 0..<trials {
      let samples = try (0..<processes).map { _ in
        let effect = deviation(isSkewed: noise == .skewedProcesses, using: &random)
        let values = (0..<readings).map { _ in
          reading(effect, deviation(isSkewed: noise != .normal, using: &random))
        }
        return try Sample(values, in: .seconds)
      }
      for interval in intervals {
        let (low, high) = bounds(interval, of: samples, using: &random)
        if low <= truth(of: interval) && truth(of: interval) <= high {
          hits[interval, default: 0] += 1
        }
      }
    }
    return Dictionary(
      uniqueKeysWithValues: intervals.map { ($0, Double(hits[$0] ?? 0) / Double(trials)) })
  }

  private func bounds(
    _ interval: Interval, of samples: [Sample], using random: inout SeededGenerator
  ) -> (Double, Double) {
    let bootstrap = HierarchicalBootstrap(of: .mean, resamples: resamples)
    let count = Double(processes)
    let correction = (count / (count - 1)).squareRoot()
    switch interval {
    case .percentile, .widened:
      let estimate = bootstrap.estimate(of: samples, coverage: Self.coverage, using: &random)
      let stretch = interval == .widened ? correction : 1
      return (
        estimate.point - stretch * (estimate.point - estimate.low),
        estimate.point + stretch * (estimate.high - estimate.point)
      )
    case .expanded:
      let student = StudentDistribution(degreesOfFreedom: count - 1)
      let deviate = correction * student.quantile(0.5 + Self.coverage / 2)
      let estimate = bootstrap.estimate(
        of: samples, coverage: 1 - 2 * NormalDistribution.cumulative(-deviate), using: &random)
      return (estimate.low, estimate.high)
    case .studentMeans, .studentMedians:
      let center: Center = interval == .studentMeans ? .mean : .median
      guard
        let estimate = StudentAcrossProcesses(center: center)
          .estimate(of: samples, coverage: Self.coverage)
      else { return (.infinity, -.infinity) }
      return (estimate.low, estimate.high)
    }
  }

  /// Means are 1 by construction; the median process median has *b* = 0 on average, and the
  /// median *e*.
  private func truth(of interval: Interval) -> Double {
    guard interval == .studentMedians else { return 1 }
    return reading(0, noise == .normal ? 0 : Self.lognormal(0))
  }

  private func reading(_ effect: Double, _ error: Double) -> Double {
    1 + 0.05 * (resemblance.squareRoot() * effect + (1 - resemblance).squareRoot() * error)
  }

  private func deviation(isSkewed: Bool, using random: inout SeededGenerator) -> Double {
    let radius = (-2 * log(1 - random.unitInterval())).squareRoot()
    let normal = radius * cos(2 * Double.pi * random.unitInterval())
    return isSkewed ? Self.lognormal(normal) : normal
  }

  /// exp(z), moved and scaled to mean 0 and deviation 1.
  private static func lognormal(_ normal: Double) -> Double {
    (exp(normal) - exp(0.5)) / (exp(2) - exp(1)).squareRoot()
  }
}
