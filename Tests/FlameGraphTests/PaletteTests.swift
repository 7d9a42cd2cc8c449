import BenchModel
import Foundation
import Testing

@testable import FlameGraph

@Suite struct PaletteTests {
  /// WCAG 2.2, success criterion 1.4.3, for the text color of the style sheet.
  @Test func `text can be read on every color`() {
    for entry in Palette.entries {
      for base in [entry.light, entry.dark] {
        for shade in 0..<Palette.shadeCount {
          #expect(contrast(base.shade(shade), 0x111111) >= 4.5, "\(entry.kind) \(shade)")
        }
      }
    }
    for step in -5...5 {
      for isDark in [true, false] {
        #expect(contrast(ChangeColors.color(step: step, isDark: isDark), 0x111111) >= 4.5)
      }
    }
  }

  @Test func `kinds can be told apart with any color vision`() {
    let shown = Palette.entries.filter { $0.kind != .delimiter }
    for vision in ColorVision.all {
      for (index, left) in shown.enumerated() {
        for right in shown.dropFirst(index + 1) {
          for pair in [(left.light, right.light), (left.dark, right.dark)] {
            #expect(
              vision.difference(pair.0, pair.1) >= 14,
              "\(left.kind) and \(right.kind) look alike with \(vision.name)")
          }
        }
      }
    }
  }

  @Test func `more and less can be told apart with any color vision`() {
    for vision in ColorVision.all {
      for step in 2...5 {
        for isDark in [true, false] {
          let colors = (
            ChangeColors.color(step: step, isDark: isDark),
            ChangeColors.color(step: -step, isDark: isDark)
          )
          #expect(vision.difference(colors.0, colors.1) >= 14, "step \(step), \(vision.name)")
        }
      }
    }
  }

  @Test func `every kind of frame has a color of its own`() {
    #expect(Set(Palette.entries.map(\.kind)) == Set(FrameKind.allCases))
    #expect(Set(Palette.entries.map(\.letter)).count == FrameKind.allCases.count)
  }

  /// FNV-1a of "a" is 0xE40C292C, as published; folded to its last two bits it gives 0.
  @Test func `a name always has the same shade`() {
    let style = Array("a".utf8).withUnsafeBytes { Palette.styleClass(kind: .swift, name: $0) }
    #expect(style == (UInt8(ascii: "s"), UInt8(ascii: "0")))
  }

  private func contrast(_ left: RGB, _ right: RGB) -> Double {
    let luminances = [left, right].map { color in
      let linear = ColorVision.linear(color)
      return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }.sorted()
    return (luminances[1] + 0.05) / (luminances[0] + 0.05)
  }
}

/// How colors look to someone, by the matrices of Machado, Oliveira and Fernandes (2009) for
/// complete deficiency.
struct ColorVision {
  let name: String
  let matrix: [[Double]]

  static let all = [
    ColorVision(name: "full color vision", matrix: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
    ColorVision(
      name: "protanopia",
      matrix: [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
      ]),
    ColorVision(
      name: "deuteranopia",
      matrix: [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
      ]),
    ColorVision(
      name: "tritanopia",
      matrix: [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
      ]),
  ]

  static func linear(_ color: RGB) -> [Double] {
    [color.red, color.green, color.blue].map {
      let part = $0 / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
  }

  /// CIE 1976.
  func difference(_ left: RGB, _ right: RGB) -> Double {
    zip(lab(left), lab(right)).reduce(0) { $0 + pow($1.0 - $1.1, 2) }.squareRoot()
  }

  private func lab(_ color: RGB) -> [Double] {
    let linear = Self.linear(color)
    let seen = matrix.map { row in
      min(max(zip(row, linear).reduce(0) { $0 + $1.0 * $1.1 }, 0), 1)
    }
    let toXYZ = [
      [0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
      [0.0193339, 0.1191920, 0.9503041],
    ]
    let white = [0.95047, 1, 1.08883]
    let parts = zip(toXYZ, white).map { row, white in
      let value = zip(row, seen).reduce(0) { $0 + $1.0 * $1.1 } / white
      return value > 216.0 / 24389 ? cbrt(value) : (24389.0 / 27 * value + 16) / 116
    }
    return [
      116 * parts[1] - 16, 500 * (parts[0] - parts[1]), 200 * (parts[1] - parts[2]),
    ]
  }
}
