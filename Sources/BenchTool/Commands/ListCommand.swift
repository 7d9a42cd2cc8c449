import ArgumentParser
import BenchModel

struct ListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Print the benchmarks, each with the question it answers.")

  @OptionGroup var selection: SelectionOptions

  func run() async throws {
    let all = BenchTool.benchmarks.map(\.description)
    // Those that run on demand only are shown here as well.
    let benchmarks = selection.isEmpty ? all : try selection.selected(from: all)
    try ReportDestination(path: nil).write(benchmarks.map(Self.entry).joined())
  }

  private static func entry(_ benchmark: BenchmarkDescription) -> String {
    let tags =
      benchmark.tags.isEmpty ? "" : "    tags: \(benchmark.tags.joined(separator: ", "))\n"
    return "\(benchmark.name)\n    \(benchmark.question)\n\(tags)"
  }
}
