import BenchModel

/// What the driver and a worker say to each other: one JSON value a line, over two pipes.
///
/// The driver opens a benchmark, asks for batches of samples, and closes; then it may open
/// another. The worker answers each message but the last with one of its own, and says nothing
/// else.
package enum WorkerProtocol {
  /// Raised with every change that an older side would misread.
  package static let version = 2
}

package enum DriverMessage: Codable, Equatable, Sendable {
  /// - Parameter cpu: The processor to measure on, when the body runs on one thread: two workers
  ///   that are compared must not differ in who their processors' neighbors are.
  case open(benchmark: BenchmarkName, cpu: Int? = nil)
  /// Take `count` samples, one right after the other.
  case sample(request: SampleRequest, count: Int)
  /// Ends the open benchmark.
  case close
  /// Ends the worker, which says nothing more.
  case leave
}

package enum WorkerMessage: Codable, Equatable, Sendable {
  /// The first line, sent unasked.
  case hello(version: Int)
  case opened(plan: MeterPlan)
  case timed(observations: [Observation])
  case counted(counts: Reading<[AllocationCount]>)
  /// The last line when something went wrong.
  case failed(failure: BenchmarkFailure)
  /// The benchmark is over, and nothing went wrong.
  case closed(peakResidentBytes: Reading<Int>)
}
