import BenchModel
import Statistics

/// What the renderers are handed: the raw run, and one row for each benchmark to show.
///
/// The rows carry what `Statistics` made of the run, so that a renderer computes nothing and
/// every format tells the same numbers.
package struct Report: Hashable, Sendable {
  package let run: Run
  /// In the order in which they are shown.
  package let rows: [ReportRow]

  package init(run: Run, rows: [ReportRow]) {
    self.run = run
    self.rows = rows
  }

  var summaries: [BenchmarkSummary] {
    rows.compactMap { row in
      guard case .measured(let summary) = row else { return nil }
      return summary
    }
  }

  var failures: [(benchmark: BenchmarkDescription, failure: BenchmarkFailure)] {
    rows.compactMap { row in
      guard case .failed(let benchmark, let failure) = row else { return nil }
      return (benchmark, failure)
    }
  }
}
