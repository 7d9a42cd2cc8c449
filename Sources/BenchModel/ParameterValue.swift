/// The value of one benchmark parameter, as it stands in the benchmark's name.
public struct ParameterValue: Hashable, Sendable {
  package let text: String

  public init(_ value: some CustomStringConvertible) {
    text = value.description
  }
}

extension ParameterValue: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self.init(value) }
}

extension ParameterValue: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self.init(value) }
}
