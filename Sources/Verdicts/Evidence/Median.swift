/// The middle value, or the midpoint of the middle two.
///
/// - Complexity: O(*n* log *n*).
func median(of values: [Double]) -> Double {
  precondition(!values.isEmpty, "no values have no median")
  let sorted = values.sorted()
  return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}
