import Benchmarking

/// What measuring itself costs: every other number of this package contains this much of it.
enum EmptyBody {
  static let all = [
    Benchmark(
      "harness/empty", asks: "What does the measuring loop add to each iteration?",
      tags: ["harness"]
    ) { meter in
      try meter.measure(yields: 0) { 0 }
    },
    Benchmark(
      "harness/empty-async",
      asks: "What does the measuring loop add to each iteration of an async body?",
      tags: ["harness"]
    ) { meter in
      try await meter.measure(yields: 0) { () async in 0 }
    },
  ]
}
