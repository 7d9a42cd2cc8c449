import BenchModel

/// What a meter answers to: it says which sample comes next and takes what was read.
///
/// In a worker process this is the conversation with the driver; in a test, a list.
/// `nextRequest` may block its thread: nothing is being measured while it does.
package protocol SampleConductor: AnyObject, Sendable {
  /// Called once, after set-up and before the first request.
  func opened(_ plan: MeterPlan)
  /// `nil` when measuring is over.
  func nextRequest() -> SampleRequest?
  func report(_ outcome: SampleOutcome)
}

/// How a benchmark is going to be measured, known once its set-up has run.
package struct MeterPlan: Hashable, Codable, Sendable {
  package let cpuScope: CPUScope
  package let threads: Int
  /// Whether the body runs in tasks; `nil` from a worker that is too old to say.
  package let isAsync: Bool?
  /// What reading the clocks at both edges of a sample costs here.
  package let edgeCostNanoseconds: Int
}

/// What came of one request.
package enum SampleOutcome: Hashable, Sendable {
  case timed(Observation)
  case counted(Reading<AllocationCount>)
}
