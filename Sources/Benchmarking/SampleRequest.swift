/// One sample that the driver asks for.
package struct SampleRequest: Hashable, Codable, Sendable {
  package enum Purpose: String, Codable, Sendable {
    case timing
    /// Counts allocations in place of time, so that counting never colours a time.
    case countingAllocations
  }

  package let iterations: Int
  package let purpose: Purpose
  /// Whether a profiler inside the worker samples between the clocks; `nil` for no.
  package let isProfiled: Bool?

  package init(iterations: Int, purpose: Purpose = .timing, isProfiled: Bool = false) {
    precondition(iterations > 0, "a sample has at least one iteration, got \(iterations)")
    self.iterations = iterations
    self.purpose = purpose
    self.isProfiled = isProfiled ? true : nil
  }
}
