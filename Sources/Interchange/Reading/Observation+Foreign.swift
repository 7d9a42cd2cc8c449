import BenchModel

extension ForeignNode {
  /// One sample out of numbers that this value holds: whole iterations, whole nanoseconds.
  ///
  /// - Parameters:
  ///   - wall: Nanoseconds for all iterations together; rounded.
  ///   - cpu: Likewise; `nil` where the harness records none.
  /// - Throws: `ForeignFileError` for what no measurement can have given.
  func observation(
    iterations: Double, wall: Double, cpu: Double? = nil
  ) throws(ForeignFileError) -> Observation {
    guard iterations >= 1, iterations == iterations.rounded(), iterations <= 0x1p53 else {
      throw error("a sample has a whole number of iterations from 1, got \(iterations).")
    }
    return Observation(
      iterations: Int(iterations), wallNanoseconds: try nanoseconds(wall),
      cpuNanoseconds: try cpu.map { number throws(ForeignFileError) in try nanoseconds(number) }
        ?? 0)
  }

  /// As many whole nanoseconds as a 64-bit number holds, about 292 years.
  private func nanoseconds(_ number: Double) throws(ForeignFileError) -> Int {
    guard number >= 0, number < 0x1p63 else {
      throw error("a time is not negative and less than 292 years, got \(number) ns.")
    }
    return Int(number.rounded())
  }
}
