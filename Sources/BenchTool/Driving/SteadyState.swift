import BenchModel

/// Says when a warm-up has been long enough.
///
/// The rule: the medians of three successive windows of five samples agree within 2 %, or
/// within three standard errors of their own scatter where that is more. The second half keeps
/// a benchmark that is noisy by nature, such as one of many threads, from never being steady:
/// what is looked for is a drift, not calm.
package struct SteadyState: Equatable {
  private typealias WarmUp = ProcessRecord.WarmUp
  private static let tolerance = 0.02

  private var medians: [Double] = []
  private var errors: [Double] = []
  private var window: [Double] = []
  package private(set) var isReached = false

  package init() {}

  /// Takes the next sample's time per iteration, in any unit.
  package mutating func observe(_ time: Double) {
    window.append(time)
    guard window.count == WarmUp.windowSamples else { return }
    let median = Self.median(of: window)
    medians.append(median)
    // The standard error of a median is 1.2533 σ/√n under normality, and σ is 1.4826 MADs.
    let deviation = Self.median(of: window.map { ($0 - median).magnitude })
    errors.append(1.2533 * 1.4826 * deviation / Double(WarmUp.windowSamples).squareRoot())
    window = []
    guard medians.count >= WarmUp.windows else { return }
    let last = medians.suffix(WarmUp.windows)
    let error = errors.suffix(WarmUp.windows).max()!
    isReached = last.max()! - last.min()! <= max(Self.tolerance * last.min()!, 3 * error)
  }

  private static func median(of values: [Double]) -> Double {
    values.sorted()[values.count / 2]
  }
}
