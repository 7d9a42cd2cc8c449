import BenchModel
import Benchmarking
import Synchronization
import Testing

@Suite(.serialized) struct ConcurrencyTests {
  @Test func `every thread takes every turn`() async throws {
    let turns = (0..<4).map { _ in Turns() }
    let requests = ListedRequests([SampleRequest(iterations: 10), SampleRequest(iterations: 5)])
    try await Benchmark("a", asks: "?") { meter in
      try meter.measure(threads: 4, yields: true) { thread in
        turns[thread].take()
        return true
      }
    }.run(Meter(conductor: requests))
    #expect(turns.map(\.taken) == [15, 15, 15, 15])
    #expect(requests.plan?.threads == 4)
    #expect(requests.plan?.cpuScope == .process)
    #expect(requests.observations.map(\.iterations) == [10, 5])
  }

  /// Each thread waits for all others inside of its body, which never ends unless all of them
  /// are let off together.
  @Test func `threads are let off together`() async throws {
    let arrived = Turns()
    let requests = ListedRequests([SampleRequest(iterations: 1)])
    try await Benchmark("a", asks: "?") { meter in
      try meter.measure(threads: 3, yields: true) { _ in
        arrived.take()
        while arrived.taken < 3 {}
        return true
      }
    }.run(Meter(conductor: requests))
    #expect(arrived.taken == 3)
  }

  @Test func `what one thread throws, or gets wrong, is reported`() async throws {
    let benchmark = Benchmark("a", asks: "?") { meter in
      try meter.measure(threads: 3, yields: true) { $0 != 1 }
    }
    await #expect(throws: BenchmarkFailure.self) {
      try await benchmark.run(
        Meter(conductor: ListedRequests([SampleRequest(iterations: 1)])))
    }
    let throwing = Benchmark("b", asks: "?") { meter in
      try meter.measure(threads: 2, yields: true) { thread -> Bool in
        if thread == 1 { throw CancellationError() }
        return true
      }
    }
    await #expect(throws: CancellationError.self) {
      try await throwing.run(Meter(conductor: ListedRequests([SampleRequest(iterations: 1)])))
    }
  }

  @Test func `every task takes every turn, from one barrier`() async throws {
    let turns = (0..<8).map { _ in Turns() }
    let requests = ListedRequests([SampleRequest(iterations: 6)])
    try await Benchmark("a", asks: "?") { meter in
      try await meter.measure(tasks: 8, yields: true) { task in
        turns[task].take()
        await Task.yield()
        return true
      }
    }.run(Meter(conductor: requests))
    #expect(turns.map(\.taken) == Array(repeating: 6, count: 8))
    #expect(requests.observations.count == 1)
  }
}

private final class Turns: Sendable {
  private let count = Atomic(0)

  var taken: Int { count.load(ordering: .sequentiallyConsistent) }
  func take() { count.add(1, ordering: .sequentiallyConsistent) }
}
