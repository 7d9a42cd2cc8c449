import BenchModel
import Statistics

/// A benchmark with its numbers, or with the reason why it has none that one may use.
package enum ReportRow: Hashable, Sendable {
  case measured(BenchmarkSummary)
  case failed(BenchmarkDescription, BenchmarkFailure)

  var name: BenchmarkName {
    switch self {
    case .measured(let summary): summary.benchmark.name
    case .failed(let benchmark, _): benchmark.name
    }
  }
}
