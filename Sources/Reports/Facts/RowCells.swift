import BenchModel
import Statistics

/// The numbers of one benchmark as text, the same in the terminal and in Markdown.
struct RowCells {
  let median: String
  let interval: String
  /// Empty when the benchmark declares none.
  let throughput: String
  let cpu: String
  let allocations: String
  /// All samples, and the processes that they come from.
  let samples: String
  let density: String
  let isDoubted: Bool

  init(_ summary: BenchmarkSummary, charset: Charset) {
    let format = UnitFormatter(charset: charset)
    median = format.time(summary.wall.point)
    interval = format.halfWidth(summary.wall)
    throughput =
      if let rate = summary.throughput, let declared = summary.benchmark.throughput {
        format.rate(rate.point, of: declared)
      } else {
        ""
      }
    let scope = summary.cpuScope == .process ? " (all threads)" : ""
    cpu = summary.cpu.value.map { format.time($0.point) + scope } ?? "n/a"
    allocations = summary.allocations.value.map(format.exact) ?? "n/a"
    samples = "\(summary.samples) / \(summary.processes)"
    density = DensityStrip.text(summary.density, charset: charset)
    isDoubted = !summary.doubts.isEmpty
  }
}
