import BenchModel
import Verdicts

/// One verdict as the cells of a table, and as a sentence.
extension MetricVerdict {
  /// `250 ns → 263 ns, +5.1 % (+4.4 to +5.9)`
  func sentence(_ format: UnitFormatter, charset: Charset) -> String {
    let interval = changeInterval(format)
    return """
      \(format.amount(base, of: metric)) \(charset.arrow) \
      \(format.amount(candidate, of: metric)), \
      \(change(format))\(interval.isEmpty ? "" : " \(interval)")
      """
  }

  /// The change as a table shows it.
  ///
  /// A count that was zero has no relative change, so the difference stands for it.
  func change(_ format: UnitFormatter) -> String {
    if let effect { return format.change(effect.point) }
    guard metric == .allocations, let base, let candidate, base != candidate else { return "n/a" }
    return (candidate > base ? "+" : "") + format.exact(candidate - base)
  }

  /// Empty where the effect has none; `exact` for counts that do not vary.
  func changeInterval(_ format: UnitFormatter) -> String {
    guard let effect else { return "" }
    if metric == .allocations, effect.low == effect.high { return "(exact)" }
    return "(\(format.changeInterval(effect)))"
  }

  /// `blocks` counts those that were kept.
  var takenBlocks: Int { blocks + droppedBlocks }

  var droppedShare: Double { Double(droppedBlocks) / Double(max(1, takenBlocks)) }

  /// The metric in the width of a narrow column.
  var metricWord: String {
    switch metric {
    case .cpuTime: "cpu"
    case .wallTime: "wall"
    case .allocations: "allocs"
    }
  }
}
