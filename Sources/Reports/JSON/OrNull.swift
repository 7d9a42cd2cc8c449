/// A value that stands in JSON as `null` when there is none, so that every key is always there.
struct OrNull<Value: Encodable>: Encodable {
  let value: Value?

  init(_ value: Value?) {
    self.value = value
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let value { try container.encode(value) } else { try container.encodeNil() }
  }
}

extension OrNull where Value == Double {
  /// JSON has no word for infinity or for what is not a number.
  static func finite(_ value: Double?) -> OrNull<Double> {
    OrNull(value.flatMap { $0.isFinite ? $0 : nil })
  }
}
