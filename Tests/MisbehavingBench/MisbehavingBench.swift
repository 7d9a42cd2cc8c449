import BenchTool
import Benchmarking
import Foundation

/// A `bench` whose benchmarks do what benchmarks must not, between two that do as they should.
///
/// The tests run it as a user would run a package's own `bench`.
@main
struct MisbehavingBench {
  static func main() async {
    await BenchTool.main([good("first")] + misbehaving + objectives + [allocating, good("last")])
  }

  private static func good(_ name: String) -> Benchmark {
    Benchmark(
      "good/\(name)", asks: "Is a good benchmark still right beside bad ones?",
      throughput: .elements(100, "numbers")
    ) { meter in
      try meter.measure(yields: 4950) { (0..<blackBox(100)).reduce(0, &+) }
    }
  }

  private static let objectives = [
    Benchmark(
      "objective/missed", asks: "Is an objective held against the number?",
      objective: .atMost(.nanoseconds(1))
    ) { try $0.measure(yields: 4950, sum) },
    Benchmark(
      "objective/met", asks: "Is an objective held against the number?",
      objective: .atLeast(1, per: .minute)
    ) { try $0.measure(yields: 4950, sum) },
  ]

  @Sendable private static func sum() -> Int {
    (0..<blackBox(100)).reduce(0) { blackBox($0 &+ $1) }
  }

  private static let allocating = Benchmark(
    "good/allocates", asks: "Are seven blocks of 100 bytes counted as such?"
  ) { meter in
    try meter.measure(yields: 7) {
      var made = 0
      for _ in 0..<7 {
        let block = malloc(100)
        made += block == nil ? 0 : 1
        free(block)
      }
      return made
    }
  }

  private static let misbehaving = [
    Benchmark("bad/exits", asks: "What if it calls exit?") { meter in
      try meter.measure(yields: 0) { () -> Int in
        print("about to exit")
        exit(3)
      }
    },
    Benchmark("bad/exits-with-success", asks: "What if it calls exit with 0?") { meter in
      try meter.measure(yields: 0) { () -> Int in exit(0) }
    },
    Benchmark("bad/traps", asks: "What if it traps?") { meter in
      let numbers = [1, 2, 3]
      try meter.measure(yields: 0) { numbers[blackBox(3)] }
    },
    Benchmark("bad/loops", asks: "What if it never ends?") { meter in
      try meter.measure(yields: 0) { () -> Int in
        while blackBox(1) == 1 {}
        return 0
      }
    },
    Benchmark("bad/prints", asks: "What if it prints a megabyte?") { meter in
      print(String(repeating: "noise ", count: 200_000))
      try meter.measure(yields: 0) {
        print("{\"timed\":{\"observations\":[]}}")
        return 0
      }
    },
    Benchmark("bad/answers-wrongly", asks: "What if it is fast and wrong?") { meter in
      try meter.measure(yields: 42) { blackBox(41) }
    },
    Benchmark("bad/throws", asks: "What if its set-up throws?") { _ in
      throw CocoaError(.fileNoSuchFile)
    },
    Benchmark("bad/measures-nothing", asks: "What if it measures nothing?") { _ in },
    Benchmark("bad/measures-twice", asks: "What if it asks two questions?") { meter in
      try meter.measure(yields: 0) { 0 }
      try meter.measure(yields: 0) { 0 }
    },
    Benchmark("bad/closes-descriptors", asks: "What if it closes files that are not its own?") {
      meter in
      for descriptor in Int32(0)...1023 { close(descriptor) }
      try meter.measure(yields: 0) { 0 }
    },
  ]
}
