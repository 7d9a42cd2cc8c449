import BenchModel

/// One metric of one benchmark: what a line of history or of a baseline is about.
package struct MetricKey: Hashable, Sendable {
  package let benchmark: BenchmarkName
  package let metric: Metric

  package init(_ benchmark: BenchmarkName, _ metric: Metric) {
    self.benchmark = benchmark
    self.metric = metric
  }
}

extension MetricKey: Comparable {
  package static func < (left: MetricKey, right: MetricKey) -> Bool {
    (left.benchmark.description, left.metric.rawValue)
      < (right.benchmark.description, right.metric.rawValue)
  }
}

extension MetricKey: CustomStringConvertible {
  package var description: String { "\(benchmark) \(metric.rawValue)" }
}
