import ArgumentParser
public import Benchmarking
import Foundation

/// The command line of a package that has benchmarks.
///
/// ```swift
/// @main struct Bench {
///   static func main() async { await BenchTool.main([.sorting, .hashing]) }
/// }
/// ```
public enum BenchTool {
  /// What this executable can measure. Commands are made by the argument parser, which hands
  /// them nothing but arguments.
  @TaskLocal static var benchmarks: [Benchmark] = []

  /// Does what the process's arguments say, and ends the process with the exit status.
  ///
  /// - Parameter benchmarks: In the order in which `list` shows them. Two of the same name are
  ///   an error, since the name is what history is kept under.
  public static func main(_ benchmarks: [Benchmark]) async {
    if let name = firstRepeatedName(in: benchmarks) {
      FileHandle.standardError.write(
        Data("Error: two benchmarks are named '\(name)'; rename one of them.\n".utf8))
      exit(ExitStatus.toolFailed.rawValue)
    }
    await $benchmarks.withValue(benchmarks) {
      await RootCommand.main()
    }
  }

  private static func firstRepeatedName(in benchmarks: [Benchmark]) -> String? {
    var seen: Set<String> = []
    return benchmarks.map { $0.description.name.description }.first { !seen.insert($0).inserted }
  }
}
