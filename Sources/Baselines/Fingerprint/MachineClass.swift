import BenchModel

/// A short name for machines whose timings may be compared, such as `x86_64-amd-epyc-7b13-2c`.
///
/// - Invariant: Lower-case ASCII letters, digits and `-_.`; it begins with a letter or a digit, so
///   that it is safe as a file name.
package struct MachineClass: Hashable, Sendable {
  package let text: String

  /// - Returns: `nil` when the text breaks the invariant.
  package init?(parsing text: String) {
    guard text.utf8.first.map(Self.isWordByte) == true, text.utf8.count <= 200,
      text.utf8.allSatisfy({ Self.isWordByte($0) || "-_.".utf8.contains($0) })
    else { return nil }
    self.text = text
  }

  /// Leaves out of the processor's name what is the same for all of its kind.
  ///
  /// - Parameter hostName: Makes a class of one machine, where its processor says too little.
  package init(
    architecture: String, cpuModel: Reading<String>, logicalCores: Reading<Int>,
    hostName: String? = nil
  ) {
    let kind = Self.slug(architecture)
    let model = cpuModel.value.map(Self.slug) ?? ""
    let host = hostName.map(Self.slug).map { $0.isEmpty ? "unknown-host" : $0 }
    let words = [
      kind.isEmpty ? "unknown" : kind, model.isEmpty ? "unknown-cpu" : model,
      logicalCores.value.map { "\($0)c" } ?? "unknown-cores", host,
    ]
    text = words.compactMap(\.self).joined(separator: "-")
  }

  private static let noise: Set = ["cpu", "processor", "with", "radeon", "graphics"]
  private static let longestSlug = 64

  private static func slug(_ name: String) -> String {
    var words: [String] = []
    let marks = ["(r)", "(tm)", "(c)"]
    let plain = marks.reduce(name.lowercased()) { $0.replacing($1, with: " ") }
    for word in plain.split(separator: " ") where !noise.contains(String(word)) {
      // "64-Core": the number of cores that this machine has stands at the end.
      if word.wholeMatch(of: /[0-9]+-core/) != nil { continue }
      let parts = word.utf8.split { !isWordByte($0) && $0 != UInt8(ascii: ".") && $0 != underscore }
      words += parts.compactMap { String($0) }.filter { $0.utf8.contains(where: isWordByte) }
    }
    let slug = words.joined(separator: "-").prefix(longestSlug)
    return String(slug.drop { !$0.isLetter && !$0.isNumber })
  }

  private static let underscore = UInt8(ascii: "_")

  package static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: false
    }
  }
}

extension MachineClass: CustomStringConvertible {
  package var description: String { text }
}
