import BenchModel
import Benchmarking
import Synchronization
import Testing

@Suite(.serialized) struct BatchTests {
  @Test func `each iteration gets an input of its own`() async throws {
    let made = Atomic(0)
    let requests = ListedRequests([SampleRequest(iterations: 10)])
    try await Benchmark("a", asks: "?") { meter in
      try meter.measure(
        yields: 3,
        input: {
          made.add(1, ordering: .relaxed)
          return [3, 1, 2]
        }
      ) { (input: inout [Int]) in
        input.sort()
        return input.removeLast()
      }
    }.run(Meter(conductor: requests))
    // One more is made beforehand, to see how large an input is.
    #expect(made.load(ordering: .relaxed) == 11)
    #expect(requests.observations.map(\.iterations) == [10])
  }

  /// Inputs of 1 MiB and a cap of 4 MiB: never more than four may be alive at once.
  @Test func `inputs alive at once stay below the cap`() async throws {
    let live = LiveCount()
    let requests = ListedRequests([SampleRequest(iterations: 20)])
    try await Benchmark("a", asks: "?") { meter in
      try meter.measure(
        yields: true, batchBytes: 4 << 20, input: { Input(bytes: 1 << 20, counting: live) }
      ) { input in input.bytes.count == 1 << 20 }
    }.run(Meter(conductor: requests))
    #expect((1...4).contains(live.most))
    #expect(live.now == 0)
  }

  @Test func `a wrong answer anywhere in a batch is found`() async throws {
    let turns = Atomic(0)
    let requests = ListedRequests([SampleRequest(iterations: 5)])
    let benchmark = Benchmark("a", asks: "?") { meter in
      try meter.measure(yields: true, input: { 0 }) { _ in
        turns.wrappingAdd(1, ordering: .relaxed).newValue != 2
      }
    }
    await #expect(throws: BenchmarkFailure.self) {
      try await benchmark.run(Meter(conductor: requests))
    }
  }
}

private final class LiveCount: Sendable {
  private let counts = Mutex((now: 0, most: 0))

  var now: Int { counts.withLock { $0.now } }
  var most: Int { counts.withLock { $0.most } }

  func add(_ change: Int) {
    counts.withLock {
      $0.now += change
      $0.most = max($0.most, $0.now)
    }
  }
}

private final class Input {
  let bytes: [UInt8]
  private let live: LiveCount

  init(bytes: Int, counting live: LiveCount) {
    self.bytes = Array(repeating: 0, count: bytes)
    self.live = live
    live.add(1)
  }

  deinit { live.add(-1) }
}
