import BenchModel
import Verdicts

/// An absolute objective and what came of it, as words.
struct ObjectiveFacts {
  let verdict: ObjectiveVerdict
  let benchmark: BenchmarkDescription?
  let charset: Charset

  var word: String {
    switch verdict.outcome {
    case .met: "met"
    case .missed: "missed"
    case .undecided: "undecided"
    case .unmeasured: "no number"
    }
  }

  var style: StyledLine.Style {
    switch verdict.outcome {
    case .met: .plain
    case .missed, .unmeasured: .red
    case .undecided: .yellow
    }
  }

  /// `at least 5.00 k blocks/s`
  var wanted: String {
    switch verdict.objective.bound {
    case .atLeast(let amount, _): "at least \(text(amount))"
    case .atMostSeconds(let seconds): "at most \(text(seconds))"
    }
  }

  /// `missed: 4.21 k blocks/s (4.18 k blocks/s to 4.24 k blocks/s); wanted at least 5.00 k
  /// blocks/s`
  var sentence: String { "\(word): \(measured); wanted \(wanted)" }

  /// `4.21 k blocks/s (4.18 k blocks/s to 4.24 k blocks/s)`; `n/a` when unmeasured.
  var measured: String {
    guard let measured = verdict.measured else { return "n/a" }
    return "\(text(measured.point)) (\(text(measured.low)) to \(text(measured.high)))"
  }

  /// The unit of the objective, for machines: `s`, `blocks/s`, `B/min`.
  var unit: String {
    switch verdict.objective.bound {
    case .atLeast(_, let period): "\(throughput.noun)/\(period == .second ? "s" : "min")"
    case .atMostSeconds: "s"
    }
  }

  /// What is counted where nothing is declared.
  private var throughput: Throughput { benchmark?.throughput ?? .elements(1, "iterations") }

  private func text(_ value: Double) -> String {
    let format = UnitFormatter(charset: charset)
    switch verdict.objective.bound {
    case .atMostSeconds: return format.time(value)
    case .atLeast(_, let period):
      let rate = format.rate(value, of: throughput)
      // A rate ends in "/s", unless it is no finite number.
      return period == .minute && rate.hasSuffix("/s") ? "\(rate.dropLast())min" : rate
    }
  }
}
