/// What the weights of a stack tree count.
package enum StackUnit: Hashable, Sendable, Codable {
  case samples
  case nanoseconds
  case bytes
  /// Events of a kind, such as `cycles` or `page-faults`.
  case events(String)
}

extension StackUnit: CustomStringConvertible {
  /// The plural that stands behind a number.
  package var description: String {
    switch self {
    case .samples: "samples"
    case .nanoseconds: "ns"
    case .bytes: "bytes"
    case .events(let name): name
    }
  }
}
