import BenchModel

/// Names of our kind for the benchmarks of another harness.
///
/// What a name may not hold becomes `_`, a run of it one `_`. Names that this makes equal get eight
/// digits made from what their harness calls them, so that each keeps its name from import to import.
package enum ForeignNames {
  /// - Parameter prefix: The first components; none when `nil`.
  /// - Returns: As many names as benchmarks, in their order.
  /// - Complexity: O(*n*).
  package static func names(
    for benchmarks: [ForeignBenchmark], of harness: Harness, prefix: BenchmarkName? = nil
  ) -> [BenchmarkName] {
    let plain = benchmarks.map { text(for: $0, of: harness, prefix: prefix, digits: nil) }
    var count: [String: Int] = [:]
    for name in plain { count[name, default: 0] += 1 }
    return zip(benchmarks, plain).map { benchmark, name in
      guard count[name] == 1, let parsed = try? BenchmarkName(parsing: name) else {
        return distinct(benchmark, of: harness, prefix: prefix)
      }
      return parsed
    }
  }

  private static func distinct(
    _ benchmark: ForeignBenchmark, of harness: Harness, prefix: BenchmarkName?
  ) -> BenchmarkName {
    let words = [benchmark.title] + benchmark.parameters.flatMap { [$0.name, $0.value] }
    let text = text(
      for: benchmark, of: harness, prefix: prefix, digits: digits(of: words.joined(separator: "\0"))
    )
    guard let name = try? BenchmarkName(parsing: text) else {
      preconditionFailure("a name is made of what it may hold, got '\(text)'")
    }
    return name
  }

  private static func text(
    for benchmark: ForeignBenchmark, of harness: Harness, prefix: BenchmarkName?, digits: String?
  ) -> String {
    var plain = benchmark.components
    var parameters: [(name: String, value: String)] = []
    switch harness {
    case .criterion:
      plain = plain.flatMap { $0.split(separator: "/").map(String.init) }
      parameters = takeParameters(from: &plain, separator: "=")
    case .packageBenchmark:
      plain = plain.flatMap { $0.split(separator: "/").map(String.init) }
    case .googleBenchmark:
      parameters = takeParameters(from: &plain, separator: ":")
    case .hyperfine, .jmh, .pytestBenchmark: break
    }
    for parameter in benchmark.parameters
    where !parameters.contains(where: { $0.name == word(parameter.name) }) {
      parameters.append((word(parameter.name), word(parameter.value)))
    }
    if plain.isEmpty { plain = [""] }
    if let digits { plain[plain.count - 1] += "-\(digits)" }
    return
      ([prefix?.description].compactMap(\.self) + plain.map(word)
      + parameters.map { "\($0.name)=\($0.value)" }).joined(separator: "/")
  }

  /// Takes those of `Sum/64/threads:2` that nothing plain follows.
  private static func takeParameters(
    from components: inout [String], separator: Character
  ) -> [(name: String, value: String)] {
    var parameters: [(name: String, value: String)] = []
    while let last = components.last, components.count > 1,
      let pair = pair(last, separator: separator),
      !parameters.contains(where: { $0.name == pair.name })
    {
      parameters.insert(pair, at: 0)
      components.removeLast()
    }
    return parameters
  }

  private static func pair(
    _ component: String, separator: Character
  ) -> (name: String, value: String)? {
    let halves = component.split(separator: separator, omittingEmptySubsequences: false)
    guard halves.count == 2, halves.allSatisfy({ !$0.isEmpty }) else { return nil }
    return (word(String(halves[0])), word(String(halves[1])))
  }

  private static func word(_ text: String) -> String {
    var word = ""
    for byte in text.utf8 {
      let isAllowed =
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "-_.+".utf8.contains(byte)
        }
      if isAllowed {
        word.unicodeScalars.append(Unicode.Scalar(byte))
      } else if word.last != "_" {
        word += "_"
      }
    }
    while word.last == "_", word.count > 1 { word.removeLast() }
    return word.isEmpty ? "_" : word
  }

  /// - Source: FNV-1a, 64 bits folded to 32 (G. Fowler, L. C. Noll, K.-P. Vo).
  private static func digits(of text: String) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let folded = String(UInt32(truncatingIfNeeded: hash ^ (hash >> 32)), radix: 16)
    return String(repeating: "0", count: 8 - folded.count) + folded
  }
}
