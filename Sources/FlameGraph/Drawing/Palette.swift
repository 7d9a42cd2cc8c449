import BenchModel

/// The color of each kind of frame, in light and in dark.
///
/// The hues were searched for the largest smallest difference (CIE 1976) between any two kinds as
/// people with protanopia, deuteranopia, tritanopia and with full color vision see them: at least
/// 14.8 in light and 16.9 in dark. Black text on each has a contrast of 5.4 or more.
///
/// - Source of the simulation: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A
///   Physiologically-based Model for Simulation of Color Vision Deficiency" (2009).
enum Palette {
  struct Entry {
    let kind: FrameKind
    /// One lowercase letter, the first of a style's class.
    let letter: Unicode.Scalar
    let label: String
    let light: RGB
    let dark: RGB
  }

  static let entries = [
    Entry(kind: .swift, letter: "s", label: "Swift", light: 0xE9925B, dark: 0xD7673C),
    Entry(kind: .runtime, letter: "r", label: "Swift runtime", light: 0xF5D347, dark: 0xD7AD1F),
    Entry(kind: .native, letter: "c", label: "C, C++, other", light: 0x6EA0F5, dark: 0x5185F0),
    Entry(
      kind: .systemLibrary, letter: "l", label: "system library", light: 0x8EDBFF, dark: 0x7FD6FB),
    Entry(kind: .kernel, letter: "k", label: "kernel", light: 0xE0A0D4, dark: 0xB86EB0),
    Entry(kind: .inlined, letter: "i", label: "inlined", light: 0xB4A81C, dark: 0xCEC55E),
    Entry(kind: .justInTime, letter: "j", label: "just in time", light: 0x66A475, dark: 0x4FB476),
    Entry(kind: .awaiting, letter: "a", label: "awaiting", light: 0xA283C5, dark: 0x98A0F2),
    Entry(kind: .thread, letter: "t", label: "thread", light: 0xE4E4E5, dark: 0xB9BEC4),
    Entry(kind: .unknown, letter: "u", label: "unknown", light: 0xAEAEAE, dark: 0x888989),
    Entry(kind: .delimiter, letter: "d", label: "delimiter", light: 0xC9CDD2, dark: 0x9AA0A8),
  ]

  /// Shades of a kind, so that neighbours can be told apart; a name always has the same one.
  static let shadeCount = 4

  /// The class of a frame's color: its kind's letter and its shade.
  static func styleClass(kind: FrameKind, name: UnsafeRawBufferPointer) -> (UInt8, UInt8) {
    let entry = entries[index(of: kind)]
    let shade = kind == .thread || kind == .unknown ? 0 : shade(of: name)
    return (UInt8(ascii: entry.letter), UInt8(ascii: "0") + UInt8(shade))
  }

  static func index(of kind: FrameKind) -> Int { indices[Int(kind.rawValue)] }

  private static let indices = FrameKind.allCases.map { kind in
    entries.firstIndex { $0.kind == kind }!
  }

  /// By FNV-1a, so that pictures of different days and machines agree.
  private static func shade(of name: UnsafeRawBufferPointer) -> Int {
    var hash: UInt32 = 0x811C_9DC5
    for byte in name { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    return Int((hash ^ hash >> 16) & 3)
  }
}

/// A color of the sRGB space.
struct RGB: ExpressibleByIntegerLiteral, Equatable {
  let value: UInt32

  init(integerLiteral value: UInt32) {
    self.value = value
  }

  init(red: Double, green: Double, blue: Double) {
    func byte(_ part: Double) -> UInt32 { UInt32(min(max(part, 0), 255).rounded()) }
    value = byte(red) << 16 | byte(green) << 8 | byte(blue)
  }

  var red: Double { Double(value >> 16 & 0xFF) }
  var green: Double { Double(value >> 8 & 0xFF) }
  var blue: Double { Double(value & 0xFF) }

  /// Toward another color by a share.
  func mixed(with other: RGB, _ share: Double) -> RGB {
    RGB(
      red: red + (other.red - red) * share, green: green + (other.green - green) * share,
      blue: blue + (other.blue - blue) * share)
  }

  /// A shade of the palette: lighter in even steps.
  func shade(_ number: Int) -> RGB { mixed(with: 0xFFFFFF, Double(number) * 0.07) }

  /// `#RRGGBB`
  var hex: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }
}
