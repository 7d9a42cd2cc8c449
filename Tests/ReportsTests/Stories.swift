import BenchModel
import Reports
import Statistics

/// Reports worked out by hand: every number in them was typed here.
enum Stories {
  /// Two suites on a quiet machine, with a family of parameters, bytes, and a doubt.
  static func twoSuites() throws -> Report {
    let counting = Throughput.elements(1_000_000, "messages")
    let validate = Throughput.bytes(1_048_576)
    return report([
      .measured(
        try summary(
          "actors/counting/producers=1/messages=1000000",
          wall: (0.0432, 0.0430, 0.0434), throughput: (counting, 23.1e6, 23.0e6, 23.3e6),
          allocations: .value(12), density: [0, 0.05, 0.2, 0.4, 0.2, 0.1, 0.03, 0, 0, 0, 0, 0.02])),
      .measured(
        try summary(
          "actors/counting/producers=8/messages=1000000",
          wall: (0.0871, 0.0767, 0.0975), throughput: (counting, 11.5e6, 10.3e6, 13.0e6),
          allocations: .value(1_000_012),
          density: [0.3, 0.2, 0.1, 0, 0, 0, 0, 0.1, 0.2, 0.1, 0, 0], cpuScope: .process,
          doubts: [
            .wideInterval(reached: 0.119, asked: 0.01), .processesDisagree(ratio: 1.31),
          ])),
      .measured(
        try summary(
          "actors/ping-pong", wall: (2.5e-7, 2.499e-7, 2.501e-7),
          throughput: (.elements(1, "round trips"), 4e6, 3.998e6, 4.002e6), allocations: .value(0),
          density: [0, 0, 0.01, 0.1, 0.3, 0.4, 0.15, 0.02, 0.01, 0, 0, 0.01])),
      .measured(
        try summary(
          "sync/validate/blocks=1000", wall: (0.002_439, 0.002_40, 0.002_48),
          throughput: (validate, 429_916_160, 422_000_000, 437_000_000),
          allocations: .value(4_096.5), samples: 298,
          density: [0.1, 0.3, 0.2, 0.15, 0.1, 0.05, 0.03, 0.02, 0.02, 0.01, 0.01, 0.01])),
      .failed(
        try description("sync/tail"),
        BenchmarkFailure(
          .crashed, "The worker ended with signal 4 (illegal instruction).",
          lastOutput: [
            "ChainSync/Tail.swift:41: Fatal error: Index out of range",
            "Current stack trace:",
            "0    libswiftCore.so  _swift_stdlib_reportFatalErrorInFile + 109",
          ])),
    ])
  }

  /// A debug build on a machine that tells little of itself; no allocation could be counted.
  static func bareMachine() throws -> Report {
    let none = "not told by this kernel"
    var environment = environment()
    environment.machine.cpuModel = .unavailable(reason: none)
    environment.machine.logicalCores = .unavailable(reason: none)
    environment.machine.usableCores = .unavailable(reason: none)
    environment.machine.cgroupCPUQuota = .value(1.5)
    environment.mood = MachineEnvironment.Mood(
      loadAtStart: .unavailable(reason: none), loadAtEnd: .unavailable(reason: none),
      stolenShare: .unavailable(reason: none))
    environment.build = MachineEnvironment.Build(
      compiler: .unavailable(reason: "no swiftc in PATH"), configuration: "debug",
      flags: .unavailable(reason: "not recorded"))
    environment.source = MachineEnvironment.Source(
      commit: .unavailable(reason: "not a git repository"),
      isDirty: .unavailable(reason: "not a git repository"))
    let reason = "malloc is not interposed in a static executable"
    return report(
      [
        .measured(
          try summary(
            "sort/small", wall: (1e-6, 1e-6, 1e-6), allocations: .unavailable(reason: reason),
            processes: 1, samples: 20, density: [1], doubts: [.singleProcess])),
        .measured(
          try summary(
            "sort/large", wall: (0.9996, 0.9, 1.1), allocations: .unavailable(reason: reason),
            processes: 1, samples: 20, density: [0.5, 0.5],
            doubts: [.singleProcess, .preempted(samples: 12, of: 20)])),
      ], environment: environment)
  }

  /// A benchmark that prints and throws whatever could break a terminal, a page or a sheet.
  static func hostileOutput() throws -> Report {
    report([
      .failed(
        try description("hostile/terminal"),
        BenchmarkFailure(
          .threw, "\u{1B}[31mred\u{1B}[0m \u{1B}]0;title\u{7}and\r\nmore\u{9B}2J \u{202E}txet\u{0}",
          lastOutput: (1...13).map { "line \($0)\t\u{1B}[1mbold\u{1B}[m 漢字 e\u{301} 👍🏽\u{8}" })),
      .failed(
        try description("hostile/markdown"),
        BenchmarkFailure(
          .wrongAnswer,
          "a|b `c` <img src=x onerror=alert(1)> &amp; *d* [e](f) @octocat #12 $g$ ~~h~~ \\",
          lastOutput: ["```", "</details><script>", "````` | tail"])),
      .failed(
        try description("+hostile/-sheet"),
        BenchmarkFailure(.exited, "=HYPERLINK(\"http://example.com\",\"a\")", lastOutput: [])),
      .failed(
        try description("hostile/long"),
        BenchmarkFailure(
          .hung, String(repeating: "漢", count: 320),
          lastOutput: [String(repeating: "0123456789/", count: 60)])),
    ])
  }

  /// Names that are wider than any column, and nouns and counts that leave them little room.
  static func longNames() throws -> Report {
    let noun = Throughput.elements(1, "acknowledged transactions of the slowest replica")
    let names = [
      "storage/write-ahead-log/append-and-flush/recordBytes=4096/records=100000/fsync=every-64",
      "storage/write-ahead-log/append-and-flush/recordBytes=64/records=100000/fsync=never",
      "storage/compaction/levels=7/keyDistribution=zipfian-0.99/valueBytes=1024/threads=16",
      "a-single-component-that-goes-on-and-on-without-a-slash-until-it-is-wider-than-most-terminals-are",
    ]
    return report(
      try names.map { name in
        .measured(
          try summary(
            name, wall: (123.4e-6, 120e-6, 127e-6), throughput: (noun, 8_100, 7_900, 8_300),
            allocations: .value(1_234_567), doubts: [.notSteady(processes: 2, of: 5)]))
      })
  }

  static func nothing() -> Report { report([]) }

  static func report(
    _ rows: [ReportRow], environment: MachineEnvironment = environment()
  ) -> Report {
    let settings = MeasurementSettings(
      processes: 5, samplesPerProcess: nil, timeLimitSeconds: 3, timeBudgetSeconds: nil,
      targetRelativeInterval: 0.01, timeoutSeconds: 60, sampleSeconds: 0.004, seed: .max)
    let results = rows.map { row in
      switch row {
      case .measured(let summary):
        BenchmarkResult(benchmark: summary.benchmark, processes: [process], failure: nil)
      case .failed(let benchmark, let failure):
        BenchmarkResult(benchmark: benchmark, processes: [], failure: failure)
      }
    }
    return Report(
      run: Run(
        startedAt: "2026-03-01T12:00:00Z", durationSeconds: 41.95, arguments: ["actors/", "sync/"],
        settings: settings, environment: environment, results: results), rows: rows)
  }

  static func summary(
    _ name: String, wall: (point: Double, low: Double, high: Double),
    throughput: (declared: Throughput, point: Double, low: Double, high: Double)? = nil,
    allocations: Reading<Double> = .value(0), processes: Int = 5, samples: Int = 300,
    density: [Double] = [0.25, 0.5, 0.25], cpuScope: CPUScope = .thread, doubts: [Doubt] = [],
    coverage: Double = 0.95
  ) throws -> BenchmarkSummary {
    func estimate(_ point: Double, _ low: Double, _ high: Double) -> Estimate {
      Estimate(
        point: point, low: low, high: high, coverage: coverage, standardError: 0.25 * point,
        method: .student(degreesOfFreedom: processes - 1))
    }
    let time = estimate(wall.point, wall.low, wall.high)
    return BenchmarkSummary(
      benchmark: try description(name, throughput: throughput?.declared), wall: time,
      cpu: .value(time),
      cpuScope: cpuScope, meanWall: time,
      throughput: throughput.map { estimate($0.point, $0.low, $0.high) },
      allocations: allocations, allocatedBytes: allocations.map { $0 * 32 },
      peakResidentBytes: .value(12_582_912), processes: processes, samples: samples,
      severeOutliers: 3, minorFaultsPerSample: 0.25, majorFaultsPerSample: 0,
      voluntarySwitchesPerSample: 1.5, involuntarySwitchesPerSample: 0.1, density: density,
      doubts: doubts)
  }

  static func description(_ name: String, throughput: Throughput? = nil) throws
    -> BenchmarkDescription
  {
    BenchmarkDescription(
      name: try BenchmarkName(parsing: name), question: "What does \(name) cost?",
      throughput: throughput, tags: [])
  }

  static func environment() -> MachineEnvironment {
    MachineEnvironment(
      machine: MachineEnvironment.Machine(
        cpuModel: .value("Intel(R) Xeon(R) Processor @ 2.10GHz"), logicalCores: .value(4),
        usableCores: .value(2), memoryBytes: .value(8_589_934_592),
        governor: .unavailable(reason: "no cpufreq in /sys"),
        turbo: .unavailable(reason: "no intel_pstate in /sys"), clockSource: .value("tsc"),
        kernel: .value("Linux 6.1.0-18-amd64"), operatingSystem: .value("Debian GNU/Linux 12"),
        cgroupCPUQuota: .unavailable(reason: "no quota is set")),
      mood: MachineEnvironment.Mood(
        loadAtStart: .value(0.41), loadAtEnd: .value(1.8), stolenShare: .value(0.002)),
      build: MachineEnvironment.Build(
        compiler: .value("Swift 6.3.1"), configuration: "release", flags: .value("-O")),
      source: MachineEnvironment.Source(
        commit: .value("3f2a91c0d4b8e7f61a5c9d2e8b7f4a3c6d1e0f92"), isDirty: .value(true)))
  }

  private static let process = ProcessRecord(
    cpuScope: .thread, threads: 1,
    warmUp: ProcessRecord.WarmUp(
      reachedSteadyState: true, samples: 12, wallNanoseconds: 48_000_000),
    observations: [
      Observation(iterations: 16, wallNanoseconds: 4_000_123, cpuNanoseconds: 3_999_871),
      Observation(
        iterations: 16, wallNanoseconds: 4_100_456, cpuNanoseconds: 4_001_002, minorFaults: 1,
        involuntarySwitches: 1),
    ],
    allocations: .value([AllocationCount(iterations: 16, allocations: 192, bytes: 6144)]),
    peakResidentBytes: .value(12_582_912))
}
