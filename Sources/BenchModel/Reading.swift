/// A value that was read, or the reason why it could not be: never a zero in its place.
package enum Reading<Value: Sendable>: Sendable {
  case value(Value)
  case unavailable(reason: String)

  package var value: Value? {
    guard case .value(let value) = self else { return nil }
    return value
  }

  package func map<Other>(_ transform: (Value) -> Other) -> Reading<Other> {
    switch self {
    case .value(let value): .value(transform(value))
    case .unavailable(let reason): .unavailable(reason: reason)
    }
  }
}

extension Reading: Equatable where Value: Equatable {}
extension Reading: Hashable where Value: Hashable {}

extension Reading: CustomStringConvertible {
  package var description: String {
    switch self {
    case .value(let value): "\(value)"
    case .unavailable(let reason): "unavailable: \(reason)"
    }
  }
}

/// In JSON a reading is its plain value, or `{"unavailable": "the reason"}`.
extension Reading: Codable where Value: Codable {
  private enum CodingKeys: String, CodingKey {
    case unavailable
  }

  package init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: CodingKeys.self),
      let reason = try? container.decode(String.self, forKey: .unavailable)
    {
      self = .unavailable(reason: reason)
    } else {
      self = .value(try decoder.singleValueContainer().decode(Value.self))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    switch self {
    case .value(let value):
      var container = encoder.singleValueContainer()
      try container.encode(value)
    case .unavailable(let reason):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(reason, forKey: .unavailable)
    }
  }
}
