/// The interval for a chance that was tried: so many successes in so many trials.
///
/// Covers at least as often as it says, for any chance and any number of trials; no success in
/// *n* trials still leaves about 3/*n*.
///
/// - Source: C. J. Clopper and E. S. Pearson, *The Use of Confidence or Fiducial Limits Illustrated
///   in the Case of the Binomial*, Biometrika 26 (1934).
package struct ClopperPearson: Hashable, Sendable {
  package let low: Double
  package let high: Double
  package let coverage: Double

  /// - Complexity: some hundred evaluations of the incomplete beta function.
  package init(successes: Int, trials: Int, coverage: Double) {
    requireCoverage(coverage)
    precondition(
      trials > 0 && (0...trials).contains(successes),
      "\(successes) of \(trials) trials cannot have succeeded")
    let tail = (1 - coverage) / 2
    let (wins, losses) = (Double(successes), Double(trials - successes))
    low = successes == 0 ? 0 : Self.betaQuantile(tail, wins, losses + 1)
    high = successes == trials ? 1 : 1 - Self.betaQuantile(tail, losses, wins + 1)
    self.coverage = coverage
  }

  /// Halves 0...1 until no number lies between; small quantiles keep their digits.
  private static func betaQuantile(_ probability: Double, _ a: Double, _ b: Double) -> Double {
    var low = 0.0
    var high = 1.0
    while true {
      let middle = (low + high) / 2
      guard low < middle, middle < high, high - low > 1e-15 * high else { return high }
      if IncompleteBeta.regularized(a, b, at: middle, complement: 1 - middle) < probability {
        low = middle
      } else {
        high = middle
      }
    }
  }
}
