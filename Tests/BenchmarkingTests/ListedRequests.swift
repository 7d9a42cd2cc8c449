import BenchModel
import Benchmarking
import Synchronization

/// A conductor that asks for what a test lists, and keeps what comes of it.
final class ListedRequests: SampleConductor {
  private struct State {
    var requests: [SampleRequest]
    var plan: MeterPlan?
    var outcomes: [SampleOutcome] = []
  }

  private let state: Mutex<State>

  init(_ requests: [SampleRequest]) {
    state = Mutex(State(requests: requests.reversed()))
  }

  func opened(_ plan: MeterPlan) { state.withLock { $0.plan = plan } }
  func nextRequest() -> SampleRequest? { state.withLock { $0.requests.popLast() } }
  func report(_ outcome: SampleOutcome) { state.withLock { $0.outcomes.append(outcome) } }

  var plan: MeterPlan? { state.withLock { $0.plan } }
  var outcomes: [SampleOutcome] { state.withLock { $0.outcomes } }

  var observations: [Observation] {
    outcomes.compactMap { if case .timed(let observation) = $0 { observation } else { nil } }
  }

  var counts: [AllocationCount] {
    outcomes.compactMap { if case .counted(.value(let count)) = $0 { count } else { nil } }
  }
}
