import ArgumentParser
import BenchModel

struct ListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Print the benchmarks, each with the question it answers.")

  @OptionGroup var selection: SelectionOptions

  func run() async throws {
    for benchmark in try selection.selected(from: BenchTool.benchmarks.map(\.description)) {
      print(benchmark.name)
      print("    \(benchmark.question)")
      if !benchmark.tags.isEmpty {
        print("    tags: \(benchmark.tags.joined(separator: ", "))")
      }
    }
  }
}
