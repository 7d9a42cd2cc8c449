import BenchModel

/// How the share of one name changed between two profiles.
package struct ChangedFrame: Hashable, Sendable {
  package let name: String
  package let weightBefore: Double
  package let weightAfter: Double
  package let shareBefore: Double
  package let shareAfter: Double
  /// The samples behind the shares, with their interval; `nil` where there are only weights.
  package let change: ShareChange?
  /// Whether chance alone could have done it; `nil` where there are only weights.
  package let isNoise: Bool?

  /// Of shares by weight: 0.01 is one point.
  package var difference: Double { shareAfter - shareBefore }
  /// Of the difference of shares by samples, at 95%.
  package var interval: ClosedRange<Double>? { change?.interval }
}

extension DifferentialTree {
  /// The names whose shares changed most, the largest change first; of equals, the first by name.
  ///
  /// Noise is judged over all names together, not only those returned.
  package func topChanges(_ limit: Int, by measure: FrameMeasure) throws -> [ChangedFrame] {
    var names = SharedNames()
    let afterNumbers = names.numbers(of: after.frames)
    let beforeNumbers = names.numbers(of: before.frames)
    let old = try NameTotals(of: before, numbers: beforeNumbers, count: names.count)
    let new = try NameTotals(of: after, numbers: afterNumbers, count: names.count)
    let (oldWeights, newWeights) =
      measure == .own ? (old.own, new.own) : (old.inclusive, new.inclusive)
    let (oldSamples, newSamples) =
      measure == .own
      ? (old.ownSamples, new.ownSamples) : (old.inclusiveSamples, new.inclusiveSamples)
    let (oldTotal, newTotal) = (beforeWeights[0], afterWeights[0])
    let changes = oldSamples.indices.map { number in
      shareChange(before: oldSamples[number], after: newSamples[number])
    }
    let rule = NoiseRule(changes.compactMap { $0 })
    let differences = oldWeights.indices.map {
      newWeights[$0] / newTotal - oldWeights[$0] / oldTotal
    }
    let order = FrameOrder(frames: names.table)
    let ranked = differences.indices.filter { differences[$0] != 0 }.sorted {
      let sizes = (abs(differences[$0]), abs(differences[$1]))
      return sizes.0 == sizes.1
        ? order.isBefore(FrameTable.ID($0), FrameTable.ID($1)) : sizes.0 > sizes.1
    }
    return ranked.prefix(max(limit, 0)).map { number in
      ChangedFrame(
        name: names.name(FrameTable.ID(number)), weightBefore: oldWeights[number],
        weightAfter: newWeights[number], shareBefore: oldWeights[number] / oldTotal,
        shareAfter: newWeights[number] / newTotal, change: changes[number],
        isNoise: changes[number].map(rule.isNoise))
    }
  }

  /// `nil` where samples were not counted.
  func shareChange(before: Int, after: Int) -> ShareChange? {
    guard let samples else { return nil }
    // A count that was not one, such as a negative, is no share of anything.
    let totals = (samples.before[0], samples.after[0])
    return ShareChange(
      before: min(max(before, 0), totals.0), of: totals.0, after: min(max(after, 0), totals.1),
      of: totals.1)
  }
}
