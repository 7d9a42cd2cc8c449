/// What p-values are worth when many hypotheses are tested at once. The order is kept.
package enum PValueAdjustment {
  /// Rejecting where the result is at most α errs in *any* hypothesis with at most chance α,
  /// whatever depends on what. For what gates.
  ///
  /// Many true effects do not hide each other: each one rejected eases the demand on the rest.
  ///
  /// - Complexity: O(*n* log *n*).
  /// - Source: S. Holm, *A Simple Sequentially Rejective Multiple Test Procedure*, Scandinavian
  ///   Journal of Statistics 6 (1979).
  package static func holm(_ pValues: [Double]) -> [Double] {
    var adjusted = pValues
    var largest = 0.0
    for (position, index) in ascending(pValues).enumerated() {
      largest = max(largest, Double(pValues.count - position) * pValues[index])
      adjusted[index] = min(1, largest)
    }
    return adjusted
  }

  /// Of what is rejected where the result is at most q, on average at most the share q is false,
  /// for independent and for positively dependent tests. For a list to look through.
  ///
  /// - Complexity: O(*n* log *n*).
  /// - Source: Y. Benjamini and Y. Hochberg, *Controlling the False Discovery Rate*, JRSS B 57
  ///   (1995).
  package static func benjaminiHochberg(_ pValues: [Double]) -> [Double] {
    var adjusted = pValues
    var smallest = 1.0
    for (position, index) in ascending(pValues).enumerated().reversed() {
      smallest = min(smallest, Double(pValues.count) / Double(position + 1) * pValues[index])
      adjusted[index] = smallest
    }
    return adjusted
  }

  private static func ascending(_ pValues: [Double]) -> [Int] {
    precondition(
      pValues.allSatisfy { 0 <= $0 && $0 <= 1 }, "p-values are probabilities, got \(pValues)")
    return pValues.indices.sorted { pValues[$0] < pValues[$1] }
  }
}
