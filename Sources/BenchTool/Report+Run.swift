import BenchModel
import Reports
import Statistics
import Verdicts

extension Report {
  /// A row for each benchmark: its summary, or why there is none that one may use.
  init(of run: Run) {
    let summarizer = Summarizer(settings: run.settings)
    self.init(
      run: run,
      rows: run.results.map { result in
        if let failure = result.failure { return .failed(result.benchmark, failure) }
        guard let summary = summarizer.summary(of: result) else {
          return .failed(
            result.benchmark, BenchmarkFailure(.outOfTime, "No sample was taken."))
        }
        return .measured(summary)
      })
  }
}

extension Report {
  /// The verdicts on the objectives that measured and failed benchmarks declare.
  var objectives: [ObjectiveVerdict] {
    rows.compactMap { row in
      switch row {
      case .measured(let summary): ObjectiveJudge.verdict(on: summary)
      case .failed(let benchmark, _): ObjectiveJudge.verdict(on: benchmark, wall: nil)
      }
    }
  }
}
