import Reports

/// The intervals are those of `scipy.stats.binomtest(k, n).proportion_ci(method="exact")`.
enum SelftestStories {
  static func full() -> SelftestReport {
    typealias Rate = SelftestReport.Rate
    let none200 = Rate(point: 0, low: 0, high: 0.018_275)
    return report([
      row(.same, .ours, 200, 0, none200, 0, 0, 0, 0.64),
      row(
        .same, .benchstat, 200, 188, Rate(point: 0.94, low: 0.897_538, high: 0.968_616), 0, 0,
        300),
      row(
        .same, .criterion, 200, 56, Rate(point: 0.28, low: 0.218_961, high: 0.347_689), 0, 0, 100
      ),
      row(
        .same, .packageBenchmark, 200, 199, Rate(point: 0.995, low: 0.972_458, high: 0.999_873),
        0, 0, 900),
      row(
        .same, .gitHubActionBenchmark110, 200, 200, Rate(point: 1, low: 0.981_725, high: 1), 0,
        0, 1000),
      row(
        .same, .gitHubActionBenchmark200, 200, 12,
        Rate(point: 0.06, low: 0.031_384, high: 0.102_462),
        0, 0, 12),
      row(
        .null(.unusedFunction), .ours, 40, 1, Rate(point: 0.025, low: 0.000_633, high: 0.131_586),
        0,
        0, 1, 0.71),
      row(.null(.longerPath), .ours, 0, 0, nil, 0, 0, 0),
      row(
        .power(added: 0.05, of: .compute), .ours, 60, 60,
        Rate(point: 0.983_333, low: 0.910_601, high: 0.999_578),
        59, 1, 0, 0.66),
      row(
        .power(added: 0.02, of: .compute), .ours, 60, 52,
        Rate(point: 0.866_667, low: 0.754_078, high: 0.940_636), 52, 8, 0, 0.7),
      row(
        .power(added: 0.05, of: .compute), .benchstat, 60, 58,
        Rate(point: 0.7, low: 0.567_917, high: 0.811_549), 42, 17, 1),
      row(
        .power(added: 0.1, of: .actors), .ours, 60, 55,
        Rate(point: 0.916_667, low: 0.816_142, high: 0.972_387), 55, 5, 0, 0.9),
    ])
  }

  static func nothing() -> SelftestReport { report([]) }

  static func report(_ rows: [SelftestReport.Row]) -> SelftestReport {
    SelftestReport(
      rows: rows, environment: Stories.environment(), startedAt: "2026-03-01T12:00:00Z",
      durationSeconds: 7200,
      settings: [ComparisonReport.Setting(label: "Benchmarks of a gate", text: "20")])
  }

  static func row(
    _ trial: SelftestReport.Trial, _ rule: SelftestReport.Rule, _ gates: Int, _ red: Int,
    _ rate: SelftestReport.Rate?, _ found: Int, _ missed: Int, _ wrongSign: Int,
    _ seconds: Double? = nil
  ) -> SelftestReport.Row {
    SelftestReport.Row(
      trial: trial, rule: rule, gates: gates, redGates: red, rate: rate, found: found,
      missed: missed, wrongSign: wrongSign, secondsPerBenchmark: seconds)
  }
}
