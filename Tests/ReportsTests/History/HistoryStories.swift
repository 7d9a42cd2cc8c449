import BenchModel
import Reports
import Statistics

/// Histories worked out by hand: every number in them was typed here, or follows from the day.
enum HistoryStories {
  /// A regression that was half mended, a run that crashed, a drift since the release.
  static func mended() throws -> HistoryReport {
    let centers: [Double?] = [
      1.02, 1.03, 1.01, 1.02, 1.04, 1.02, 1.31, 1.30, 1.32, nil, 1.31, 1.29, 1.30, 1.10, 1.09,
      1.11, 1.10, 1.12,
    ]
    let runs = centers.enumerated().map { index, center in
      run(
        day: index + 1, commit: .value(commit(index / 2)), isDirty: index == 4,
        value: center.map { .value(estimate($0 * 1e-3, halfWidth: 0.01)) }
          ?? .unavailable(reason: "crashed: the worker was ended by signal 11"))
    }
    return HistoryReport(
      benchmark: try BenchmarkName(parsing: "sync/validate/blocks=1000"), metric: .cpuTime,
      machine: "AMD EPYC, 2 cores, Swift 6.3.1", runs: runs,
      changePoints: [
        ChangePoint(index: 6, pValue: 0.001, before: 1.02e-3, after: 1.305e-3),
        ChangePoint(index: 12, pValue: 0.0095, before: 1.305e-3, after: 1.10e-3),
      ],
      drifts: [
        ("release 1.2", drift(0..<6, 7..<17, change: (0.176, 0.141, 0.212))),
        ("the best stretch", drift(0..<5, 12..<17, change: (0.04, 0.01, 0.07))),
      ])
  }

  /// Counts from zero, commits that are not known or the same, and words from outside that
  /// would be commands to a terminal, a shell or a page.
  static func allocations() throws -> HistoryReport {
    let counts = [0.0, 0, 2, 2, 40, 2]
    let commits: [Reading<String>] = [
      .value(commit(7)), .unavailable(reason: "not a git repository"), .value(commit(8)),
      .value("$(reboot)"), .value("\u{1B}[31m漢字漢字漢字"), .value("$(reboot)"),
    ]
    let runs = zip(counts, commits).enumerated().map { index, pair in
      run(
        day: index + 1, startedAt: index == 3 ? "yesterday, \u{9B}2Jabout noon or so" : nil,
        commit: pair.1, isDirty: false,
        value: .value(
          Estimate(
            point: pair.0, low: pair.0, high: index == 5 ? .infinity : pair.0, coverage: 0.95,
            standardError: 0, method: .orderStatistics)))
    }
    return HistoryReport(
      benchmark: try BenchmarkName(parsing: "actors/spawn"), metric: .allocations,
      machine: "a|b <b>&\u{1B}]0;t\u{7} @octocat", runs: runs,
      changePoints: [
        ChangePoint(index: 2, pValue: 0.0001, before: 0, after: 2),
        ChangePoint(index: 4, pValue: 0.002, before: 2, after: 40),
        ChangePoint(index: 5, pValue: 0.01, before: 40, after: 2),
      ],
      drifts: [
        ("release *1*", drift(0..<1, 5..<6, change: (-0.2, -0.3, -0.1))),
        ("the best stretch", drift(0..<2, 4..<6, change: (0.01, -0.999, .infinity))),
      ])
  }

  /// 130 runs with a step of 12 % and a creep of 4 %, analyzed as `bench history` does.
  static func analyzed() throws -> HistoryReport {
    let pattern = [0.0, 1, -1, 0.5, -0.7, 0.2, 0.9, -0.4, -1.1, 0.6, 0.3]
    let runs = (0..<130).map { index in
      let level = index < 80 ? 1 : 1.12 * (1 + 0.04 * Double(index - 80) / 50)
      return run(
        day: index + 1, commit: .value(commit(index)), isDirty: false,
        value: index % 40 == 39
          ? .unavailable(reason: "out of time")
          : .value(
            estimate(
              25e-9 * level * (1 + 0.01 * pattern[index * index % 11]), halfWidth: 0.004)))
    }
    return HistoryReport.analyzing(
      runs, benchmark: try BenchmarkName(parsing: "actors/ping-pong"), metric: .wallTime,
      machine: "AMD EPYC, 2 cores", release: .init(name: "1.0", runs: 35..<50))
  }

  /// Four benchmarks: one that changed twice and drifted, one that creeps, one without a number,
  /// one with a single run and a long name.
  static func suite() throws -> SuiteHistoryReport {
    func history(
      _ name: String, _ centers: [Double?], drifts: [(since: String, drift: Drift)] = [],
      changePoints: [ChangePoint] = []
    ) throws -> HistoryReport {
      HistoryReport(
        benchmark: try BenchmarkName(parsing: name), metric: .cpuTime, machine: "any",
        runs: centers.enumerated().map { index, center in
          run(
            day: index + 20, commit: .value(commit(index)), isDirty: false,
            value: center.map { .value(estimate($0, halfWidth: 0.01)) }
              ?? .unavailable(reason: "out of time"))
        }, changePoints: changePoints, drifts: drifts)
    }
    return SuiteHistoryReport(
      metric: .cpuTime, machine: "AMD EPYC, 2 cores",
      benchmarks: [
        try mended(),
        try history(
          "actors/ping-pong", [2e-7, 2.01e-7, 2.02e-7, 2.03e-7],
          drifts: [
            ("release 1.2", drift(0..<1, 2..<4, change: (0.012, -0.01, 0.03))),
            ("the best stretch", drift(0..<2, 2..<4, change: (0.015, 0.005, 0.025))),
          ]),
        try history("actors/never", [nil, nil]),
        try history(
          "sync/assemble/blocks=1000000/peers=64/transactions=2000/window=128", [0.5, 0.4],
          changePoints: [ChangePoint(index: 1, pValue: 0.001, before: 0.5, after: 0.4)]),
      ])
  }

  static func nothing() throws -> HistoryReport {
    HistoryReport.analyzing(
      [], benchmark: try BenchmarkName(parsing: "a"), metric: .wallTime, machine: "any machine",
      release: .init(name: "1.0", runs: 0..<0))
  }

  static func run(
    day: Int, startedAt: String? = nil, commit: Reading<String>, isDirty: Bool,
    value: Reading<Estimate>
  ) -> HistoryReport.Run {
    let date = [(day - 1) / 28 + 1, (day - 1) % 28 + 1].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return HistoryReport.Run(
      startedAt: startedAt ?? "2026-\(date[0])-\(date[1])T09:30:00Z", commit: commit,
      isDirty: .value(isDirty), value: value)
  }

  static func estimate(_ point: Double, halfWidth: Double) -> Estimate {
    Estimate(
      point: point, low: point * (1 - halfWidth), high: point * (1 + halfWidth), coverage: 0.95,
      standardError: point * halfWidth / 2, method: .student(degreesOfFreedom: 4))
  }

  /// Forty hexadecimal digits that begin with the number.
  static func commit(_ number: Int) -> String {
    let digits = String(number + 1, radix: 16)
    return String(repeating: "0", count: 3 - digits.count) + digits
      + "f2a91c0d4b8e7f61a5c9d2e8b7f4a3c6d1e0f"
  }

  private static func drift(
    _ reference: Range<Int>, _ recent: Range<Int>,
    change: (point: Double, low: Double, high: Double)
  ) -> Drift {
    Drift(
      reference: reference, recent: recent, referenceCenter: 1, recentCenter: 1 + change.point,
      change: Estimate(
        point: change.point, low: change.low, high: change.high, coverage: 0.95,
        standardError: 0.01, method: .student(degreesOfFreedom: 9)), budget: 0.05)
  }
}
