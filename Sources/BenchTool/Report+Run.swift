import BenchModel
import Reports
import Statistics

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
