import BenchModel
import Benchmarking
import Glibc
import Synchronization
import Testing

@Suite(.serialized) struct MeterTests {
  @Test func `the body runs once for each iteration, and set-up once for all`() async throws {
    let setUps = Atomic(0)
    let turns = Atomic(0)
    let requests = ListedRequests([SampleRequest(iterations: 3), SampleRequest(iterations: 5)])
    try await Benchmark("a", asks: "?") { meter in
      setUps.add(1, ordering: .relaxed)
      try meter.measure(yields: 1) {
        turns.add(1, ordering: .relaxed)
        return 1
      }
    }.run(Meter(conductor: requests))
    #expect(setUps.load(ordering: .relaxed) == 1)
    #expect(turns.load(ordering: .relaxed) == 8)
    #expect(requests.observations.map(\.iterations) == [3, 5])
    #expect(requests.plan?.cpuScope == .thread)
  }

  @Test func `an async body runs all its iterations in one task`() async throws {
    let tasks = Mutex<Set<Int>>([])
    let requests = ListedRequests([SampleRequest(iterations: 100)])
    try await Benchmark("a", asks: "?") { meter in
      try await meter.measure(yields: true) {
        await Task.yield()
        let task = withUnsafeCurrentTask { $0?.hashValue } ?? 0
        tasks.withLock { _ = $0.insert(task) }
        return true
      }
    }.run(Meter(conductor: requests))
    #expect(tasks.withLock { $0.count } == 1)
    #expect(requests.plan?.cpuScope == .process)
  }

  @Test func `a wrong answer ends the measuring, and names both answers`() async throws {
    let requests = ListedRequests([SampleRequest(iterations: 2)])
    let benchmark = Benchmark("a", asks: "?") { meter in
      try meter.measure(yields: 42) { 41 }
    }
    await #expect(
      throws: BenchmarkFailure(.wrongAnswer, "The answer should be 42, got 41.")
    ) { try await benchmark.run(Meter(conductor: requests)) }
    #expect(requests.outcomes.isEmpty)
  }

  @Test func `an answer that only the last sample gets wrong is found`() async throws {
    let turns = Atomic(0)
    let requests = ListedRequests(Array(repeating: SampleRequest(iterations: 1), count: 3))
    let benchmark = Benchmark("a", asks: "?") { meter in
      try meter.measure(yields: true) {
        turns.wrappingAdd(1, ordering: .relaxed).newValue < 3
      }
    }
    await #expect(throws: BenchmarkFailure.self) {
      try await benchmark.run(Meter(conductor: requests))
    }
    #expect(requests.observations.count == 2)
  }

  @Test func `asking two questions is refused`() async throws {
    let benchmark = Benchmark("a", asks: "?") { meter in
      try meter.measure(yields: 0) { 0 }
      try meter.measure(yields: 0) { 0 }
    }
    await #expect(throws: BenchmarkFailure.self) {
      try await benchmark.run(Meter(conductor: ListedRequests([])))
    }
  }

  /// The body asks for 7 blocks of 100 bytes. Other tests' threads may allocate meanwhile, so
  /// that the count is exact is tested in a process of its own, in `MisbehavingBenchTests`.
  @Test func `counts the allocations of the body`() async throws {
    let requests = ListedRequests([
      SampleRequest(iterations: 1000, purpose: .countingAllocations)
    ])
    try await Benchmark("a", asks: "?") { meter in
      try meter.measure(yields: 7) {
        var made = 0
        for _ in 0..<7 {
          let block = malloc(100)
          made += block == nil ? 0 : 1
          free(block)
        }
        return made
      }
    }.run(Meter(conductor: requests))
    let count = try #require(requests.counts.first)
    #expect(count.allocations >= 7000)
    #expect(count.bytes >= 700_000)
    #expect(count.iterations == 1000)
  }

  @Test func `time is not taken while allocations are counted`() async throws {
    let requests = ListedRequests([
      SampleRequest(iterations: 1, purpose: .countingAllocations), SampleRequest(iterations: 1),
    ])
    try await Benchmark("a", asks: "?") { meter in
      try meter.measure(yields: 0) { 0 }
    }.run(Meter(conductor: requests))
    #expect(requests.observations.count == 1)
    #expect(requests.counts.count == 1)
  }

  /// The body ends when the kernel's clock of this thread says that it burned 20 ms.
  @Test func `the processor clock sees what the body burns`() async throws {
    let requests = ListedRequests([SampleRequest(iterations: 2)])
    try await Benchmark("a", asks: "?") { meter in
      try meter.measure(yields: true) {
        let end = threadNanoseconds() + 20_000_000
        while threadNanoseconds() < end {}
        return true
      }
    }.run(Meter(conductor: requests))
    let observation = try #require(requests.observations.first)
    #expect(observation.cpuNanoseconds >= 40_000_000)
    #expect(observation.wallNanoseconds >= 40_000_000)
  }

  /// 16 MiB are 4096 pages; each is touched for the first time.
  @Test func `page faults of the body are counted`() async throws {
    let bytes = 16 << 20
    let requests = ListedRequests([SampleRequest(iterations: 1)])
    try await Benchmark("a", asks: "?") { meter in
      try meter.measure(yields: true) {
        let block = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)!
        madvise(block, bytes, 15)  // MADV_NOHUGEPAGE
        for offset in stride(from: 0, to: bytes, by: 4096) {
          block.storeBytes(of: 1, toByteOffset: offset, as: UInt8.self)
        }
        return munmap(block, bytes) == 0
      }
    }.run(Meter(conductor: requests))
    #expect(try #require(requests.observations.first).minorFaults >= 4096)
  }
}

private func threadNanoseconds() -> Int {
  var now = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now)
  return now.tv_sec * 1_000_000_000 + now.tv_nsec
}
