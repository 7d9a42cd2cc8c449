import Baselines
import BenchModel
import Statistics

/// The few numbers of a run that lists, history and committed baselines are made of.
enum RunSummaries {
  /// A center with its 95 % interval for each metric that the run has a number for.
  static func summaries(of run: Run) -> [MetricKey: MetricSummary] {
    let summarizer = Summarizer(settings: run.settings)
    var summaries: [MetricKey: MetricSummary] = [:]
    for result in run.results where result.failure == nil {
      guard let summary = summarizer.summary(of: result) else { continue }
      let name = result.benchmark.name
      func add(_ metric: Metric, _ estimate: Estimate?) {
        guard let estimate else { return }
        summaries[MetricKey(name, metric)] = MetricSummary(
          center: estimate.point, low: estimate.low, high: estimate.high,
          processes: summary.processes)
      }
      add(.wallTime, summary.wall)
      add(.cpuTime, summary.cpu.value)
      if let count = summary.allocations.value {
        summaries[MetricKey(name, .allocations)] = MetricSummary(
          center: count, low: count, high: count, processes: summary.processes)
      }
    }
    return summaries
  }
}
