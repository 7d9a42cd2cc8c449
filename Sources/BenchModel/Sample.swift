/// A set of measurements of one quantity in ascending order: what statistics are made from.
///
/// The order in which they were taken is gone. Where it matters, for autocorrelation or for
/// which process a measurement belongs to, functions take the plain arrays instead.
package struct Sample: Equatable, Sendable {
  /// Ascending, finite, never empty.
  package let values: [Double]
  package let unit: MeasurementUnit

  /// - Throws: `SampleError` when there are no values, or one of them is not a finite number.
  /// - Complexity: O(*n* log *n*).
  package init(_ values: some Sequence<Double>, in unit: MeasurementUnit) throws(SampleError) {
    // An array's own sort is specialized; that of an unknown sequence would compare through
    // witness tables.
    var sorted = Array(values)
    sorted.sort()
    guard !sorted.isEmpty else { throw .empty }
    if let index = sorted.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(sorted[index])
    }
    self.values = sorted
    self.unit = unit
  }
}
