import BenchModel
import Statistics

/// Which way a benchmark changed from base to candidate. Of counts, `slower` means more.
package enum Direction: String, Hashable, Codable, CaseIterable, Sendable {
  case slower, faster

  var alternative: Alternative { self == .slower ? .greater : .less }

  /// Which way counts that vary stand apart, by more than they vary; `nil` when they do not.
  ///
  /// The median of each side must lie outside of all counts of the other. A growing array or a lost
  /// race moves single counts, and a test of many pairs would find differences far smaller than the
  /// scatter: they would be true, and nobody's fault.
  init?(separating base: [Double], from candidate: [Double]) {
    guard let base = try? Sample(base, in: .count),
      let candidate = try? Sample(candidate, in: .count)
    else { return nil }
    if candidate.median > base.max && base.median < candidate.min {
      self = .slower
    } else if candidate.median < base.min && base.median > candidate.max {
      self = .faster
    } else {
      return nil
    }
  }
}
