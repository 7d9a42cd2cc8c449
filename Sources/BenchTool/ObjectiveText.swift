import BenchModel
import Foundation
import Verdicts

/// A missed objective, in a sentence.
enum ObjectiveText {
  static func sentence(on verdict: ObjectiveVerdict) -> String {
    let measured = verdict.measured.map { String(format: "%.4g", $0.point) } ?? "nothing"
    switch verdict.objective.bound {
    case .atLeast(let amount, let period):
      return
        "'\(verdict.benchmark)' misses its objective: at least \(String(format: "%.4g", amount)) "
        + "per \(period.rawValue), got \(measured)."
    case .atMostSeconds(let seconds):
      return
        "'\(verdict.benchmark)' misses its objective: at most \(String(format: "%.4g", seconds)) "
        + "seconds, got \(measured)."
    }
  }
}
