import BenchModel

/// Makes a run of what another harness measured.
package struct ForeignRun: Sendable {
  /// What the files do not tell, and a user can.
  package struct Facts: Sendable {
    package var prefix: BenchmarkName?
    package var commit: String?
    /// UTC in ISO 8601.
    package var startedAt: String?
    package var compiler: String?

    package init(
      prefix: BenchmarkName? = nil, commit: String? = nil, startedAt: String? = nil,
      compiler: String? = nil
    ) {
      self.prefix = prefix
      self.commit = commit
      self.startedAt = startedAt
      self.compiler = compiler
    }
  }

  /// What of the files is not in the run, or not as it seems, in sentences.
  package let remarks: [String]

  private let harness: Harness
  /// Those of all files; of one title, the processes of all of them.
  private let results: ForeignResults

  /// - Parameter files: What was read, at least one; several make one run, and each of them adds
  ///   processes to its benchmarks. The first one's facts count.
  /// - Throws: `ForeignRunError` when they are of several harnesses, machines, commits or compilers,
  ///   or two of them are the same.
  /// - Complexity: O(*n*) in the number of samples.
  package init(of files: [ForeignResults]) throws(ForeignRunError) {
    guard let first = files.first else { preconditionFailure("a run is made of a file at least") }
    harness = first.harness
    guard files.allSatisfy({ $0.harness == first.harness }) else {
      throw .severalHarnesses(files.map(\.harness.title))
    }
    guard files.allSatisfy({ $0.machine == first.machine }) else { throw .severalMachines }
    for (fact, kind) in [(\ForeignResults.commit, "commits"), (\.compiler, "compilers")] {
      let told = Set(files.compactMap { $0[keyPath: fact] })
      guard told.count < 2 else { throw .severalOf(kind, told.sorted()) }
    }
    for place in files.indices {
      for other in files.indices.prefix(place)
      where files[place].benchmarks == files[other].benchmarks {
        throw .sameResults(other + 1, place + 1)
      }
    }
    var pool = ForeignPool(first.benchmarks)
    for file in files.dropFirst() {
      for benchmark in file.benchmarks { pool.add(benchmark) }
    }
    pool.removeStale(of: files.count)
    var results = first
    results.benchmarks = pool.benchmarks
    results.commit = files.lazy.compactMap(\.commit).first
    results.compiler = files.lazy.compactMap(\.compiler).first
    if files.contains(where: { $0.isDirty == true }) { results.isDirty = true }
    self.results = results
    remarks = files.flatMap(\.remarks) + pool.remarks
  }

  /// What the files say of the machine.
  package var machine: ForeignResults.Machine { results.machine }

  /// - Parameters:
  ///   - machine: That of this process; `nil` when the results were made on another one.
  ///   - arguments: What the run says of how it came to be, after `import` and the harness.
  /// - Complexity: O(*n*) in the number of samples.
  package func run(
    knowing facts: Facts = Facts(), madeOn machine: MachineEnvironment.Machine?,
    arguments: [String] = []
  ) -> Run {
    run(
      knowing: facts, startedAt: results.startedAt ?? results.fileDate, madeOn: machine,
      arguments: arguments)
  }

  /// The run without what a copy of the files on another machine changes, to make an identity from.
  package func content(knowing facts: Facts = Facts()) -> Run {
    run(knowing: facts, startedAt: results.startedAt, madeOn: nil, arguments: [])
  }

  private func run(
    knowing facts: Facts, startedAt: String?, madeOn machine: MachineEnvironment.Machine?,
    arguments: [String]
  ) -> Run {
    let names = ForeignNames.names(for: results.benchmarks, of: harness, prefix: facts.prefix)
    let converted = zip(results.benchmarks, names).map(result)
    let seconds =
      converted.reduce(0.0) { sum, result in
        sum
          + result.processes.reduce(0) {
            $0 + $1.observations.reduce(0) { $0 + Double($1.wallNanoseconds) }
          }
      } * 1e-9
    return Run(
      startedAt: facts.startedAt ?? startedAt ?? "",
      durationSeconds: seconds,
      arguments: ["import", harness.rawValue] + arguments, settings: settings(of: converted),
      environment: environment(knowing: facts, madeOn: machine), results: converted)
  }

  private func result(_ benchmark: ForeignBenchmark, named name: BenchmarkName) -> BenchmarkResult {
    let tags = [
      BenchmarkDescription.importedTag, harness.rawValue,
      benchmark.isWallClockOnly || Self.waits(benchmark) ? BenchmarkDescription.wallClockTag : nil,
    ]
    let description = BenchmarkDescription(
      name: name, question: "\(harness.title) calls it '\(benchmark.title)'.",
      throughput: benchmark.throughput, tags: tags.compactMap(\.self))
    let processes = benchmark.processes.map { observations in
      ProcessRecord(
        cpuScope: benchmark.cpuScope, threads: benchmark.threads,
        // Each harness warms up by its own rule, and records the rest.
        warmUp: ProcessRecord.WarmUp(reachedSteadyState: true, samples: 0, wallNanoseconds: 0),
        observations: observations, allocations: unavailable(), peakResidentBytes: unavailable())
    }
    return BenchmarkResult(
      benchmark: description, processes: processes, failure: benchmark.failure)
  }

  /// Whether the processor time is a tenth less than the wall clock or more. How often a thread gave
  /// the processor up is not recorded, so that is what shows that it waited, or had to.
  private static func waits(_ benchmark: ForeignBenchmark) -> Bool {
    var wall = 0.0
    var cpu = 0.0
    for sample in benchmark.processes.joined() {
      wall += Double(sample.wallNanoseconds)
      cpu += Double(sample.cpuNanoseconds)
    }
    return cpu > 0 && cpu < 0.9 * wall
  }

  private func settings(of results: [BenchmarkResult]) -> MeasurementSettings {
    MeasurementSettings(
      processes: results.map(\.processes.count).max() ?? 0, samplesPerProcess: nil,
      timeLimitSeconds: 0, timeBudgetSeconds: nil, targetRelativeInterval: 0.01,
      timeoutSeconds: 0, sampleSeconds: 0, seed: 0)
  }

  private func environment(
    knowing facts: Facts, madeOn machine: MachineEnvironment.Machine?
  ) -> MachineEnvironment {
    MachineEnvironment(
      machine: machine ?? foreignMachine,
      mood: MachineEnvironment.Mood(
        loadAtStart: unavailable(), loadAtEnd: unavailable(), stolenShare: unavailable(),
        pressure: unavailable(), throttledSeconds: unavailable(), governorChanged: unavailable()),
      build: MachineEnvironment.Build(
        compiler: reading(facts.compiler ?? results.compiler), configuration: harness.rawValue,
        flags: unavailable()),
      source: MachineEnvironment.Source(
        commit: reading(facts.commit ?? results.commit),
        isDirty: facts.commit == nil ? reading(results.isDirty) : unavailable()))
  }

  private var foreignMachine: MachineEnvironment.Machine {
    let told = results.machine
    return MachineEnvironment.Machine(
      hostName: told.hostName, cpuModel: reading(told.cpuModel),
      logicalCores: reading(told.logicalCores),
      usableCores: unavailable(), memoryBytes: reading(told.memoryBytes), governor: unavailable(),
      turbo: unavailable(), clockSource: unavailable(), kernel: reading(told.kernel),
      operatingSystem: reading(told.operatingSystem), cgroupCPUQuota: unavailable())
  }

  private func reading<Value>(_ value: Value?) -> Reading<Value> {
    value.map { .value($0) } ?? unavailable()
  }

  private func unavailable<Value>() -> Reading<Value> {
    .unavailable(reason: "\(harness.title) does not record it")
  }
}

/// Why several files make no run.
package enum ForeignRunError: Error, Equatable, CustomStringConvertible {
  case severalHarnesses([String])
  case severalMachines
  /// Facts of which a run has one, and the values that were told.
  case severalOf(String, [String])
  /// Their places in the order in which they were named, from 1.
  case sameResults(Int, Int)

  package var description: String {
    switch self {
    case .severalHarnesses(let titles):
      """
      The files are of \(titles.joined(separator: " and ")), and one run has one harness. Import \
      them one by one.
      """
    case .severalMachines:
      """
      The files are from different machines, and one run has one. Import them one by one, or name \
      the machine with '--host' where only the names of its containers differ.
      """
    case .severalOf(let kind, let values):
      """
      The files are of several \(kind), \(values.map { "'\($0)'" }.joined(separator: " and ")), and \
      one run has one. Import them one by one.
      """
    case .sameResults(let first, let second):
      """
      Of the results that were named, numbers \(first) and \(second) hold the same samples, which \
      are those of one process. Name each run of the harness once.
      """
    }
  }
}
