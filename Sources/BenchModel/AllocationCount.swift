/// What a sample of its own, taken only for counting, asked the allocator for.
package struct AllocationCount: Hashable, Codable, Sendable {
  package let iterations: Int
  /// Successful calls of the malloc family, over all threads of the process.
  package let allocations: Int
  /// Bytes asked for by these calls.
  package let bytes: Int

  package init(iterations: Int, allocations: Int, bytes: Int) {
    self.iterations = iterations
    self.allocations = allocations
    self.bytes = bytes
  }

  package var allocationsPerIteration: Double { Double(allocations) / Double(iterations) }
  package var bytesPerIteration: Double { Double(bytes) / Double(iterations) }
}
