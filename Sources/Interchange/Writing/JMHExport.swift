import BenchModel
import Foundation
import Statistics

/// A run as JMH writes one with `-rf json`, for tools that draw it.
///
/// The mode is `avgt`, a process is a fork, and a sample is an iteration whose score is its
/// nanoseconds per operation. How many operations a sample had is not in such a file, nor its
/// processor time.
package enum JMHExport {
  /// JMH's own coverage.
  private static let coverage = 0.999

  /// - Complexity: O(*n* log *n*) in the number of samples.
  package static func text(of run: Run) -> Data {
    ForeignJSON.text(of: run.results.compactMap { Entry($0, of: run) })
  }

  private struct Entry: Encodable {
    let benchmark: String
    let mode = "avgt"
    let threads: Int
    let forks: Int
    let measurementIterations: Int
    /// What a sample took, so that a reader can tell how precise its score is.
    let measurementTime: String
    let params: [String: String]?
    let primaryMetric: Metric
    let secondaryMetrics: [String: Metric] = [:]

    /// - Returns: `nil` for a benchmark without a number.
    init?(_ result: BenchmarkResult, of run: Run) {
      let processes = result.processes.filter { !$0.observations.isEmpty }
      guard result.failure == nil, let first = processes.first, let metric = Metric(processes)
      else { return nil }
      let name = result.benchmark.name
      benchmark = name.path.replacing("/", with: ".")
      threads = first.threads
      forks = processes.count
      measurementIterations = first.observations.count
      let times = processes.flatMap { $0.observations.map(\.wallNanoseconds) }.sorted()
      measurementTime = "\(max(times[times.count / 2], 1)) ns"
      params =
        name.parameters.isEmpty
        ? nil
        : Dictionary(uniqueKeysWithValues: name.parameters.map { ($0.name, $0.value) })
      primaryMetric = metric
    }

    private enum CodingKeys: CodingKey {
      case benchmark, mode, threads, forks, measurementIterations, measurementTime, params
      case primaryMetric, secondaryMetrics
    }
  }

  private struct Metric: Encodable {
    let score: Double
    /// Half of Student's interval; JMH writes "NaN" where there is none.
    let scoreError: NumberOrNaN
    let scoreConfidence: [NumberOrNaN]
    let scorePercentiles: [String: Double]
    let scoreUnit = "ns/op"
    let rawData: [[Double]]

    init?(_ processes: [ProcessRecord]) {
      rawData = processes.map { $0.observations.map { $0.wallSeconds * 1e9 } }
      let values = rawData.flatMap(\.self)
      guard let sample = try? Sample(values, in: .ratio) else { return nil }
      score = sample.mean
      let interval = StudentAcrossProcesses(center: .mean).estimate(
        of: values.compactMap { try? Sample([$0], in: .ratio) }, coverage: coverage)
      scoreError = NumberOrNaN(interval.map { ($0.high - $0.low) / 2 })
      scoreConfidence = [NumberOrNaN(interval?.low), NumberOrNaN(interval?.high)]
      scorePercentiles = Dictionary(
        uniqueKeysWithValues: [0, 50, 90, 95, 99, 99.9, 99.99, 99.999, 99.9999, 100].map {
          ("\($0)", sample.quantile($0 / 100))
        })
    }

    private enum CodingKeys: CodingKey {
      case score, scoreError, scoreConfidence, scorePercentiles, scoreUnit, rawData
    }
  }

  private struct NumberOrNaN: Encodable {
    private let number: Double?

    init(_ number: Double?) {
      self.number = number
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      if let number, number.isFinite {
        try container.encode(number)
      } else {
        try container.encode("NaN")
      }
    }
  }
}
