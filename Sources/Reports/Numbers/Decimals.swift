/// Decimal notation without a locale and without Foundation's formatters, which a table of a
/// hundred rows would wait for.
enum Decimals {
  /// As many digits behind the point as were asked for; halves are rounded away from zero.
  static func text(_ value: Double, places: Int) -> String {
    let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
    guard let scaled = Int(exactly: (value.magnitude * scale).rounded()) else {
      return "\(value)"
    }
    let digits = String(scaled)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard places > 0 else { return sign + padded }
    return sign + padded.dropLast(places) + "." + padded.suffix(places)
  }

  /// Three significant digits of a number that is not negative, with its value after rounding.
  ///
  /// At most four digits stand behind the point; what this leaves nothing of is `<0.0001`.
  /// From a million on it is written as a power of ten, which bounds the width: `1.23e6`.
  static func threeDigits(_ value: Double) -> (text: String, rounded: Double) {
    if value == 0 { return ("0", 0) }
    if value < 0.000_05 { return ("<0.0001", value) }
    for (places, scale) in [(4, 1e4), (3, 1e3), (2, 1e2), (1, 1e1)]
    where (value * scale).rounded() < 1000 {
      return (text(value, places: places), (value * scale).rounded() / scale)
    }
    let whole = value.rounded()
    guard whole >= 1e6 else { return (text(value, places: 0), whole) }
    var mantissa = value
    var exponent = 0
    while (mantissa * 100).rounded() >= 1000 {
      mantissa /= 10
      exponent += 1
    }
    return ("\(text(mantissa, places: 2))e\(exponent)", whole)
  }
}
