import BenchModel
import Glibc

/// Serves one benchmark to the driver that started this process.
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
    self.benchmarks = benchmarks
    connection = DriverConnection.takingStandardStreams()
  }

  /// Answers until the driver closes or something fails.
  ///
  /// - Returns: The exit status of the process.
  package func serve() async -> Int32 {
    connection.send(.hello(version: WorkerProtocol.version))
    guard case .open(let name) = connection.receive() else {
      return refuse("The first message to a worker must be 'open'.")
    }
    guard let benchmark = benchmarks.first(where: { $0.description.name == name }) else {
      return refuse("This worker has no benchmark '\(name)'.")
    }
    let conductor = RemoteConductor(connection: connection)
    do {
      try await benchmark.run(Meter(conductor: conductor))
    } catch let failure as BenchmarkFailure {
      connection.send(.failed(failure: failure))
      return 1
    } catch {
      connection.send(.failed(failure: BenchmarkFailure(.threw, "The benchmark threw: \(error)")))
      return 1
    }
    guard conductor.wasAskedToClose else {
      connection.send(
        .failed(
          failure: BenchmarkFailure(
            .misdeclared, "The benchmark ended without calling one of the meter's 'measure'.")))
      return 1
    }
    connection.send(.closed(peakResidentBytes: PeakMemory.read()))
    return 0
  }

  private func refuse(_ message: String) -> Int32 {
    connection.send(.failed(failure: BenchmarkFailure(.notStarted, message)))
    return 1
  }
}
