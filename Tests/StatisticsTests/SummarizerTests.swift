import BenchModel
import Statistics
import Testing

@Suite struct SummarizerTests {
  private let summarizer = Summarizer(
    settings: MeasurementSettings(
      processes: 3, samplesPerProcess: nil, timeLimitSeconds: 1, timeBudgetSeconds: nil,
      targetRelativeInterval: 0.01, timeoutSeconds: 60, sampleSeconds: 0.002, seed: 1))

  private func process(
    wall: [Int], scope: CPUScope = .thread, steady: Bool = true, warmUpSamples: Int = 15,
    switches: Int = 0,
    allocations: Reading<[AllocationCount]> = .value([])
  ) -> ProcessRecord {
    ProcessRecord(
      cpuScope: scope, threads: 1,
      warmUp: ProcessRecord.WarmUp(
        reachedSteadyState: steady, samples: warmUpSamples, wallNanoseconds: 1),
      observations: wall.map {
        Observation(
          iterations: 2, wallNanoseconds: $0, cpuNanoseconds: $0 / 2, minorFaults: 3,
          involuntarySwitches: switches)
      },
      allocations: allocations, peakResidentBytes: .value(wall.count))
  }

  private func result(
    _ processes: [ProcessRecord], throughput: Throughput? = nil
  ) throws -> BenchmarkResult {
    BenchmarkResult(
      benchmark: BenchmarkDescription(
        name: try BenchmarkName(parsing: "a"), question: "?", throughput: throughput, tags: []),
      processes: processes, failure: nil)
  }

  /// By hand: process medians of 1, 2 and 3 s an iteration have the mean 2 and the standard
  /// error 1/√3; the 97.5 % quantile of Student's law with 2 degrees of freedom is 4.30265
  /// (any printed table), so the interval is 2 ± 2.48414.
  @Test func `the interval is Student's over the medians of the processes`() throws {
    let second = 2_000_000_000
    let summary = try #require(
      summarizer.summary(
        of: try result(
          [
            process(wall: [second, second, 9 * second]), process(wall: [2 * second]),
            process(wall: [3 * second, 0, 3 * second]),
          ], throughput: .elements(10, "things"))))
    #expect(summary.wall.point == 2)
    #expect(abs(summary.wall.relativeHalfWidth - 2.48414 / 2) < 1e-5)
    #expect(summary.cpu.value?.point == 1)
    #expect(summary.throughput?.point == 5)
    #expect(abs((summary.throughput?.low ?? 0) - 10 / 4.48414) < 1e-5)
    #expect(summary.throughput?.high == .infinity)
    #expect(summary.processes == 3)
    #expect(summary.samples == 7)
    #expect(summary.minorFaultsPerSample == 3)
    #expect(summary.peakResidentBytes == .value(3))
    #expect(
      summary.doubts == [
        .wideInterval(reached: summary.wall.relativeHalfWidth, asked: 0.01),
        .processesDisagree(ratio: 3),
      ])
  }

  /// By hand: the 95 % ranks of ten readings are 2 and 9.
  @Test func `one process gives ranks, and a doubt`() throws {
    let summary = try #require(
      summarizer.summary(of: try result([process(wall: (1...10).map { $0 * 2_000_000_000 })])))
    #expect(summary.wall.low == 2)
    #expect(summary.wall.point == 5.5)
    #expect(summary.wall.high == 9)
    #expect(summary.wall.method == .orderStatistics)
    #expect(summary.doubts.first == .singleProcess)
  }

  @Test func `drift, and interruptions of a thread, are doubts`() throws {
    let noisy = process(wall: [100, 100], steady: false, switches: 1)
    let summary = try #require(summarizer.summary(of: try result([noisy, noisy])))
    #expect(
      summary.doubts == [.notSteady(processes: 2, of: 2), .preempted(samples: 4, of: 4)])
    let slow = process(wall: [100, 100], steady: false, warmUpSamples: 14)
    #expect(
      summarizer.summary(of: try result([slow, slow]))?.doubts
        == [.shortWarmUp(processes: 2, of: 2)])
    let threaded = process(wall: [100, 100], scope: .process, switches: 1)
    #expect(summarizer.summary(of: try result([threaded, threaded]))?.doubts == [])
  }

  @Test func `allocations are the median over what was counted, or unavailable`() throws {
    func count(_ allocations: Int) -> AllocationCount {
      AllocationCount(iterations: 10, allocations: allocations, bytes: 8 * allocations)
    }
    let counted = process(wall: [1], allocations: .value([count(20), count(20), count(90)]))
    let summary = try #require(summarizer.summary(of: try result([counted])))
    #expect(summary.allocations == .value(2))
    #expect(summary.allocatedBytes == .value(16))
    let refused = process(wall: [1], allocations: .unavailable(reason: "no"))
    #expect(
      summarizer.summary(of: try result([counted, refused]))?.allocations
        == .unavailable(reason: "no"))
    #expect(
      summarizer.summary(of: try result([process(wall: [1])]))?.allocations
        == .unavailable(reason: "no sample was counted"))
  }

  @Test func `the density holds every sample once`() throws {
    let summary = try #require(
      summarizer.summary(
        of: try result([process(wall: (0..<1000).map { 1000 + $0 } + [1_000_000])])))
    #expect(abs(summary.density.reduce(0, +) - 1) < 1e-12)
    #expect(summary.density.allSatisfy { $0 > 0.05 && $0 < 0.15 })
    #expect(summary.severeOutliers == 1)
    let constant = try #require(summarizer.summary(of: try result([process(wall: [5, 5, 5])])))
    #expect(constant.density.max() == 1)
  }

  @Test func `without a sample there is no summary, and no narrow interval`() throws {
    #expect(summarizer.summary(of: try result([])) == nil)
    #expect(summarizer.processesNeeded(after: [process(wall: [1])]) == 1)
  }

  @Test func `one mean, and a median of fewer than six, have no bound but zero`() throws {
    let summary = try #require(summarizer.summary(of: try result([process(wall: [9, 9, 9])])))
    #expect(summary.wall.low == 0)
    #expect(summary.wall.high == .infinity)
    let mean = try #require(
      summarizer.summary(of: try result([process(wall: Array(1...10))]))?.meanWall)
    #expect(mean.high == .infinity)
  }

  @Test func `a process has told enough once its own median is narrow`() {
    let calm = Array(
      repeating: Observation(iterations: 1, wallNanoseconds: 1000, cpuNanoseconds: 0), count: 20)
    #expect(WithinProcessPrecision.isReached(by: calm, target: 0.005))
    #expect(!WithinProcessPrecision.isReached(by: Array(calm.dropLast()), target: 0.005))
    let wild = (0..<40).map {
      Observation(iterations: 1, wallNanoseconds: 1000 + 20 * ($0 * 7 % 40), cpuNanoseconds: 0)
    }
    #expect(!WithinProcessPrecision.isReached(by: wild, target: 0.005))
    #expect(WithinProcessPrecision.isReached(by: wild, target: 0.5))
  }

  @Test func `every doubt says what it is about in words`() {
    let doubts: [Doubt] = [
      .singleProcess, .wideInterval(reached: 0.0234, asked: 0.01),
      .wideInterval(reached: .infinity, asked: 0.01), .notSteady(processes: 3, of: 5),
      .shortWarmUp(processes: 2, of: 5), .processesDisagree(ratio: 1.3),
      .preempted(samples: 7, of: 9),
    ]
    #expect(
      doubts.map(\.description) == [
        "one process only: how processes differ is not in the interval",
        "the interval is ±2.3 %, ±1.0 % was asked for",
        "too few samples for an interval: one process with at least six has one",
        "still drifting after the warm-up in 3 of 5 processes",
        "the time limit left too few samples to see a warm-up in 2 of 5 processes",
        "the slowest process took 1.3 times as long as the fastest",
        "7 of 9 samples were interrupted by other threads",
      ])
  }
}
