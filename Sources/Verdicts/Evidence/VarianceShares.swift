import BenchModel

/// Where the scatter of a benchmark's units comes from, by the mean of each block's samples.
///
/// Both shares are rough with two dozen units, ±0.2 or so: good for telling "layout is most of it"
/// from "layout is little of it", and for nothing finer.
struct VarianceShares: Hashable, Sendable {
  /// Fewer units, or pairs of units, show nothing.
  private static let fewestUnits = 8
  private static let fewestPairs = 8

  /// Of the link layouts alone. `nil` unless layouts both vary and come again: where each unit has
  /// a layout of its own, the layout's part cannot be told from the process's.
  let layout: Double?

  /// Of whatever stays the same within a unit and differs between units: process and layout.
  let process: Double?

  /// - Complexity: O(*n*²) for *n* units.
  init(of units: [LockstepUnit], metric: Metric, fewestCleanBlocks: Int) {
    let numbered = units.compactMap { unit in
      UnitContrast(of: unit, metric: metric, fewestCleanBlocks: fewestCleanBlocks)
        .map { (unit, $0[.mean].value) }
    }
    guard metric != .allocations, numbered.count >= Self.fewestUnits else {
      layout = nil
      process = nil
      return
    }
    let values = Self.tamed(numbered.map(\.1))
    layout = Self.layoutShare(of: numbered.map(\.0), values)
    process = Self.processShare(of: numbered.map(\.0), values, clock: metric)
  }

  /// Half the mean squared difference of two units is the variance of what they do not share. Pairs
  /// that share no layout have all of it, pairs that share one side's lack that side's part.
  ///
  /// - Source: the variance components of symmetric differences, S. R. Searle, G. Casella,
  ///   C. E. McCulloch, *Variance Components* (1992), section 5.6.
  private static func layoutShare(of units: [LockstepUnit], _ values: [Double]) -> Double? {
    let varies = (
      base: Set(units.map(\.baseLayout)).count > 1,
      candidate: Set(units.map(\.candidateLayout)).count > 1
    )
    guard varies.base || varies.candidate else { return nil }
    var sums: [Shared: (halves: Double, pairs: Int)] = [:]
    for first in units.indices {
      for second in units.indices[(first + 1)...] {
        let shared = Shared(
          base: varies.base && units[first].baseLayout == units[second].baseLayout,
          candidate: varies.candidate
            && units[first].candidateLayout == units[second].candidateLayout)
        let difference = values[first] - values[second]
        sums[shared, default: (0, 0)].halves += difference * difference / 2
        sums[shared, default: (0, 0)].pairs += 1
      }
    }
    func variance(_ base: Bool, _ candidate: Bool) -> Double? {
      guard let sum = sums[Shared(base: base, candidate: candidate)], sum.pairs >= fewestPairs
      else { return nil }
      return sum.halves / Double(sum.pairs)
    }
    guard let total = variance(false, false), total > 0 else { return nil }
    // Both sides shared, where both vary; the one that varies, where one does.
    if let rest = variance(varies.base, varies.candidate) { return share(1 - rest / total) }
    guard let sameBase = variance(true, false), let sameCandidate = variance(false, true) else {
      return nil
    }
    return share((2 * total - sameBase - sameCandidate) / total)
  }

  private struct Shared: Hashable {
    let base: Bool
    let candidate: Bool
  }

  /// The covariance over units of the medians of their odd and of their even blocks: noise of
  /// single blocks is in one of the two only.
  private static func processShare(
    of units: [LockstepUnit], _ values: [Double], clock: Metric
  ) -> Double? {
    var odd: [Double] = []
    var even: [Double] = []
    for unit in units {
      let contrasts = UnitContrast.blockContrasts(of: unit, clock: clock, by: .mean)
      guard contrasts.count >= 4 else { return nil }
      let halves = (0...1).map { parity in
        contrasts.enumerated().filter { $0.offset % 2 == parity }.map(\.element)
      }
      even.append(median(of: halves[0]))
      odd.append(median(of: halves[1]))
    }
    let total = covariance(values, values)
    return total > 0 ? share(covariance(tamed(odd), tamed(even)) / total) : nil
  }

  private static func share(_ value: Double) -> Double { min(1, max(0, value)) }

  /// Squares are no measure of a wild value, so none is left further out than three deviations.
  private static func tamed(_ values: [Double]) -> [Double] {
    let center = median(of: values)
    let reach = 3 * 1.4826 * median(of: values.map { ($0 - center).magnitude })
    return values.map { min(max($0, center - reach), center + reach) }
  }

  private static func covariance(_ left: [Double], _ right: [Double]) -> Double {
    let count = Double(left.count)
    let (leftMean, rightMean) = (left.reduce(0, +) / count, right.reduce(0, +) / count)
    return zip(left, right).reduce(0) { $0 + ($1.0 - leftMean) * ($1.1 - rightMean) }
      / (count - 1)
  }
}
