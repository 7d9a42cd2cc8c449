import BenchModel

/// What is known so far of one benchmark of a suite, and whether that is enough.
package struct BenchmarkTrial {
  package let benchmark: BenchmarkDescription
  package private(set) var processes: [ProcessRecord] = []
  package private(set) var failure: BenchmarkFailure?
  /// The iterations that the last process settled on.
  package private(set) var iterations = 1

  /// How many processes there are to be: those asked for, until it is known how they scatter.
  package private(set) var plannedProcesses: Int

  /// Where the interval would stay wide, processes are added, but not beyond this many times
  /// those asked for.
  package static let mostProcessesFactor = 3

  private let settings: MeasurementSettings

  package init(_ benchmark: BenchmarkDescription, settings: MeasurementSettings) {
    self.benchmark = benchmark
    self.settings = settings
    plannedProcesses = settings.processes
  }

  /// - Parameter processesNeeded: How many processes, judged by those so far, would make the
  ///   interval narrow enough. Asked once, when those asked for have run: looking again and again
  ///   would stop at a lucky moment.
  package mutating func add(
    _ record: ProcessRecord, iterations: Int, processesNeeded: ([ProcessRecord]) -> Int
  ) {
    processes.append(record)
    self.iterations = iterations
    if processes.count == settings.processes, settings.samplesPerProcess == nil {
      plannedProcesses = min(
        max(settings.processes, processesNeeded(processes)),
        Self.mostProcessesFactor * settings.processes)
    }
  }

  package mutating func fail(_ failure: BenchmarkFailure) {
    self.failure = failure
  }

  /// The processes asked for are always run; added ones only while there is time.
  package var wantsAnotherProcess: Bool {
    if failure != nil { return false }
    if processes.count < settings.processes { return true }
    return processes.count < plannedProcesses && spentSeconds < settings.timeLimitSeconds
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
