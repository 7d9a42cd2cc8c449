import BenchModel

/// Which middle of a sample an estimate is about.
///
/// A median ignores how late the late readings were, which suits a mechanism; a mean counts them,
/// which suits a bill. Both are offered because neither question is the wrong one.
package enum Center: String, Codable, Sendable {
  case mean, median

  package func callAsFunction(of sample: Sample) -> Double {
    switch self {
    case .mean: sample.mean
    case .median: sample.median
    }
  }
}
