import BenchModel
import Statistics

/// What `bench history` shows without a name: one metric of all benchmarks over the stored runs of
/// one kind of machine.
///
/// It is its own JSON, as `HistoryReport` is.
package struct SuiteHistoryReport: Hashable, Codable, Sendable {
  /// The version of the JSON layout; a reader refuses what is newer than it knows.
  package static let currentSchema = 1

  package let schema: Int
  package let metric: Metric
  package let machine: String
  /// By name.
  package let benchmarks: [HistoryReport]

  package init(metric: Metric, machine: String, benchmarks: [HistoryReport]) {
    schema = Self.currentSchema
    self.metric = metric
    self.machine = machine
    self.benchmarks = benchmarks.sorted { $0.benchmark < $1.benchmark }
  }
}
