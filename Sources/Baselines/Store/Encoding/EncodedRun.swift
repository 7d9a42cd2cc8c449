import BenchModel

/// A run in the pieces that the store's rows hold: JSON for what is said once, and the samples
/// apart, for their blobs.
///
/// The identity is made of these texts as they were saved, so that a later encoder, which may
/// write a number in another way, does not change it.
struct EncodedRun {
  struct Process {
    /// A `ProcessRecord` without observations.
    let head: String
    let observations: [Observation]
  }

  struct Result {
    let name: String
    let description: String
    let failure: String?
    let processes: [Process]
  }

  /// A `Run` without results.
  let header: String
  let results: [Result]

  init(header: String, results: [Result]) {
    self.header = header
    self.results = results
  }

  init(_ run: Run) {
    header = StoredJSON.text(of: run.replacing(results: []))
    results = run.results.map { result in
      Result(
        name: result.benchmark.name.description,
        description: StoredJSON.text(of: result.benchmark),
        failure: result.failure.map(StoredJSON.text),
        processes: result.processes.map { process in
          Process(
            head: StoredJSON.text(of: process.replacing(observations: [])),
            observations: process.observations)
        })
    }
  }

  var samples: Int {
    results.reduce(0) { $0 + $1.processes.reduce(0) { $0 + $1.observations.count } }
  }

  /// - Complexity: O(*n*) in the number of samples.
  var identifier: RunIdentifier {
    var digest = ContentDigest(kind: "run 1")
    digest.add(header)
    digest.add(results.count)
    for result in results {
      digest.add(result.description)
      digest.add(result.failure)
      digest.add(result.processes.count)
      for process in result.processes {
        digest.add(process.head)
        digest.add(process.observations)
      }
    }
    return RunIdentifier(text: digest.uuid)
  }

  /// - Throws: `DecodingError` when a text is not what this encoder wrote.
  func run() throws -> Run {
    let results = try results.map { result in
      BenchmarkResult(
        benchmark: try StoredJSON.value(BenchmarkDescription.self, in: result.description),
        processes: try result.processes.map { process in
          try StoredJSON.value(ProcessRecord.self, in: process.head)
            .replacing(observations: process.observations)
        },
        failure: try result.failure.map { try StoredJSON.value(BenchmarkFailure.self, in: $0) })
    }
    return try StoredJSON.value(Run.self, in: header).replacing(results: results)
  }
}

extension Run {
  func replacing(results: [BenchmarkResult]) -> Run {
    Run(
      startedAt: startedAt, durationSeconds: durationSeconds, arguments: arguments,
      settings: settings, environment: environment, results: results)
  }
}

extension ProcessRecord {
  func replacing(observations: [Observation]) -> ProcessRecord {
    ProcessRecord(
      cpuScope: cpuScope, threads: threads, warmUp: warmUp, observations: observations,
      allocations: allocations, peakResidentBytes: peakResidentBytes)
  }
}
