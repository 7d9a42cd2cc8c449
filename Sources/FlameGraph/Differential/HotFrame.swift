import BenchModel

/// Whether a frame is weighed with what it called, or alone.
package enum FrameMeasure: Hashable, Sendable {
  /// With all that it called; recursion is counted once.
  case inclusive
  /// Itself alone.
  case own
}

/// What one name takes of a whole profile.
package struct HotFrame: Hashable, Sendable {
  package let name: String
  package let own: Double
  package let inclusive: Double
  package let ownShare: Double
  package let inclusiveShare: Double
  /// 0 where the profile does not count samples.
  package let ownSamples: Int
  package let inclusiveSamples: Int
}

extension StackTree {
  /// The names that take most, in falling order; of equals, the first by name.
  package func hottest(_ limit: Int, by measure: FrameMeasure) throws -> [HotFrame] {
    var names = SharedNames()
    let numbers = names.numbers(of: frames)
    let totals = try NameTotals(of: self, numbers: numbers, count: names.count)
    let whole = totalWeight
    guard whole > 0 else { throw PictureError.nothingSampled(subject: nil) }
    let weights = measure == .own ? totals.own : totals.inclusive
    let order = FrameOrder(frames: names.table)
    let ranked = weights.indices.filter { weights[$0] > 0 }.sorted {
      weights[$0] == weights[$1]
        ? order.isBefore(FrameTable.ID($0), FrameTable.ID($1)) : weights[$0] > weights[$1]
    }
    return ranked.prefix(max(limit, 0)).map { number in
      HotFrame(
        name: names.name(FrameTable.ID(number)), own: totals.own[number],
        inclusive: totals.inclusive[number], ownShare: totals.own[number] / whole,
        inclusiveShare: totals.inclusive[number] / whole, ownSamples: totals.ownSamples[number],
        inclusiveSamples: totals.inclusiveSamples[number])
    }
  }
}
