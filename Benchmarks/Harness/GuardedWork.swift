import Benchmarking

/// Work that an optimizer would gladly remove: pure, with a constant input and an unused result.
///
/// The barriers are all that keeps it. A test compares these with `harness/empty`; would the
/// work be removed or done once before the loop, they would cost the same.
enum GuardedWork {
  static let steps = 1000

  static let all = [
    benchmark("int") { meter in
      try meter.measure(yields: 0) {
        blackHole(scramble(blackBox(1)))
        return 0
      }
    },
    benchmark("string") { meter in
      try meter.measure(yields: 0) {
        blackHole(String(repeating: "ab", count: blackBox(steps)) + "c")
        return 0
      }
    },
    benchmark("array") { meter in
      try meter.measure(yields: 0) {
        blackHole((0..<blackBox(steps)).map { $0 &* $0 })
        return 0
      }
    },
    benchmark("class") { meter in
      try meter.measure(yields: 0) {
        blackHole(chain(of: blackBox(steps)))
        return 0
      }
    },
  ]

  private static func benchmark(
    _ type: String, run: @escaping @Sendable (Meter) async throws -> Void
  ) -> Benchmark {
    Benchmark(
      "harness/guarded-work", ["type": .init(type)],
      asks: "Is pure work kept when its result is unused and its input a constant?",
      tags: ["harness"], run: run)
  }

  /// Steps that depend on each other and have no closed form (xorshift64).
  private static func scramble(_ seed: UInt64) -> UInt64 {
    var state = seed
    for _ in 0..<steps {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
    }
    return state
  }

  private static func chain(of length: Int) -> Node? {
    var last: Node?
    for index in 0..<length { last = Node(index, after: last) }
    return last
  }
}
