import BenchModel
import Foundation

/// Reads the folded text of fixtures: `outermost;…;innermost weight` a line.
///
/// Marks behind a name give its kind; a few prefixes stand for what a symbolizer would know.
struct FoldedText {
  let bytes: [UInt8]

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  func tree(unit: StackUnit = .samples) -> StackTree {
    var tree = StackTree(unit: unit)
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      guard let space = line.lastIndex(of: UInt8(ascii: " ")),
        let weight = Double(String(decoding: line[(space + 1)...], as: UTF8.self))
      else { continue }
      var node = StackTree.root
      for name in line[..<space].split(
        separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
      {
        let (kind, cut) = Self.kind(of: name)
        let frame = name.dropLast(cut).withUnsafeBytes { tree.frames.intern($0, kind: kind) }
        node = tree.child(of: node, frame: frame)
      }
      tree.add(weight, samples: unit == .samples ? Int(weight) : 1, at: node)
    }
    return tree
  }

  private static func kind(of name: ArraySlice<UInt8>) -> (FrameKind, cut: Int) {
    let text = String(decoding: name, as: UTF8.self)
    for kind in [FrameKind.kernel, .inlined, .justInTime] where text.hasSuffix(kind.foldedMark) {
      return (kind, kind.foldedMark.utf8.count)
    }
    if text.hasPrefix("swift_") { return (.runtime, 0) }
    if text.hasPrefix("[unknown]") { return (.unknown, 0) }
    if text.hasPrefix("thread ") { return (.thread, 0) }
    if text.hasPrefix("await ") { return (.awaiting, 0) }
    if text.hasPrefix("__") || text.hasPrefix("mem") { return (.systemLibrary, 0) }
    if text == "--" { return (.delimiter, 0) }
    return (text.contains(".") ? .swift : .native, 0)
  }
}

extension StackTree {
  /// Reads folded text.
  init(folded text: String, unit: StackUnit = .samples) {
    self = FoldedText(text).tree(unit: unit)
  }
}
