import BenchModel
import Foundation

/// The smallest change that can be found on a machine, by how long a benchmark is measured there.
///
/// It comes from a short comparison of a build with itself: how far its units lie apart is the
/// noise that a change has to rise above. The spread is that of the trimmed mean by which
/// comparisons judge, so a few wild units count as little here as they do there.
///
/// A comparison may stop earlier than the time that is asked about, at its greatest number of
/// units; then it finds what it would have found at that time.
///
/// - Units: ratios are natural logarithms inside, changes are relative outside: 0.02 is 2 %.
/// - Source: J. W. Tukey and D. H. McLaughlin, *Less Vulnerable Confidence and Significance
///   Procedures for Location Based on a Single Sample*, Sankhyā A 25 (1963).
package struct RunnableNoise: Hashable, Sendable {
  /// What one pair of processes measured of one benchmark.
  package struct Unit: Hashable, Sendable {
    /// The logarithm of the candidate's time over the base's.
    package let logRatio: Double
    /// What the unit took, the start of its processes included.
    package let seconds: Double

    package init(logRatio: Double, seconds: Double) {
      self.logRatio = logRatio
      self.seconds = seconds
    }
  }

  /// The fewest that a comparison judges by: with less than seven, even signs that all agree are no
  /// evidence at 1 %.
  package static let fewestUnits = 8
  private static let trimmedShare = 0.2
  /// What is found: at 1 % of false alarms, nine times of ten.
  private static let deviates =
    NormalDistribution.quantile(0.99) + NormalDistribution.quantile(0.9)

  package let units: Int
  package let secondsPerUnit: Double
  /// How far a unit strays, as a standard deviation of its log ratio.
  package let spread: Double
  /// The change that a comparison tolerates, as a share.
  package let margin: Double
  /// The change that was found between the build and itself, where none can be.
  package let shift: Double
  /// Whether the shift is beyond chance (one time in a thousand), so that the machine or the
  /// method favours a side and nothing else here is to be trusted.
  package let isShifted: Bool

  /// - Returns: `nil` for fewer than `fewestUnits` units, or when one of them is no finite number
  ///   or took no time.
  /// - Complexity: O(*n* log *n*).
  package init?(units: [Unit], margin: Double) {
    precondition(margin >= 0 && margin.isFinite, "a margin is not negative, got \(margin)")
    guard units.count >= Self.fewestUnits,
      units.allSatisfy({ $0.logRatio.isFinite && $0.seconds > 0 && $0.seconds.isFinite })
    else { return nil }
    let count = units.count
    let trimmed = Int(Self.trimmedShare * Double(count))
    let sorted = units.map(\.logRatio).sorted()
    let kept = sorted[trimmed..<(count - trimmed)]
    let center = Moments(of: Array(kept)).mean
    let winsorized = sorted.map { min(max($0, kept.first!), kept.last!) }
    let deviation = Moments(of: winsorized).standardDeviation!
    self.units = count
    self.margin = margin
    secondsPerUnit = units.reduce(0) { $0 + $1.seconds } / Double(count)
    spread = deviation / (1 - 2 * Self.trimmedShare)
    shift = expm1(center)
    let standardError = spread / Double(count).squareRoot()
    let student = StudentDistribution(degreesOfFreedom: Double(kept.count - 1))
    isShifted = center.magnitude > student.quantile(0.9995) * standardError
  }

  /// The slowdown that is found nine times of ten when each benchmark is measured for so long.
  ///
  /// margin + (z₀.₉₉ + z₀.₉₀) · spread / √units, with as many units as the time pays for.
  package func smallestChange(afterSeconds seconds: Double) -> Reading<Double> {
    let affordable = (seconds / secondsPerUnit).rounded(.down)
    guard affordable >= Double(Self.fewestUnits) else {
      return .unavailable(
        reason: "it pays for \(Int(affordable)) units, and \(Self.fewestUnits) are the fewest")
    }
    let noise = Self.deviates * spread / affordable.squareRoot()
    return .value(expm1(log1p(margin) + noise))
  }
}
