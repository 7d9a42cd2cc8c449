import BenchModel

/// Numbers as a reader wants them: `1,234 samples`, `1.23 s`, `4.5 MiB`, `12.34%`.
enum Amount {
  static func text(_ value: Double, in unit: StackUnit) -> String {
    switch unit {
    case .nanoseconds: scaled(value, [("ns", 1), ("µs", 1e3), ("ms", 1e6), ("s", 1e9)])
    case .bytes:
      scaled(
        value,
        [("B", 1), ("KiB", 0x1p10), ("MiB", 0x1p20), ("GiB", 0x1p30), ("TiB", 0x1p40)])
    case .samples: value == 1 ? "1 sample" : "\(grouped(value)) samples"
    case .events(let name): "\(grouped(value)) \(name)"
    }
  }

  static func samples(_ count: Int) -> String {
    count == 1 ? "1 sample" : "\(grouped(Double(count))) samples"
  }

  static func percent(_ share: Double) -> String { "\(decimals(share * 100, 2))%" }

  /// Thousands apart; decimals only where there are some.
  static func grouped(_ value: Double) -> String {
    let isWhole = value == value.rounded()
    let digits = isWhole ? decimals(value, 0) : decimals(value, 2)
    let parts = digits.split(separator: ".", maxSplits: 1)
    var grouped = ""
    for (index, digit) in parts[0].enumerated() {
      let left = parts[0].count - index
      if index > 0, left % 3 == 0, grouped != "-" { grouped += "," }
      grouped.append(digit)
    }
    return parts.count > 1 ? "\(grouped).\(parts[1])" : grouped
  }

  /// Three digits that count, in the largest unit that leaves a digit before the point.
  private static func scaled(_ value: Double, _ scales: [(String, Double)]) -> String {
    let scale = scales.last { abs(value) >= $0.1 } ?? scales[0]
    let shown = value / scale.1
    let places = scale.1 == 1 ? (shown == shown.rounded() ? 0 : 2) : (abs(shown) < 10 ? 2 : 1)
    return "\(decimals(shown, places)) \(scale.0)"
  }

  static func decimals(_ value: Double, _ places: Int) -> String {
    guard value.isFinite, abs(value) < 9e15 else { return "\(value)" }
    let scale = [1.0, 10, 100, 1000][places]
    let whole = Int((abs(value) * scale).rounded())
    let sign = value < 0 && whole != 0 ? "-" : ""
    guard places > 0 else { return "\(sign)\(whole)" }
    let fraction = String(whole % Int(scale))
    return "\(sign)\(whole / Int(scale)).\(String(repeating: "0", count: places - fraction.count))"
      + fraction
  }
}
