import BenchModel

/// What is known so far of one benchmark of a suite, and whether that is enough.
package struct BenchmarkTrial {
  package let benchmark: BenchmarkDescription
  package private(set) var processes: [ProcessRecord] = []
  package private(set) var failure: BenchmarkFailure?
  /// The iterations that the last process settled on.
  package private(set) var iterations = 1

  /// Where the interval stays wide, measuring goes on until the time limit, but not beyond this
  /// many times the processes asked for.
  package static let mostProcessesFactor = 3

  package init(_ benchmark: BenchmarkDescription) {
    self.benchmark = benchmark
  }

  package mutating func add(_ record: ProcessRecord, iterations: Int) {
    processes.append(record)
    self.iterations = iterations
  }

  package mutating func fail(_ failure: BenchmarkFailure) {
    self.failure = failure
  }

  /// - Parameter relativeInterval: Half the width of the interval so far over its point; asked
  ///   for only when it matters.
  package func wantsAnotherProcess(
    under settings: MeasurementSettings, relativeInterval: () -> Double
  ) -> Bool {
    if failure != nil { return false }
    if processes.count < settings.processes { return true }
    guard settings.samplesPerProcess == nil, settings.processes > 1,
      processes.count < Self.mostProcessesFactor * settings.processes,
      spentSeconds < settings.timeLimitSeconds
    else { return false }
    return relativeInterval() > settings.targetRelativeInterval
  }

  /// Seconds inside of samples so far, warm-ups included.
  private var spentSeconds: Double {
    processes.reduce(0) { sum, process in
      process.observations.reduce(sum + Double(process.warmUp.wallNanoseconds) * 1e-9) {
        $0 + Double($1.wallNanoseconds) * 1e-9
      }
    }
  }

  package var result: BenchmarkResult {
    BenchmarkResult(benchmark: benchmark, processes: processes, failure: failure)
  }
}
