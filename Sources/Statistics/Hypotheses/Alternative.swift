/// On which side of a bound a one-sided test looks for the truth.
package enum Alternative: String, Hashable, Codable, Sendable {
  case greater, less

  /// Turns a value around so that evidence for the alternative is always positive.
  @inline(__always)
  package func oriented(_ value: Double, from bound: Double) -> Double {
    self == .greater ? value - bound : bound - value
  }
}
