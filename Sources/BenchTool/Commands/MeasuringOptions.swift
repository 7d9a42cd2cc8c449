import ArgumentParser
import BenchModel

struct MeasuringOptions: ParsableArguments {
  @Flag(help: "Take a quick look: 3 processes and 0.6 seconds for each benchmark.")
  var quick = false

  @Option(
    help: ArgumentHelp(
      """
      Measure each benchmark in so many processes; up to three times as many where they differ \
      too much for '--precision'. (default: 5; 3 with --quick)
      """,
      valueName: "count"))
  var processes: Int?

  @Option(
    help: ArgumentHelp(
      "Take exactly so many samples in each process, and add no processes.",
      valueName: "count"))
  var samples: Int?

  @Option(
    help: ArgumentHelp(
      """
      Aim at so many seconds of measuring for each benchmark, over all its processes and without \
      its set-up. (default: 3; 0.6 with --quick)
      """,
      valueName: "seconds"))
  var timeLimit: Double?

  @Option(
    help: ArgumentHelp(
      "Share so many seconds out among all benchmarks, and stop when they are used up.",
      valueName: "seconds"))
  var timeBudget: Double?

  @Option(
    help: ArgumentHelp(
      "Measure no longer than it takes to know a benchmark's time to ± so many percent.",
      valueName: "percent"))
  var precision = 1.0

  @Option(
    help: ArgumentHelp(
      "Give a worker up as hung when it is silent for so many seconds.", valueName: "seconds"))
  var timeout = 60.0

  @Option(
    help: ArgumentHelp(
      "Draw the order in which benchmarks are measured from this seed. (default: a new one)",
      valueName: "number"))
  var seed: UInt64?

  func validate() throws {
    try require(processes.map(Double.init), isMoreThanZeroFor: "--processes", unit: "")
    try require(samples.map(Double.init), isMoreThanZeroFor: "--samples", unit: "")
    try require(timeLimit, isMoreThanZeroFor: "--time-limit", unit: " seconds")
    try require(timeBudget, isMoreThanZeroFor: "--time-budget", unit: " seconds")
    try require(precision, isMoreThanZeroFor: "--precision", unit: " percent")
    try require(timeout, isMoreThanZeroFor: "--timeout", unit: " seconds")
  }

  private func require(
    _ value: Double?, isMoreThanZeroFor option: String, unit: String
  ) throws {
    guard let value else { return }
    // A billion of anything here is a typing error, and would overflow when made into an integer.
    guard value > 0, value < 1e9 else {
      throw ValidationError(
        "'\(option)' must be more than 0\(unit) and less than a billion, got \(value.asTyped).")
    }
  }

  var settings: MeasurementSettings {
    MeasurementSettings(
      processes: processes ?? (quick ? 3 : 5),
      samplesPerProcess: samples,
      timeLimitSeconds: timeLimit ?? (quick ? 0.6 : 3),
      timeBudgetSeconds: timeBudget,
      targetRelativeInterval: precision / 100,
      timeoutSeconds: timeout,
      sampleSeconds: 0.002,
      // 53 bits survive every JSON reader.
      seed: seed ?? UInt64.random(in: 0..<(1 << 53)))
  }
}
