import Foundation
import Statistics

/// Counts how often change points are reported in a world where it is known what changed.
///
/// A reading is 100·exp(0.02·(*e* + shift)), *e* first-order autoregressive with deviation 1, so a
/// shift is in standard deviations of the noise.
struct ChangePointStudy {
  let runs: Int
  let correlation: Double
  let trials: Int

  /// The share of `trials` series, each with a detector of its own seed, of which `isHit`.
  func share(
    seed: UInt64, shift: (Int) -> Double, isHit: ([ChangePoint]) -> Bool
  ) -> Double {
    var random = SeededGenerator(seed: seed)
    let hits = (0..<trials).count { trial in
      let series = series(shift: shift, using: &random)
      let detector = ChangePointDetector(seed: seed &+ UInt64(trial))
      return isHit(detector.changePoints(in: series))
    }
    return Double(hits) / Double(trials)
  }

  func series(shift: (Int) -> Double, using random: inout SeededGenerator) -> [Double] {
    var noise = Self.normal(using: &random)
    return (0..<runs).map { run in
      if run > 0 {
        noise =
          correlation * noise
          + (1 - correlation * correlation).squareRoot() * Self.normal(using: &random)
      }
      return 100 * exp(0.02 * (noise + shift(run)))
    }
  }

  private static func normal(using random: inout SeededGenerator) -> Double {
    (-2 * log(1 - random.unitInterval())).squareRoot()
      * cos(2 * Double.pi * random.unitInterval())
  }

  /// What was asked for in the environment; else what an optimized or a debug build affords.
  static func trials(optimized: Int, debug: Int) -> Int {
    let asked = ProcessInfo.processInfo.environment["CHANGE_POINT_TRIALS"].flatMap(Int.init)
    return max(1, asked ?? (isOptimized ? optimized : debug))
  }

  static var isOptimized: Bool {
    #if DEBUG
      false
    #else
      true
    #endif
  }

  /// The most of `trials` that a share of `limit` exceeds once in a thousand times, as a share.
  static func bound(_ limit: Double, trials: Int) -> Double {
    limit + 3.1 * (limit * (1 - limit) / Double(trials)).squareRoot() + 0.5 / Double(trials)
  }
}
