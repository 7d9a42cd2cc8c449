import Foundation

/// Numbers as short texts that are the same on each machine and in each locale.
enum SignificantDigits {
  /// Such as `8.124e-07`.
  static func scientific(_ value: Double, digits: Int) -> String {
    String(format: "%.\(digits - 1)e", value)
  }

  /// Such as `0.61`, `12` or `130`: no exponent, no zeros at the end of a fraction.
  ///
  /// - Precondition: The value is finite, and below 10¹⁵.
  static func plain(_ value: Double, digits: Int) -> String {
    guard value != 0 else { return "0" }
    // Rounded in decimal first: 9.96 to two digits is 10, which has another exponent.
    let rounded = Double(scientific(value, digits: digits)) ?? value
    let exponent = Int(floor(log10(abs(rounded))))
    let decimals = max(0, digits - 1 - exponent)
    var text = String(format: "%.\(decimals)f", rounded)
    if decimals > 0 {
      text = String(text.reversed().drop { $0 == "0" }.reversed())
      if text.last == "." { text.removeLast() }
    }
    return text
  }
}
