import GRDB

/// A value of a kind that was never stored there is damage and throws, where a subscript traps.
extension Row {
  func value<Value: DatabaseValueConvertible>(_ index: Int) throws -> Value {
    try decode(Value.self, atIndex: index)
  }

  func text(_ index: Int) throws -> String { try value(index) }
}
