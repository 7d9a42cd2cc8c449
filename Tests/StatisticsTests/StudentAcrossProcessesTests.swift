import BenchModel
import Foundation
import Statistics
import Testing

@Suite struct StudentAcrossProcessesTests {
  /// By hand: centers 1, 2, 3 have the deviation 1; with two more of 4, Stein's interval is
  /// 2.8 ± 4.30265/√5, Student's of the first stage and the square root of all.
  @Test func `added processes narrow the interval, with the deviation of the first stage`() throws {
    let samples = try [1.0, 2, 3, 4, 4].map { try Sample([$0], in: .seconds) }
    let estimate = try #require(
      StudentAcrossProcesses(center: .median).estimate(
        of: samples, coverage: 0.95, firstStage: 3))
    #expect(abs(estimate.point - 2.8) < 1e-12)
    #expect(abs(estimate.high - (2.8 + 4.302653 / 5.0.squareRoot())) < 1e-5)
    #expect(estimate.method == .student(degreesOfFreedom: 2))
  }

  /// By hand: the half-width of three is 2.48414 of 2; a half-width of 0.5 of 2 needs
  /// 3 × (2.48414/1)² = 18.5 processes.
  @Test func `says how many processes a narrower interval needs`() throws {
    let samples = try [1.0, 2, 3].map { try Sample([$0], in: .seconds) }
    let student = StudentAcrossProcesses(center: .median)
    #expect(
      student.processesNeeded(after: samples, coverage: 0.95, relativeHalfWidth: 0.5) == 19)
    #expect(student.processesNeeded(after: samples, coverage: 0.95, relativeHalfWidth: 10) == 3)
    #expect(
      student.processesNeeded(after: samples, coverage: 0.95, relativeHalfWidth: 1e-300)
        == 1_000_000_000)
    #expect(
      student.processesNeeded(
        after: Array(samples.prefix(1)), coverage: 0.95, relativeHalfWidth: 1) == nil)
  }

  /// Stopping as soon as the interval is narrow would hold the truth in about 91 % here.
  @Test func `Stein's rule keeps the coverage when processes are added`() throws {
    let seed: UInt64 = 1945
    print("seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    let student = StudentAcrossProcesses(center: .median)
    let trials = 4000
    var held = 0
    for _ in 0..<trials {
      func process() throws -> Sample {
        let value = 1 + 0.015 * NormalDistribution.quantile(generator.unitInterval())
        return try Sample([value], in: .seconds)
      }
      var samples = try (0..<3).map { _ in try process() }
      let needed = try #require(
        student.processesNeeded(after: samples, coverage: 0.95, relativeHalfWidth: 0.01))
      while samples.count < min(9, needed) { samples.append(try process()) }
      let estimate = try #require(
        student.estimate(of: samples, coverage: 0.95, firstStage: 3))
      if estimate.low <= 1 && 1 <= estimate.high { held += 1 }
    }
    // Four standard errors of a share of 0.95 in 4,000 are 0.014.
    #expect(abs(Double(held) / Double(trials) - 0.95) < 0.014)
  }

  /// By hand: medians 2, 4 and 9 have mean 5 and variance 13; the printed t₀.₉₇₅ is 4.302653.
  @Test func `averages the medians of processes`() throws {
    let samples = try [[1.0, 2, 90], [4.0], [8.0, 9, 9, 11]].map { try Sample($0, in: .seconds) }
    let interval = StudentAcrossProcesses(center: .median)
    let estimate = try #require(interval.estimate(of: samples, coverage: 0.95))
    #expect(estimate.point == 5)
    #expect(agrees(estimate.standardError, (13.0 / 3).squareRoot(), within: 1e-15))
    #expect(agrees(estimate.high - 5, 4.302653 * (13.0 / 3).squareRoot(), within: 1e-6))
    #expect(agrees(5 - estimate.low, estimate.high - 5, within: 1e-14))
    #expect(estimate.method == .student(degreesOfFreedom: 2))
    #expect(estimate.coverage == 0.95)
  }

  @Test func `averages the means of processes, however many readings each has`() throws {
    let samples = try [[1.0, 3], [5.0, 5, 8]].map { try Sample($0, in: .seconds) }
    let interval = StudentAcrossProcesses(center: .mean)
    #expect(interval.estimate(of: samples, coverage: 0)?.point == 4)
    #expect(interval.estimate(of: samples, coverage: 0)?.high == 4)
  }

  @Test func `one process says nothing about the next`() throws {
    let interval = StudentAcrossProcesses(center: .mean)
    #expect(interval.estimate(of: [], coverage: 0.95) == nil)
    #expect(try interval.estimate(of: [Sample([1, 2], in: .seconds)], coverage: 0.95) == nil)
  }

  /// By construction of the study the nominal 95 % is the truth; five standard errors and one
  /// percent for the skew of readings are allowed.
  @Test(arguments: [CoverageStudy.Noise.normal, .skewedReadings], [3, 5, 10])
  func `covers as often as it promises`(noise: CoverageStudy.Noise, processes: Int) throws {
    let study = CoverageStudy(
      noise: noise, processes: processes, resemblance: 0.3, readings: 60, resamples: 2, trials: 300)
    let seed = UInt64(processes)
    let shares = try study.run([.studentMeans, .studentMedians], seed: seed)
    for (interval, share) in shares {
      let allowance = 0.01 + 5 * (0.95 * 0.05 / 300).squareRoot()
      #expect((share - 0.95).magnitude < allowance, "\(interval), seed \(seed)")
    }
  }

  /// By hand: one resample in 27 draws the lowest of three processes three times, more than the
  /// 2.5 % cut off, so the interval is about the range of the processes. It holds the middle
  /// unless all three fall on one side, 1 − 2/2³. Four and a half standard errors are allowed.
  @Test func `the percentiles of three processes cover too rarely`() throws {
    let study = CoverageStudy(
      noise: .normal, processes: 3, resemblance: 0.9, readings: 20, resamples: 200, trials: 200)
    let seed: UInt64 = 6
    let share = try #require(try study.run([.percentile], seed: seed)[.percentile])
    #expect((share - 0.75).magnitude < 0.14, "seed \(seed)")
  }

  /// Prints the table that the documentation of `StudentAcrossProcesses` shows, when asked.
  ///
  /// `COVERAGE_TRIALS=2000 swift test -c release --filter StudentAcrossProcesses` takes about
  /// three minutes.
  @Test(
    .enabled(if: coverageTrials != nil, "set COVERAGE_TRIALS=2000 to print the full table"),
    arguments: CoverageStudy.Noise.allCases)
  func `the full table of coverage`(noise: CoverageStudy.Noise) throws {
    let trials = try #require(coverageTrials)
    for processes in [3, 5, 10] {
      for resemblance in [0, 0.1, 0.5, 0.9] {
        let study = CoverageStudy(
          noise: noise, processes: processes, resemblance: resemblance, readings: 100,
          resamples: 1_000, trials: trials)
        let seed = UInt64(100 * processes) + UInt64(10 * resemblance)
        let shares = try study.run(CoverageStudy.Interval.allCases, seed: seed)
        let row = CoverageStudy.Interval.allCases.compactMap { shares[$0] }
          .map { String(format: "%.1f", 100 * $0) }
        print(noise.rawValue, processes, resemblance, row.joined(separator: " "))
        guard noise != .skewedProcesses else { continue }
        let allowance = 0.01 + 5 * (0.95 * 0.05 / Double(trials)).squareRoot()
        for interval in [CoverageStudy.Interval.studentMeans, .studentMedians] {
          let share = try #require(shares[interval])
          #expect((share - 0.95).magnitude < allowance, "\(interval), \(processes)")
        }
      }
    }
  }
}

private let coverageTrials = ProcessInfo.processInfo.environment["COVERAGE_TRIALS"].flatMap(
  Int.init)
