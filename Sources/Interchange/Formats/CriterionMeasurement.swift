import BenchModel
import Foundation

/// A benchmark that Criterion.rs measured, and when.
///
/// `cargo bench` leaves the folders of benchmarks that it did not run as they were, so one folder can
/// hold results of several commits, and only the dates of the files tell.
struct CriterionMeasurement {
  let benchmark: ForeignBenchmark
  /// When its samples were written.
  let written: Date

  /// The pause between two benchmarks of a run is that of warming up, measuring and drawing: at
  /// most so many times what measuring took,
  private static let mostPauses = 10.0
  /// and in any case at most so many seconds.
  private static let shortPause = 300.0

  /// - Returns: What the last run measured, and what was there before it.
  /// - Complexity: O(*n* log *n*).
  static func lastSession(
    of measured: [CriterionMeasurement]
  ) -> (last: [CriterionMeasurement], earlier: [CriterionMeasurement]) {
    let sorted = measured.sorted { $0.written > $1.written }
    for place in sorted.indices.dropFirst() {
      let later = sorted[place - 1]
      let pause = later.written.timeIntervalSince(sorted[place].written)
      if pause > max(shortPause, mostPauses * later.seconds) {
        return (Array(sorted[..<place]), Array(sorted[place...]))
      }
    }
    return (sorted, [])
  }

  static func remark(about earlier: [CriterionMeasurement], in folder: String) -> String {
    let titles = earlier.map { "'\($0.benchmark.title)'" }.sorted()
    let names =
      titles.prefix(5).joined(separator: ", ")
      + (titles.count > 5 ? " and \(titles.count - 5) more" : "")
    return """
      Left out, since their files are of an earlier run than the others: \(names). \
      If they belong to this one, import their folders in '\(folder)' too; else delete them.
      """
  }

  /// What measuring it took.
  private var seconds: Double {
    benchmark.processes.reduce(0) { sum, process in
      sum + process.reduce(0) { $0 + Double($1.wallNanoseconds) * 1e-9 }
    }
  }
}
