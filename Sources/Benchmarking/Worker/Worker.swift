import BenchModel
import Glibc

/// Serves benchmarks, one after the other, to the driver that started this process.
///
/// A worker knows no statistics and decides nothing: it takes the samples it is asked for.
package struct Worker {
  private let benchmarks: [Benchmark]
  private let connection: DriverConnection

  /// Takes standard input and output for the conversation. From here on what the benchmark
  /// prints goes to standard error, and standard input is empty.
  ///
  /// - Precondition: Called once, before anything is printed.
  package init(benchmarks: [Benchmark]) {
    HeapOffset.apply()
    self.benchmarks = benchmarks
    connection = DriverConnection.takingStandardStreams()
  }

  /// Answers until the driver takes its leave or something fails.
  ///
  /// - Returns: The exit status of the process.
  package func serve() async -> Int32 {
    connection.send(.hello(version: WorkerProtocol.version))
    while true {
      switch connection.receive() {
      case .leave:
        return 0
      case .open(let name, let cpu):
        guard let benchmark = benchmarks.first(where: { $0.description.name == name }) else {
          return refuse("This worker has no benchmark '\(name)'.")
        }
        if let failure = await failure(ofServing: benchmark, on: cpu) {
          connection.send(.failed(failure: failure))
          return 1
        }
        connection.send(.closed(peakResidentBytes: PeakMemory.read()))
      case .sample, .close:
        return refuse("A benchmark must be open before it is sampled or closed.")
      }
    }
  }

  private func failure(
    ofServing benchmark: Benchmark, on cpu: Int?
  ) async -> BenchmarkFailure? {
    let conductor = RemoteConductor(connection: connection, cpu: cpu)
    do {
      try await benchmark.run(Meter(conductor: conductor))
    } catch let failure as BenchmarkFailure {
      return failure
    } catch {
      return BenchmarkFailure(.threw, "The benchmark threw: \(error)")
    }
    guard conductor.wasAskedToClose else {
      return BenchmarkFailure(
        .misdeclared, "The benchmark ended without calling one of the meter's 'measure'.")
    }
    return nil
  }

  private func refuse(_ message: String) -> Int32 {
    connection.send(.failed(failure: BenchmarkFailure(.notStarted, message)))
    return 1
  }
}
