import ArgumentParser
import BenchModel

struct SelectionOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      """
      Take only benchmarks whose name, or a part of it after a '/', begins with this text, or \
      whose whole name matches this pattern of * and ?. Several filters add up.
      """,
      valueName: "filter"))
  var filters: [String] = []

  @Flag(help: "Take filters as whole names.")
  var exact = false

  @Option(
    name: .customLong("tag"),
    help: ArgumentHelp("Take only benchmarks with this tag. Several tags add up.", valueName: "tag")
  )
  var tags: [String] = []

  var isEmpty: Bool { filters.isEmpty && tags.isEmpty }

  /// Whether a benchmark that this build may not have was asked for. By tag nothing is known of it.
  func includes(_ name: BenchmarkName) -> Bool {
    Selection(filters: filters, exact: exact, tags: []).includes(name) && tags.isEmpty
  }

  /// - Throws: `SelectionError`, as wrong usage, when nothing is left to measure.
  func selected(from all: [BenchmarkDescription]) throws -> [BenchmarkDescription] {
    do {
      return try Selection(filters: filters, exact: exact, tags: tags).applied(to: all)
    } catch {
      throw ValidationError(error.description)
    }
  }
}
