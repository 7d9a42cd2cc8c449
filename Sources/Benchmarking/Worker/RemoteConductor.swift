import BenchModel

/// Relays between the driver's messages and a meter's requests.
///
/// Used by one thread at a time, the one that measures.
final class RemoteConductor: SampleConductor, @unchecked Sendable {
  private let connection: DriverConnection
  private var request: SampleRequest?
  private var samplesLeft = 0
  private var observations: [Observation] = []
  private var counts: Reading<[AllocationCount]> = .value([])
  private(set) var wasAskedToClose = false

  init(connection: DriverConnection) {
    self.connection = connection
  }

  func opened(_ plan: MeterPlan) {
    connection.send(.opened(plan: plan))
  }

  func nextRequest() -> SampleRequest? {
    if samplesLeft == 0 {
      reply()
      guard case .sample(let request, let count) = connection.receive() else {
        wasAskedToClose = true
        return nil
      }
      self.request = request
      samplesLeft = count
      // Nothing is allocated between the samples of a batch.
      observations.reserveCapacity(count)
    }
    samplesLeft -= 1
    return request
  }

  func report(_ outcome: SampleOutcome) {
    switch outcome {
    case .timed(let observation):
      observations.append(observation)
    case .counted(.value(let count)):
      counts = counts.map { $0 + [count] }
    case .counted(.unavailable(let reason)):
      counts = .unavailable(reason: reason)
    }
  }

  private func reply() {
    switch request?.purpose {
    case nil:
      return
    case .timing:
      connection.send(.timed(observations: observations))
      observations.removeAll(keepingCapacity: true)
    case .countingAllocations:
      connection.send(.counted(counts: counts))
      counts = .value([])
    }
    request = nil
  }
}
