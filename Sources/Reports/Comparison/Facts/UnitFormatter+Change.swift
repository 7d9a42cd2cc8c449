import BenchModel
import Statistics

/// How a relative change is written.
extension UnitFormatter {
  /// `+5.1 %`, from a share; `x12.3` from tenfold on, since no one reads `+1130.0 %`.
  ///
  /// To a tenth, like the ends of its interval. Exactly nothing is `0 %`, and what rounds to
  /// nothing is `0.0 %`, without a sign.
  package func change(_ share: Double) -> String {
    if share == 0 { return "0 %" }
    return signed(share, percentSign: " %")
  }

  /// `+4.4 to +5.9`, in percent; an open end is `-inf` or `+inf`.
  func changeInterval(_ estimate: Estimate) -> String {
    [estimate.low, estimate.high].map { signed($0, percentSign: "") }.joined(separator: " to ")
  }

  /// What one iteration takes, or how many times it allocates.
  func amount(_ value: Double?, of metric: Metric) -> String {
    guard let value else { return "n/a" }
    return metric == .allocations ? exact(value) : time(value)
  }

  /// `p=0.0123`, or `p<0.0001`; in one word, so that no line breaks inside.
  func probability(_ value: Double) -> String {
    guard value.isFinite else { return "p n/a" }
    return value < 0.0001 ? "p<0.0001" : "p=\(Decimals.text(value, places: 4))"
  }

  /// `95 %`; a tenth only where there is one.
  func coverage(_ share: Double) -> String {
    let tenths = Decimals.text(share * 100, places: 1)
    return (tenths.hasSuffix(".0") ? String(tenths.dropLast(2)) : tenths) + " %"
  }

  private func signed(_ share: Double, percentSign: String) -> String {
    guard !share.isNaN else { return "n/a" }
    guard share.isFinite else { return share > 0 ? "+inf" : "-inf" }
    guard share < 9.9995 else { return "x" + Decimals.threeDigits(1 + share).text }
    let text = Decimals.text(share * 100, places: 1)
    let sign = share > 0 && text != "0.0" ? "+" : ""
    return sign + text + percentSign
  }
}
