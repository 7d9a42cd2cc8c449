import Foundation

/// Rearranges a segment so that a change of level is lost and what neighbours share is kept.
///
/// Runs of one machine come in moods: today's noise resembles yesterday's. Shuffled one by one,
/// such a series loses its moods too, and the original looks special for having them. So blocks
/// are shuffled that are longer the stronger the correlation is: the segment is closed to a
/// circle, cut into blocks from a random point on, and the blocks are put in a random order.
///
/// - Source: E. Carlstein, *The Use of Subseries Values for Estimating the Variance of a General
///   Statistic from a Stationary Sequence*, Annals of Statistics 14 (1986), whose rule for
///   first-order autoregressive noise gives the length.
package struct BlockPermutation {
  /// Correlation up to this is taken for none.
  package static let negligibleCorrelation = 0.1

  /// ⌈(2ρ/(1 − ρ²))^⅔ · n^⅓⌉, or 1 for a negligible ρ, and never more than half of *n*.
  package static func blockLength(correlation: Double, count: Int) -> Int {
    guard correlation > negligibleCorrelation else { return 1 }
    precondition(correlation < 1, "a correlation of \(correlation) has no block length")
    let strength = 2 * correlation / (1 - correlation * correlation)
    let length = cbrt(strength * strength * Double(count)).rounded(.up)
    return max(1, Int(min(length, Double(count / 2))))
  }

  private let original: [UInt8]
  private let blockLength: Int
  private var order: [UInt8]
  private var blocks: [Int]

  package init(of levels: [UInt8], blockLength: Int) {
    precondition(
      1 <= blockLength && blockLength <= levels.count,
      "\(levels.count) points have no blocks of \(blockLength)")
    // Twice over, so that a block may run past the end.
    original = levels + levels
    self.blockLength = blockLength
    order = levels
    blocks = Array(0..<((levels.count + blockLength - 1) / blockLength))
  }

  /// Hands the next arrangement to `body`.
  ///
  /// - Complexity: O(*n*), some two nanoseconds a point.
  package mutating func next<Result>(
    using random: inout SeededGenerator, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    if blockLength == 1 {
      order.withUnsafeMutableBufferPointer { random.shuffle($0) }
    } else {
      blocks.withUnsafeMutableBufferPointer { random.shuffle($0) }
      fill(from: random.index(below: order.count))
    }
    return order.withUnsafeBufferPointer(body)
  }

  private mutating func fill(from offset: Int) {
    let count = order.count
    let (length, blocks) = (blockLength, blocks)
    order.withUnsafeMutableBufferPointer { order in
      original.withUnsafeBufferPointer { original in
        var place = 0
        for block in blocks {
          let start = block * length
          for step in start..<min(start + length, count) {
            order[place] = original[offset + step]
            place += 1
          }
        }
      }
    }
  }
}
