import BenchModel
import Statistics

/// Makes base units pretty: the only place where a prefix is chosen.
///
/// A number has three significant digits, and more only where the digits before the point
/// take them (`1023 MiB`). The prefix is chosen after rounding, so that it is `1.00 ms` and
/// never `1000 µs`. Halves round away from zero. What is no finite number is shown as `n/a`.
/// No locale is asked: a report reads the same everywhere.
package struct UnitFormatter: Sendable {
  private let charset: Charset

  package init(charset: Charset = .unicode) {
    self.charset = charset
  }

  /// `12.3 µs`, from seconds. Below a nanosecond the digits move behind the point; below
  /// 0.00005 ns it is `<0.0001 ns`. Above 1000 seconds it stays seconds.
  package func time(_ seconds: Double) -> String {
    prefixed(seconds * 1e9, base: 1000, units: ["ns", "\(charset.micro)s", "ms", "s"])
  }

  /// `410 MiB`, with binary prefixes; a whole number of bytes below 1 KiB is shown as it is.
  package func bytes(_ bytes: Double) -> String {
    if bytes.magnitude < 1024, let whole = Int(exactly: bytes) { return "\(whole) B" }
    return prefixed(bytes, base: 1024, units: Self.byteUnits)
  }

  /// `23.1 M`, with decimal prefixes; a whole number below 1000 is shown as it is.
  package func count(_ count: Double) -> String {
    if count.magnitude < 1000, let whole = Int(exactly: count) { return "\(whole)" }
    return prefixed(count, base: 1000, units: Self.countUnits)
  }

  /// `23.1 M messages/s` or `410 MiB/s`.
  package func rate(_ perSecond: Double, of throughput: Throughput) -> String {
    switch throughput.kind {
    case .bytes: prefixed(perSecond, base: 1024, units: Self.byteUnits.map { "\($0)/s" })
    case .elements:
      prefixed(
        perSecond, base: 1000,
        units: Self.countUnits.map { prefix in
          (prefix.isEmpty ? "" : "\(prefix) ") + "\(charset.line(throughput.noun))/s"
        })
    }
  }

  /// What one iteration does a whole number of times is shown exactly, to the last digit; only
  /// a number that is not whole has a point: `12`, `1000000`, `0.25`, `1234.5`.
  package func exact(_ count: Double) -> String {
    guard count.isFinite else { return "n/a" }
    if let whole = Int(exactly: count) { return "\(whole)" }
    return count.magnitude < 99.95
      ? prefixed(count, base: .infinity, units: [""]) : Decimals.text(count, places: 1)
  }

  /// `0.3 %` and `12 %`, from a share: a tenth below ten, whole above.
  ///
  /// What would round to `0.0 %` is `<0.1 %`, so that `0 %` means exactly nothing.
  package func percent(_ share: Double) -> String {
    guard share.isFinite else { return "n/a" }
    let percent = share * 100
    if percent == 0 { return "0 %" }
    if percent.magnitude < 0.05 { return "<0.1 %" }
    return Decimals.text(percent, places: percent.magnitude < 9.95 ? 1 : 0) + " %"
  }

  /// `±0.3 %`: half the width of the range over its point; `<0.1 %` and `n/a` as in `percent`.
  package func halfWidth(_ estimate: Estimate) -> String {
    let text = percent(estimate.relativeHalfWidth)
    return text.first?.isNumber == true ? charset.plusMinus + text : text
  }

  private static let countUnits = ["", "k", "M", "G", "T", "P"]
  private static let byteUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"]

  /// - Parameter value: In the first of the units, each of which is `base` of the one before.
  private func prefixed(_ value: Double, base: Double, units: [String]) -> String {
    guard value.isFinite else { return "n/a" }
    var magnitude = value.magnitude
    var units = units[...]
    while units.count > 1, Decimals.threeDigits(magnitude).rounded >= base {
      magnitude /= base
      units.removeFirst()
    }
    let text = Decimals.threeDigits(magnitude).text + (units[units.startIndex].isEmpty ? "" : " ")
    return (value < 0 ? "-" : "") + text + units[units.startIndex]
  }
}
