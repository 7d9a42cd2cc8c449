import BenchModel
import CBench

/// Relays between the driver's messages and a meter's requests.
///
/// Used by one thread at a time, the one that measures.
final class RemoteConductor: SampleConductor, @unchecked Sendable {
  private let connection: DriverConnection
  private var request: SampleRequest?
  private var samplesLeft = 0
  private var observations: [Observation] = []
  private var counts: Reading<[AllocationCount]> = .value([])
  private let cpu: Int?
  private var isPinned = false
  private(set) var wasAskedToClose = false

  init(connection: DriverConnection, cpu: Int?) {
    self.connection = connection
    self.cpu = cpu
  }

  func opened(_ plan: MeterPlan) {
    if let cpu, plan.cpuScope == .thread, plan.threads == 1 {
      // Where the kernel refuses, the scheduler chooses, as it does for everybody else.
      isPinned = bench_pin_thread(Int32(cpu))
    }
    connection.send(.opened(plan: plan))
  }

  func nextRequest() -> SampleRequest? {
    if samplesLeft == 0 {
      reply()
      guard case .sample(let request, let count) = connection.receive() else {
        wasAskedToClose = true
        if isPinned { bench_unpin_thread() }
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
