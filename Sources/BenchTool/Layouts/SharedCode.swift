import Statistics

/// What the executables of both sides have in common in code, and in which order the linker puts it
/// so that it lies at the same addresses in both.
///
/// Functions of one name and one size on both sides come first, in an order drawn from the seed. They
/// begin at cache lines, so equal sizes before them mean equal addresses. After them come the
/// functions whose size differs and, at the end, those of one side alone, both shuffled too: what is
/// new or changed lies elsewhere than on the other side, and elsewhere again for another seed.
package struct SharedCode: Sendable {
  package enum Side: Sendable {
    case base, candidate
  }

  private let same: [String]
  private let changed: [String]
  private let baseOnly: [String]
  private let candidateOnly: [String]

  package init(base: FunctionSizes, candidate: FunctionSizes) {
    var same: [String] = []
    var changed: [String] = []
    var baseOnly: [String] = []
    for (name, bytes) in base.bytes {
      switch candidate.bytes[name] {
      case bytes: same.append(name)
      case .some: changed.append(name)
      case nil: baseOnly.append(name)
      }
    }
    // A dictionary's order is another in each process, and a seed is to draw the same order always.
    self.same = same.sorted()
    self.changed = changed.sorted()
    self.baseOnly = baseOnly.sorted()
    candidateOnly = candidate.bytes.keys.filter { base.bytes[$0] == nil }.sorted()
  }

  /// One executable, in different orders.
  package init(of functions: FunctionSizes) {
    self.init(base: functions, candidate: functions)
  }

  /// Whether both sides have the same functions, of whatever size.
  package var isComplete: Bool { baseOnly.isEmpty && candidateOnly.isEmpty }

  /// The names of one side's functions in the order that the seed draws.
  package func order(of side: Side, seed: UInt64) -> [String] {
    var generator = SeededGenerator(seed: seed)
    let shared = same.shuffled(using: &generator) + changed.shuffled(using: &generator)
    let own = side == .base ? baseOnly : candidateOnly
    return shared + own.shuffled(using: &generator)
  }
}
