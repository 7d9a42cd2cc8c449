/// One sample that the driver asks for.
package struct SampleRequest: Hashable, Codable, Sendable {
  package enum Purpose: String, Codable, Sendable {
    case timing
    /// Counts allocations in place of time, so that counting never colours a time.
    case countingAllocations
  }

  package let iterations: Int
  package let purpose: Purpose

  package init(iterations: Int, purpose: Purpose = .timing) {
    precondition(iterations > 0, "a sample has at least one iteration, got \(iterations)")
    self.iterations = iterations
    self.purpose = purpose
  }
}
