import Baselines
import BenchModel

/// Runs made from a seed: ordinary ones in any size, and ones that go to every extreme.
package enum RandomRun {
  /// As a benchmark really gives them: times scatter by a percent, counts are mostly 0.
  package static func ordinary(
    seed: UInt64, benchmarks: Int = 3, processes: Int = 2, samples: Int = 40,
    startedAt: String? = nil, environment: MachineEnvironment = environment()
  ) -> Run {
    var random = SplitMix64(seed: seed)
    let results = (0..<benchmarks).map { index in
      BenchmarkResult(
        benchmark: description("suite/benchmark-\(index)/n=\(index)"),
        processes: (0..<processes).map { _ in
          process(samples: samples, nanoseconds: 2_000_000 + 1_000 * index, using: &random)
        }, failure: nil)
    }
    return run(
      startedAt: startedAt ?? date(second: Int(seed % 1_000_000_000)), results: results,
      environment: environment)
  }

  /// Anything that the types allow, with the smallest and largest numbers and foreign letters.
  package static func wild(seed: UInt64) -> Run {
    var random = SplitMix64(seed: seed)
    let results = (0..<Int.random(in: 0...4, using: &random)).map { index in
      let name = "w\(Int.random(in: 0...2, using: &random))/a.b+c_d-e/p=\(index)"
      return BenchmarkResult(
        benchmark: BenchmarkDescription(
          name: parsed(name), question: text(using: &random),
          throughput: [nil, .bytes(.max), .elements(1, text(using: &random))]
            .randomElement(using: &random)!,
          tags: (0..<Int.random(in: 0...2, using: &random)).map { _ in text(using: &random) },
          objective: [nil, .atLeast(.leastNonzeroMagnitude, per: .minute)]
            .randomElement(using: &random)!),
        processes: (0..<Int.random(in: 0...3, using: &random)).map { _ in
          wildProcess(using: &random)
        },
        failure: Bool.random(using: &random)
          ? nil
          : BenchmarkFailure(
            .crashed, text(using: &random), lastOutput: [text(using: &random), ""]))
    }
    var environment = environment()
    environment.machine.cpuModel = reading(text(using: &random), using: &random)
    environment.machine.turbo = reading(.random(using: &random), using: &random)
    environment.machine.cgroupCPUQuota = reading(.infinity, using: &random)
    environment.mood.loadAtEnd = reading(number(using: &random), using: &random)
    environment.source.commit = reading(text(using: &random), using: &random)
    environment.source.isDirty = reading(.random(using: &random), using: &random)
    return run(
      startedAt: text(using: &random), results: results, environment: environment,
      seconds: number(using: &random), seed: random.next())
  }

  package static func environment(
    cpuModel: Reading<String> = .value("AMD EPYC 7B13"), cores: Int = 2,
    commit: Reading<String> = .value("3f2a91c0d4b8e7f61a5c9d2e8b7f4a3c6d1e0f92")
  ) -> MachineEnvironment {
    MachineEnvironment(
      machine: MachineEnvironment.Machine(
        cpuModel: cpuModel, logicalCores: .value(cores), usableCores: .value(cores),
        memoryBytes: .value(8_589_934_592), governor: .unavailable(reason: "no cpufreq in /sys"),
        turbo: .value(true), clockSource: .value("tsc"), kernel: .value("6.1.0-18-amd64"),
        operatingSystem: .value("Debian GNU/Linux 12"),
        cgroupCPUQuota: .unavailable(reason: "no quota is set")),
      mood: MachineEnvironment.Mood(
        loadAtStart: .value(0.41), loadAtEnd: .value(1.8), stolenShare: .value(0.002)),
      build: MachineEnvironment.Build(
        compiler: .value("Swift 6.3"), configuration: "release", flags: .value("-O")),
      source: MachineEnvironment.Source(commit: commit, isDirty: .value(false)))
  }

  /// Centers that grow with the index of the benchmark, for every benchmark of a run.
  package static func summaries(of run: Run) -> [MetricKey: MetricSummary] {
    var summaries: [MetricKey: MetricSummary] = [:]
    for (index, result) in run.results.enumerated() {
      for metric in Metric.allCases {
        let center = metric == .allocations ? Double(index) : 0.002 + Double(index) / 1_000_000
        summaries[MetricKey(result.benchmark.name, metric)] = MetricSummary(
          center: center, low: center * 0.99, high: center * 1.01,
          processes: result.processes.count)
      }
    }
    return summaries
  }

  package static func comparison(seed: UInt64, units: Int = 3) -> BenchmarkComparison {
    var random = SplitMix64(seed: seed)
    return BenchmarkComparison(
      benchmark: description("suite/compared/seed=\(seed)"),
      units: (0..<units).map { pair in
        LockstepUnit(
          pair: pair, arm: pair % 4 == 3 ? .control : .comparison,
          stage: Bool.random(using: &random) ? .first : .confirmation,
          baseLayout: Bool.random(using: &random) ? nil : random.next(),
          candidateLayout: random.next(), cpuScope: .process,
          blocks: (0..<Int.random(in: 0...8, using: &random)).map { _ in
            LockstepBlock(
              order: Bool.random(using: &random) ? .abba : .baab,
              samples: (0..<4).map { _ in observation(around: 400_000, using: &random) })
          }, baseAllocations: .unavailable(reason: "not counted"),
          candidateAllocations: .value(
            AllocationCount(iterations: 3, allocations: 5, bytes: .max)))
      },
      failure: Bool.random(using: &random)
        ? nil
        : BenchmarkComparison.Failure(side: .candidate, failure: BenchmarkFailure(.hung, "hung")))
  }

  package static func date(second: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let day = second / 86_400
    return """
      \(2_026 + day / 336)-\(two(1 + day / 28 % 12))-\(two(1 + day % 28))T\
      \(two(second / 3_600 % 24)):\(two(second / 60 % 60)):\(two(second % 60))Z
      """
  }

  private static func run(
    startedAt: String, results: [BenchmarkResult], environment: MachineEnvironment,
    seconds: Double = 3, seed: UInt64 = .max
  ) -> Run {
    Run(
      startedAt: startedAt, durationSeconds: seconds, arguments: ["--quick", "ä/\u{0}\n\""],
      settings: MeasurementSettings(
        processes: 5, samplesPerProcess: nil, timeLimitSeconds: seconds, timeBudgetSeconds: nil,
        targetRelativeInterval: 0.01, timeoutSeconds: 60, sampleSeconds: 0.004, seed: seed),
      environment: environment, results: results)
  }

  private static func process(
    samples: Int, nanoseconds: Int, using random: inout SplitMix64
  ) -> ProcessRecord {
    ProcessRecord(
      cpuScope: .thread, threads: 1,
      warmUp: ProcessRecord.WarmUp(reachedSteadyState: true, samples: 15, wallNanoseconds: 9),
      observations: (0..<samples).map { _ in observation(around: nanoseconds, using: &random) },
      allocations: .value([AllocationCount(iterations: 16, allocations: 192, bytes: 6_144)]),
      peakResidentBytes: .value(12_582_912))
  }

  private static func observation(
    around nanoseconds: Int, using random: inout SplitMix64
  ) -> Observation {
    let wall = nanoseconds + Int.random(in: 0...nanoseconds / 100, using: &random)
    let isDisturbed = Int.random(in: 0..<20, using: &random) == 0
    return Observation(
      iterations: 16, wallNanoseconds: wall, cpuNanoseconds: wall - 200,
      minorFaults: isDisturbed ? 1 : 0, involuntarySwitches: isDisturbed ? 2 : 0)
  }

  private static func wildProcess(using random: inout SplitMix64) -> ProcessRecord {
    let count = [0, 1, 2, 3, 100].randomElement(using: &random)!
    return ProcessRecord(
      cpuScope: .process, threads: integer(using: &random),
      warmUp: ProcessRecord.WarmUp(
        reachedSteadyState: false, samples: integer(using: &random), wallNanoseconds: .min),
      observations: (0..<count).map { _ in
        Observation(
          iterations: Int.random(in: 1...(.max), using: &random),
          wallNanoseconds: integer(using: &random), cpuNanoseconds: integer(using: &random),
          minorFaults: integer(using: &random), majorFaults: 0,
          voluntarySwitches: integer(using: &random),
          involuntarySwitches: Int.random(in: 0...1, using: &random))
      },
      allocations: reading(
        [AllocationCount(iterations: 1, allocations: .max, bytes: .min)], using: &random),
      peakResidentBytes: reading(integer(using: &random), using: &random))
  }

  private static func integer(using random: inout SplitMix64) -> Int {
    let shift = Int.random(in: 0..<64, using: &random)
    return [Int.min, -1, 0, 1, Int.max, Int(truncatingIfNeeded: random.next()) >> shift]
      .randomElement(using: &random)!
  }

  private static func number(using random: inout SplitMix64) -> Double {
    let any = Double(bitPattern: random.next())
    return [0, .infinity, -.infinity, 0.1, .leastNonzeroMagnitude, any.isNaN ? 0.1 : any]
      .randomElement(using: &random)!
  }

  private static func text(using random: inout SplitMix64) -> String {
    ["", "Zürich 漢字 👍🏽", "a\tb\r\nc\u{0}d\u{2028}", "\"{[\\/", "infinity", "'; DROP TABLE runs"]
      .randomElement(using: &random)!
  }

  private static func reading<Value: Sendable>(
    _ value: Value, using random: inout SplitMix64
  ) -> Reading<Value> {
    Bool.random(using: &random) ? .value(value) : .unavailable(reason: text(using: &random))
  }

  private static func description(_ name: String) -> BenchmarkDescription {
    BenchmarkDescription(
      name: parsed(name), question: "What does it cost?", throughput: .elements(3, "things"),
      tags: ["quick"])
  }

  private static func parsed(_ name: String) -> BenchmarkName {
    do {
      return try BenchmarkName(parsing: name)
    } catch {
      preconditionFailure(error.description)
    }
  }
}
