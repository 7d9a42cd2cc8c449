import BenchModel
import Reports
import Statistics
import Verdicts

/// Comparisons worked out by hand: every number in them was typed here.
enum ComparisonStories {
  static func allEquivalent() throws -> ComparisonReport {
    report(
      .green,
      try [
        times("actors/counting/producers=8", 0.0432, 0.0433, 0.002, .equivalent),
        times("actors/ping-pong", 2.5e-7, 2.499e-7, -0.0004, .equivalent),
        times("sync/validate/blocks=1000", 0.002_439, 0.002_439, 0, .equivalent),
      ].flatMap { $0 }
        + [
          allocations("actors/ping-pong", 12, 12, .equivalent),
          allocations("sync/validate/blocks=1000", 4096.5, 4096.5, .equivalent),
        ])
  }

  static func oneRegression() throws -> ComparisonReport {
    report(
      .red,
      try times("actors/ping-pong", 2.5e-7, 2.628e-7, 0.051, .regressed, isConfirmed: true)
        + times("sync/validate/blocks=1000", 0.002_439, 0.002_44, 0.001, .equivalent)
        + [
          allocations("actors/ping-pong", 12, 12, .equivalent),
          allocations("sync/validate/blocks=1000", 4096.5, 4096.5, .equivalent),
        ], exitStatus: 20)
  }

  /// The same with `--explain`.
  static func explained() throws -> ComparisonReport {
    let report = try oneRegression()
    let own = [
      ChangedFunction(
        name: "ActorRuntime.Mailbox.append(_:)", before: 0.212, after: 0.254, low: 0.019,
        high: 0.065, isNoise: false),
      ChangedFunction(
        name: "swift_retain", before: 0.118, after: 0.112, low: -0.02, high: 0.008, isNoise: true),
      ChangedFunction(
        name: "[libhostile.so];<script>alert(1)</script>\u{1B}[31m```", before: 0, after: 0.004,
        low: nil, high: nil, isNoise: nil),
    ]
    return ComparisonReport(
      base: report.base, candidate: report.candidate, trust: report.trust,
      verdict: report.verdict, exitStatus: report.exitStatus, benchmarks: report.benchmarks,
      failures: [], environment: report.environment, startedAt: report.startedAt,
      durationSeconds: report.durationSeconds, settings: report.settings,
      baseArguments: report.baseArguments,
      explanations: [
        ChangedFunctions(
          benchmark: "actors/ping-pong",
          circumstances: "before: 2990 samples of cpu-clock; after: 2987 samples of cpu-clock",
          byOwn: own, byInclusive: [own[0]],
          picture: "flamegraphs/actors-ping-pong-change.svg")
      ])
  }

  static func inconclusive() throws -> ComparisonReport {
    report(
      .green,
      try times("actors/ping-pong", 2.5e-7, 2.5e-7, 0.0001, .equivalent)
        + times(
          "sync/tail", 0.0871, 0.0884, 0.015, .inconclusive, blocks: 131, dropped: 61,
          detectable: 0.0312)
        + times(
          "storage/compaction/levels=7/keyDistribution=zipfian-0.99/valueBytes=1024", 0.4, 0.41,
          0.025, .inconclusive, blocks: 180, dropped: 12,
          reason: "flagged, but fresh processes did not confirm", detectable: 0.118,
          isConfirmed: false))
  }

  /// The same under `--strict`.
  static func undecided() throws -> ComparisonReport {
    let report = try inconclusive()
    return ComparisonReport(
      base: report.base, candidate: report.candidate, trust: report.trust,
      verdict: report.verdict, exitStatus: 24, benchmarks: report.benchmarks, failures: [],
      environment: report.environment, startedAt: report.startedAt,
      durationSeconds: report.durationSeconds, settings: report.settings,
      baseArguments: report.baseArguments)
  }

  /// Times are taken away; an allocation more is one whatever the machine does.
  static func invalidControl() throws -> ComparisonReport {
    let reason = "the control arm was flagged: a copy of the base differed from the base"
    return report(
      .invalid,
      try times("actors/ping-pong", 2.5e-7, 2.628e-7, 0.051, .invalid, reason: reason)
        + times("sync/tail", 0.0871, 0.0871, 0, .invalid, reason: reason)
        + [allocations("sync/tail", 12, 13, .regressed)],
      control: SuiteVerdict.Control(
        pairs: 16, benchmarks: 2, flagged: [try name("sync/tail")], commonShift: 0.012),
      warnings: ["All copies of the base were 1.2 % slower than the base."], exitStatus: 23)
  }

  static func missingBenchmark() throws -> ComparisonReport {
    let tail = try Stories.description("sync/tail")
    return report(
      .failed, try times("actors/ping-pong", 2.5e-7, 2.5e-7, 0, .equivalent),
      missing: [
        SuiteVerdict.Missing(
          benchmark: tail.name, reason: "crashed: the worker was ended by signal 11"),
        SuiteVerdict.Missing(benchmark: try name("sync/old"), reason: "no longer declared"),
      ],
      failures: [
        ComparisonReport.Failure(
          benchmark: tail, side: .candidate,
          failure: BenchmarkFailure(
            .crashed, "The worker was ended by signal 11 (segmentation fault).",
            lastOutput: ["Fatal error: Index out of range"]))
      ], exitStatus: 21)
  }

  static func objectiveMissed() throws -> ComparisonReport {
    let validate = BenchmarkDescription(
      name: try name("sync/validate"), question: "How many blocks does one core validate?",
      throughput: .elements(1_000, "blocks"), tags: [],
      objective: .atLeast(5_000, per: .second))
    let replay = BenchmarkDescription(
      name: try name("sync/replay"), question: "How fast is a log replayed?",
      throughput: .bytes(1_048_576), tags: [], objective: .atLeast(6_000_000_000, per: .minute))
    let ping = BenchmarkDescription(
      name: try name("actors/ping-pong"), question: "What does a round trip cost?",
      throughput: nil, tags: [], objective: .atMost(.nanoseconds(300)))
    return report(
      .red, try times("sync/validate", 0.2375, 0.2371, -0.0017, .equivalent),
      objectives: [
        try objective(validate, .missed, (4_210, 4_180, 4_240)),
        try objective(replay, .undecided, (6.0e9, 5.9e9, 6.1e9)),
        try objective(ping, .met, (2.5e-7, 2.4e-7, 2.6e-7)),
      ], benchmarks: [validate, replay, ping], exitStatus: 20)
  }

  static func waiver() throws -> ComparisonReport {
    report(
      .green,
      try times(
        "sync/validate/blocks=1000", 0.002_4, 0.002_47, 0.029, .regressed, isConfirmed: true,
        waiver: "up to +4.0 % until 2026-06-30, signatures are now checked twice")
        + times("actors/ping-pong", 2.5e-7, 2.3e-7, -0.08, .improved, isConfirmed: true),
      warnings: ["the waiver of sync/tail, cpu_time, expired on 2026-01-31 and does nothing"])
  }

  static func added() throws -> ComparisonReport {
    report(
      .green, try times("actors/ping-pong", 2.5e-7, 2.5e-7, 0, .equivalent),
      added: [try name("actors/fan-out"), try name("actors/backpressure")])
  }

  /// No executable was kept: one number against a benchmark's own past, which may only warn.
  static func historicalTrust() throws -> ComparisonReport {
    report(
      .green,
      try times(
        "actors/ping-pong", 2.5e-7, 2.9e-7, 0.16, .regressed, trust: .history, isGating: false,
        blocks: 0, units: 14, isConfirmed: false)
        + times(
          "sync/tail", 0.0871, 0.0884, 0.015, .inconclusive, trust: .history, isGating: false,
          blocks: 0, units: 5, detectable: 0.09), trust: .history, hasControl: false,
      executable: .unavailable(reason: "pruned"))
  }

  static func storedTrust() throws -> ComparisonReport {
    report(
      .red,
      try times(
        "actors/ping-pong", 2.5e-7, 2.628e-7, 0.051, .regressed, trust: .stored, blocks: 0,
        units: 5)
        + times(
          "sync/tail", 0.0871, 0.0871, 0, .equivalent, trust: .stored, blocks: 0, units: 5),
      trust: .stored, hasControl: false, labels: ("run 17", "run 23"), baseArguments: [],
      exitStatus: 20)
  }

  /// Everything at once: two regressions, allocations from nothing, what layout explains.
  static func mixed() throws -> ComparisonReport {
    report(
      .red,
      try times(
        "actors/counting/producers=8/messages=1000000", 0.0432, 0.0441, 0.0208, .regressed,
        isConfirmed: true, layout: 0.12)
        + times(
          "actors/ping-pong", 2.5e-7, 3.25e-6, 12.0, .regressed, cpuGates: false,
          isConfirmed: true, layout: 0.004)
        + times("json/decode", 8.2e-6, 8.21e-6, 0.0012, .equivalent, layout: 0.31)
        + times("json/encode", 4.1e-6, 3.7e-6, -0.0976, .improved, isConfirmed: true)
        + times(
          "sync/tail", 0.0871, 0.0884, 0.015, .inconclusive, blocks: 22, dropped: 170,
          reason: "too few clean blocks in 9 of 24 process pairs", detectable: nil)
        + times("sync/validate", 0.002, 0.002, 0, .equivalent)
        + [
          allocations("json/decode", 0, 3, .regressed),
          allocations("json/encode", 40, 31, .improved),
          allocations("sync/validate", 7, 7, .equivalent),
        ],
      objectives: [
        try objective(
          BenchmarkDescription(
            name: try name("sync/validate"), question: "", throughput: nil, tags: [],
            objective: .atMost(.milliseconds(3))), .met, (0.002, 0.0019, 0.0021))
      ],
      missing: [
        SuiteVerdict.Missing(benchmark: try name("sync/old"), reason: "no longer declared")
      ], added: [try name("sync/new")], warnings: ["the load was 3.1 when measuring began"],
      exitStatus: 20)
  }

  /// Labels, reasons and warnings that could break a terminal, a page, a sheet or a command.
  static func hostile() throws -> ComparisonReport {
    let bad =
      "\u{1B}[31m</details>|`@octocat` #12 %0A ::error::x, \"q\" ]]> \u{FFFE}\u{0}\r\ny\u{202E}"
    let benchmark = try Stories.description("+hostile/-name/v=1.5_a")
    return report(
      .red,
      try times(
        "+hostile/-name/v=1.5_a", 1e-3, 2e-3, 1.0, .regressed, reason: bad, isConfirmed: true)
        + times("other", 1e-3, 2e-3, 1.0, .regressed, waiver: bad),
      missing: [SuiteVerdict.Missing(benchmark: try name("gone"), reason: bad)], warnings: [bad],
      failures: [
        ComparisonReport.Failure(
          benchmark: benchmark, side: .base,
          failure: BenchmarkFailure(.threw, bad, lastOutput: ["```", bad]))
      ], labels: ("=baseline \(bad)", "the working tree"),
      baseArguments: ["--against", "it's \(bad)"], exitStatus: 20)
  }

  static func nothing() -> ComparisonReport { report(.green, []) }

  static func report(
    _ color: SuiteVerdict.Color, _ verdicts: [MetricVerdict],
    trust: MetricVerdict.Trust = .lockstep, objectives: [ObjectiveVerdict] = [],
    missing: [SuiteVerdict.Missing] = [], added: [BenchmarkName] = [],
    control: SuiteVerdict.Control? = nil, hasControl: Bool = true, warnings: [String] = [],
    failures: [ComparisonReport.Failure] = [], benchmarks: [BenchmarkDescription]? = nil,
    labels: (base: String, candidate: String) = ("baseline main", "the working tree"),
    executable: Reading<String> = .value(
      "c0ffee00112233445566778899aabbccddeeff00112233445566778899aabbcc"),
    baseArguments: [String] = ["--baseline", "main"], exitStatus: Int32 = 0
  ) -> ComparisonReport {
    let names = Set(verdicts.map(\.benchmark))
    let clean = SuiteVerdict.Control(pairs: 8, benchmarks: names.count, flagged: [])
    return ComparisonReport(
      base: ComparisonReport.Side(
        label: labels.base, commit: .value("3f2a91c0d4b8e7f61a5c9d2e8b7f4a3c6d1e0f92"),
        isDirty: .value(false), executable: executable),
      candidate: ComparisonReport.Side(
        label: labels.candidate, commit: .value("9c41e7d2aa51b0c3f4e5d6c7b8a990817263544f"),
        isDirty: .value(true),
        executable: .value("0badcafe00112233445566778899aabbccddeeff00112233445566778899aabb")),
      trust: trust,
      verdict: SuiteVerdict(
        color: color, verdicts: verdicts, objectives: objectives, missing: missing, added: added,
        control: control ?? (hasControl && !names.isEmpty ? clean : nil), warnings: warnings),
      exitStatus: exitStatus,
      benchmarks: benchmarks
        ?? names.sorted().map {
          BenchmarkDescription(
            name: $0, question: "What does \($0) cost?", throughput: nil, tags: [])
        }, failures: failures, environment: Stories.environment(),
      startedAt: "2026-03-01T12:00:00Z", durationSeconds: 17.25,
      settings: trust != .lockstep
        ? []
        : [
          ComparisonReport.Setting(label: "Process pairs", text: "8 to 24"),
          ComparisonReport.Setting(label: "Seed", text: "42"),
        ], baseArguments: baseArguments)
  }

  /// Processor time and wall clock of one benchmark; the one that does not gate agrees.
  static func times(
    _ text: String, _ base: Double, _ candidate: Double, _ change: Double, _ verdict: Verdict,
    trust: MetricVerdict.Trust = .lockstep, isGating: Bool = true, cpuGates: Bool = true,
    blocks: Int = 186, units: Int = 24, dropped: Int = 6, reason: String? = nil,
    detectable: Double? = 0.009, isConfirmed: Bool? = nil, layout: Double? = nil,
    waiver: String? = nil
  ) throws -> [MetricVerdict] {
    let isFlagged = verdict == .regressed || verdict == .improved
    return try [Metric.cpuTime, .wallTime].map { metric in
      let gates = isGating && (metric == .cpuTime) == cpuGates
      // Wall clock is a little longer, and its interval wider.
      let isWall = metric == .wallTime
      return MetricVerdict(
        benchmark: try name(text), metric: metric, verdict: verdict, trust: trust,
        isGating: gates,
        effect: Estimate(
          point: change, low: change - (isWall ? 0.0094 : 0.0071),
          high: change + (isWall ? 0.0103 : 0.0078), coverage: 0.95, standardError: 0.003,
          method: .student(degreesOfFreedom: 23)),
        summary: trust == .lockstep ? (isFlagged ? .lower : .mean) : nil,
        pValue: trust == .history ? nil : isFlagged ? 0.000_01 : 0.31,
        adjustedPValue: gates && isFlagged ? 0.0002 : nil,
        eValue: trust == .lockstep ? 1.2 : nil, margin: 0.01,
        smallestDetectableEffect: verdict == .inconclusive ? detectable : nil, units: units,
        blocks: blocks, droppedBlocks: blocks == 0 ? 0 : dropped,
        isConfirmed: gates ? isConfirmed : nil,
        layoutShare: layout, base: isWall ? base * 1.01 : base,
        candidate: isWall ? candidate * 1.01 : candidate, reason: reason,
        waiver: gates ? waiver : nil, processShare: layout.map { $0 + 0.2 })
    }
  }

  /// Counts that are the same in every process pair.
  static func allocations(
    _ text: String, _ base: Double, _ candidate: Double, _ verdict: Verdict
  ) throws -> MetricVerdict {
    let change = candidate / base - 1
    return MetricVerdict(
      benchmark: try name(text), metric: .allocations, verdict: verdict, trust: .lockstep,
      isGating: true,
      effect: base == 0
        ? nil
        : Estimate(
          point: change, low: change, high: change, coverage: 0.95, standardError: 0,
          method: .orderStatistics), pValue: nil, adjustedPValue: nil, eValue: nil, margin: 0,
      smallestDetectableEffect: nil, units: 24, blocks: 0, droppedBlocks: 0,
      isConfirmed: verdict == .equivalent ? nil : true, layoutShare: nil, base: base,
      candidate: candidate, reason: base == 0 ? "from none there is no relative change" : nil)
  }

  static func objective(
    _ benchmark: BenchmarkDescription, _ outcome: ObjectiveVerdict.Outcome,
    _ measured: (point: Double, low: Double, high: Double)?
  ) throws -> ObjectiveVerdict {
    guard let objective = benchmark.objective else {
      preconditionFailure("\(benchmark.name) has no objective")
    }
    return ObjectiveVerdict(
      benchmark: benchmark.name, objective: objective, outcome: outcome,
      measured: measured.map {
        Estimate(
          point: $0.point, low: $0.low, high: $0.high, coverage: 0.95, standardError: 1,
          method: .student(degreesOfFreedom: 4))
      })
  }

  static func name(_ text: String) throws -> BenchmarkName { try BenchmarkName(parsing: text) }
}
