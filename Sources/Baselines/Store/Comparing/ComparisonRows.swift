import BenchModel

/// All that a comparison's rows are made of, as texts: what its identity is a digest of.
struct ComparisonRows {
  let startedAt: String
  let machineClass: MachineClass
  let base: String
  let baseRun: RunIdentifier?
  let candidateRun: RunIdentifier?
  /// `LockstepSettings` as JSON.
  let settings: String
  let verdict: String
  let benchmarks: [EncodedComparison]

  init(
    startedAt: String, machineClass: MachineClass, base: String, baseRun: RunIdentifier?,
    candidateRun: RunIdentifier?, settings: String, verdict: String,
    benchmarks: [EncodedComparison]
  ) {
    self.startedAt = startedAt
    self.machineClass = machineClass
    self.base = base
    self.baseRun = baseRun
    self.candidateRun = candidateRun
    self.settings = settings
    self.verdict = verdict
    self.benchmarks = benchmarks
  }

  init(_ comparison: ComparisonRecord) {
    self.init(
      startedAt: comparison.startedAt, machineClass: comparison.machineClass,
      base: comparison.base, baseRun: comparison.baseRun, candidateRun: comparison.candidateRun,
      settings: StoredJSON.text(of: comparison.settings), verdict: comparison.verdict,
      benchmarks: comparison.benchmarks.map(EncodedComparison.init))
  }

  /// - Complexity: O(*n*) in the number of samples.
  var id: ComparisonIdentifier {
    var digest = ContentDigest(kind: "comparison 1")
    digest.add(startedAt)
    digest.add(machineClass.text)
    digest.add(base)
    digest.add(baseRun?.text)
    digest.add(candidateRun?.text)
    digest.add(settings)
    digest.add(verdict)
    digest.add(benchmarks.count)
    for benchmark in benchmarks {
      digest.add(benchmark.head)
      digest.add(benchmark.observations)
    }
    return ComparisonIdentifier(text: digest.uuid)
  }

  /// - Throws: `DecodingError` or `DamagedColumn` when a text is not what this encoder wrote.
  func comparison() throws -> ComparisonRecord {
    ComparisonRecord(
      startedAt: startedAt, machineClass: machineClass, base: base, baseRun: baseRun,
      candidateRun: candidateRun,
      settings: try StoredJSON.value(LockstepSettings.self, in: settings),
      benchmarks: try benchmarks.map { try $0.comparison() }, verdict: verdict)
  }
}
