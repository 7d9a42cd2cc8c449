import Statistics

/// Where code, stack and heap of a process pair lie: drawn anew for each pair, and the same for both
/// of its processes.
///
/// The two of a pair draw the same numbers, so what lies where is a difference between them only as
/// far as their code differs. Over pairs each side still meets as many placements as if it drew its
/// own, so the mean difference is the same and its scatter smaller (common random numbers).
///
/// - Source: P. Glasserman and D. D. Yao, *Some guidelines and guarantees for common random numbers*,
///   Management Science 38 (1992).
struct Placement: Hashable, Sendable {
  /// Seeds the order of functions; 32 bits, which every reader of numbers keeps.
  let layout: UInt64
  /// Bytes of environment, which shift the stack; the worker draws the shift of its heap from the same number.
  let padding: Int

  init(using generator: inout SeededGenerator) {
    layout = generator.next() >> 32
    padding = generator.index(below: 4096)
  }
}
