import Benchmarking

/// What `blackHole` costs for the kinds of values that Swift passes in different ways.
///
/// Compare with `harness/empty`: the difference is the barrier.
enum Barrier {
  static let all = [
    benchmark("int") { meter in
      let value = blackBox(42)
      try meter.measure(yields: 0) {
        blackHole(value)
        return 0
      }
    },
    benchmark("string") { meter in
      let value = String(repeating: "a", count: blackBox(42))
      try meter.measure(yields: 0) {
        blackHole(value)
        return 0
      }
    },
    benchmark("array") { meter in
      let value = Array(0..<blackBox(42))
      try meter.measure(yields: 0) {
        blackHole(value)
        return 0
      }
    },
    benchmark("class") { meter in
      let value = Node(blackBox(42), after: nil)
      try meter.measure(yields: 0) {
        blackHole(value)
        return 0
      }
    },
  ]

  private static func benchmark(
    _ type: String, run: @escaping @Sendable (Meter) async throws -> Void
  ) -> Benchmark {
    Benchmark(
      "harness/barrier", ["type": .init(type)],
      asks: "What does it cost to make the optimizer keep a value of this type?",
      tags: ["harness"], run: run)
  }
}

/// A link of a list.
final class Node: Sendable {
  let value: Int
  let previous: Node?

  init(_ value: Int, after previous: Node?) {
    self.value = value
    self.previous = previous
  }
}
