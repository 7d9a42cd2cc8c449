/// Orange grew, blue shrank, grey is noise: told apart with any color vision.
///
/// How strong a color is says how many points of everything the share changed, so that pictures
/// compare; black text on each has a contrast of 4.5 or more.
enum ChangeColors {
  /// Points from which on each step begins.
  static let steps = [0, 0.3, 1, 3, 10]

  private static let mixes = [0.3, 0.47, 0.64, 0.82, 1]

  /// The step of a change that is no noise.
  static func step(ofDifference difference: Double) -> Int {
    guard difference != 0 else { return 0 }
    let points = abs(difference) * 100
    let step = 1 + (steps.lastIndex { points >= $0 } ?? 0)
    return difference > 0 ? step : -step
  }

  /// `n0`, or `p1` to `p5` for more and `m1` to `m5` for less.
  static func style(step: Int) -> (UInt8, UInt8) {
    let letter = step == 0 ? UInt8(ascii: "n") : UInt8(ascii: step > 0 ? "p" : "m")
    return (letter, UInt8(ascii: "0") + UInt8(min(step.magnitude, 5)))
  }

  static func color(step: Int, isDark: Bool) -> RGB {
    let noise: RGB = isDark ? 0x7C828B : 0xE2E2E2
    guard step != 0 else { return noise }
    let strongest: RGB =
      step > 0 ? (isDark ? 0xFF8A1F : 0xE8650A) : (isDark ? 0x4FB0FF : 0x2B8CD9)
    return noise.mixed(with: strongest, mixes[Int(step.magnitude) - 1])
  }

  static func rules(isDark: Bool) -> [StyleSheet.Rule] {
    (-5...5).map { step in
      let style = style(step: step)
      let name = String(decoding: [style.0, style.1], as: UTF8.self)
      return (".\(name)", "fill:\(color(step: step, isDark: isDark).hex)")
    }
  }

  static var legend: [Legend.Item] {
    [
      Legend.Item(style: "m5", label: "10 points less"),
      Legend.Item(style: "m3", label: "1 point less"),
      Legend.Item(style: "m1", label: "a little less"),
      Legend.Item(style: "n0", label: "inside sampling noise"),
      Legend.Item(style: "p1", label: "a little more"),
      Legend.Item(style: "p3", label: "1 point more"),
      Legend.Item(style: "p5", label: "10 points more"),
    ]
  }
}
