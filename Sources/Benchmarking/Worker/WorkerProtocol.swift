import BenchModel

/// What the driver and a worker say to each other: one JSON value a line, over two pipes.
///
/// The driver opens one benchmark, asks for batches of samples, and closes. The worker answers
/// each message with one of its own, and says nothing else.
package enum WorkerProtocol {
  /// Raised with every change that an older side would misread.
  package static let version = 1
}

package enum DriverMessage: Codable, Equatable, Sendable {
  case open(benchmark: BenchmarkName)
  /// Take `count` samples, one right after the other.
  case sample(request: SampleRequest, count: Int)
  case close
}

package enum WorkerMessage: Codable, Equatable, Sendable {
  /// The first line, sent unasked.
  case hello(version: Int)
  case opened(plan: MeterPlan)
  case timed(observations: [Observation])
  case counted(counts: Reading<[AllocationCount]>)
  /// The last line when something went wrong.
  case failed(failure: BenchmarkFailure)
  /// The last line when nothing did.
  case closed(peakResidentBytes: Reading<Int>)
}
