/// A path with parameters, such as `actors/counting/producers=8/messages=1000000`.
///
/// The name is the identity of a benchmark: it keys history, baselines and filters.
///
/// - Invariant: No component is empty; a component is made of ASCII letters, digits and
///   `-_.+`, so that a name is safe as a file name, in a shell and in a Markdown table.
///   Parameters come after all plain components.
package struct BenchmarkName: Hashable, Sendable {
  package struct Parameter: Hashable, Sendable {
    package let name: String
    package let value: String
  }

  /// The components without a value, joined by `/`.
  package let path: String
  package let parameters: [Parameter]

  /// - Throws: `BenchmarkNameError` when the text breaks the invariant.
  package init(parsing text: String) throws(BenchmarkNameError) {
    guard !text.isEmpty else { throw .empty }
    var plain: [Substring] = []
    var parameters: [Parameter] = []
    for component in text.split(separator: "/", omittingEmptySubsequences: false) {
      let halves = component.split(separator: "=", omittingEmptySubsequences: false)
      guard halves.allSatisfy(Self.isWord), halves.count <= 2 else {
        throw .badComponent(String(component), name: text)
      }
      if halves.count == 2 {
        let name = String(halves[0])
        guard !parameters.contains(where: { $0.name == name }) else {
          throw .repeatedParameter(name, name: text)
        }
        parameters.append(Parameter(name: name, value: String(halves[1])))
      } else {
        guard parameters.isEmpty else { throw .plainAfterParameter(String(component), name: text) }
        plain.append(component)
      }
    }
    guard !plain.isEmpty else { throw .onlyParameters(name: text) }
    path = plain.joined(separator: "/")
    self.parameters = parameters
  }

  private static func isWord(_ word: Substring) -> Bool {
    !word.isEmpty
      && word.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
          UInt8(ascii: "."), UInt8(ascii: "+"):
          true
        default: false
        }
      }
  }
}

extension BenchmarkName: CustomStringConvertible {
  package var description: String {
    ([path] + parameters.map { "\($0.name)=\($0.value)" }).joined(separator: "/")
  }
}

extension BenchmarkName: Comparable {
  package static func < (left: BenchmarkName, right: BenchmarkName) -> Bool {
    left.description < right.description
  }
}

extension BenchmarkName: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    do {
      try self.init(parsing: container.decode(String.self))
    } catch let error as BenchmarkNameError {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: error.description)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
