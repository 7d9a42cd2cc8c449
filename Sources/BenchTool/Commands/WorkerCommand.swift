import ArgumentParser
import Benchmarking
import Glibc

/// The other end of the pipes: `bench` starts itself with this command for each process that it
/// measures in. Not for people.
struct WorkerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker",
    abstract: "Serve one benchmark to the 'bench' that started this process.",
    shouldDisplay: false)

  func run() async throws {
    Glibc.exit(await Worker(benchmarks: BenchTool.benchmarks).serve())
  }
}
