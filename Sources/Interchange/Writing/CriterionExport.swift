import BenchModel
import Foundation
import Statistics

/// A run as the folder that Criterion.rs writes, for tools that read it and for `--baseline`.
///
/// The samples of all processes stand in one list, as Criterion knows no processes. They are `Flat`:
/// none has more iterations for its place, so there is no slope. What Criterion's files have no
/// place for, such as processor time, is left out.
///
/// - Source: Criterion.rs 0.3 to 0.5; its estimates have percentile intervals of the bootstrap.
package struct CriterionExport: Sendable {
  package struct File: Hashable, Sendable {
    /// Below the folder.
    package let path: String
    package let content: Data
  }

  private static let resamples = 2_000
  private static let coverage = 0.95

  private let run: Run
  private let baseline: String

  /// - Parameter baseline: Criterion's name for the results.
  package init(of run: Run, baseline: String) {
    self.run = run
    self.baseline = baseline
  }

  /// Four files for each benchmark that has a number.
  ///
  /// - Complexity: O(*n* × resamples) in the number of samples.
  package var files: [File] {
    var taken: Set<String> = []
    return run.results.flatMap { result -> [File] in
      let observations = result.processes.flatMap(\.observations)
      guard result.failure == nil, let sample = Self.sample(of: observations) else { return [] }
      let id = Identifier(result.benchmark.name)
      let folder = Self.folder(for: id, avoiding: &taken)
      let values: [(String, any Encodable)] = [
        ("benchmark.json", Description(result.benchmark, id, folder: folder)),
        ("sample.json", Samples(observations)),
        ("estimates.json", Self.estimates(of: observations, sample)),
        ("tukey.json", Self.fences(of: sample)),
      ]
      return values.map { name, value in
        File(
          path: "\(folder)/\(baseline)/\(name)",
          content: ForeignJSON.text(of: value, isSnakeCase: true))
      }
    }
  }

  private static func sample(of observations: [Observation]) -> Sample? {
    try? Sample(observations.map { $0.wallSeconds * 1e9 }, in: .ratio)
  }

  /// As Criterion makes folders of an identifier: a part has 64 bytes at most and no slash, and the
  /// second of one name ends in `_2`. A part that would lead to another folder is `_`.
  private static func folder(for id: Identifier, avoiding taken: inout Set<String>) -> String {
    let plain = id.parts.map { part in
      part == "." || part == ".." ? "_" : String(part.replacing("/", with: "_").prefix(64))
    }.joined(separator: "/")
    var folder = plain
    var count = 1
    while !taken.insert(folder).inserted {
      count += 1
      folder = "\(plain)_\(count)"
    }
    return folder
  }

  /// Criterion's group, function and value: the first component of a name, the others, and the
  /// parameters.
  private struct Identifier {
    let group: String
    let function: String?
    let value: String?

    init(_ name: BenchmarkName) {
      let components = name.path.split(separator: "/")
      group = components.first.map(String.init) ?? name.path
      function = components.count > 1 ? components.dropFirst().joined(separator: "/") : nil
      value =
        name.parameters.isEmpty
        ? nil : name.parameters.map { "\($0.name)=\($0.value)" }.joined(separator: "/")
    }

    var parts: [String] { [group, function, value].compactMap(\.self) }
  }

  private struct Description: Encodable {
    let groupId: String
    let functionId: String?
    let valueStr: String?
    let throughput: [String: Int]?
    let fullId: String
    let directoryName: String
    let title: String

    init(_ benchmark: BenchmarkDescription, _ id: Identifier, folder: String) {
      groupId = id.group
      functionId = id.function
      valueStr = id.value
      throughput = benchmark.throughput.map {
        [$0.kind == .bytes ? "Bytes" : "Elements": $0.amount]
      }
      fullId = benchmark.name.description
      directoryName = folder
      title = fullId
    }

    /// With `null` for what there is none of, as Criterion writes it.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(groupId, forKey: .groupId)
      try container.encode(functionId, forKey: .functionId)
      try container.encode(valueStr, forKey: .valueStr)
      try container.encode(throughput, forKey: .throughput)
      try container.encode(fullId, forKey: .fullId)
      try container.encode(directoryName, forKey: .directoryName)
      try container.encode(title, forKey: .title)
    }

    private enum CodingKeys: CodingKey {
      case groupId, functionId, valueStr, throughput, fullId, directoryName, title
    }
  }

  private struct Samples: Encodable {
    let samplingMode = "Flat"
    let iters: [Double]
    let times: [Double]

    init(_ observations: [Observation]) {
      iters = observations.map { Double($0.iterations) }
      times = observations.map { Double($0.wallNanoseconds) }
    }
  }

  private struct PointEstimate: Encodable {
    struct Interval: Encodable {
      let confidenceLevel: Double
      let lowerBound: Double
      let upperBound: Double
    }

    let confidenceInterval: Interval
    let pointEstimate: Double
    let standardError: Double

    init(_ estimate: Estimate, point: Double) {
      confidenceInterval = Interval(
        confidenceLevel: estimate.coverage, lowerBound: estimate.low,
        upperBound: estimate.high)
      pointEstimate = point
      standardError = estimate.standardError
    }
  }

  private struct Estimates: Encodable {
    let mean: PointEstimate
    let median: PointEstimate
    let medianAbsDev: PointEstimate
    let slope: PointEstimate?
    let stdDev: PointEstimate

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(mean, forKey: .mean)
      try container.encode(median, forKey: .median)
      try container.encode(medianAbsDev, forKey: .medianAbsDev)
      try container.encode(slope, forKey: .slope)
      try container.encode(stdDev, forKey: .stdDev)
    }

    private enum CodingKeys: CodingKey {
      case mean, median, medianAbsDev, slope, stdDev
    }
  }

  private static func estimates(of observations: [Observation], _ sample: Sample) -> Estimates {
    let points = CriterionEstimates(
      iterations: observations.map { Double($0.iterations) },
      times: observations.map { Double($0.wallNanoseconds) }, isLinear: false)
    var generator = SeededGenerator(seed: 1)
    func center(_ center: Center) -> Estimate {
      Bootstrap(of: center, resamples: resamples)
        .estimate(of: sample, coverage: coverage, using: &generator)
    }
    let spreads = SpreadBootstrap(resamples: resamples)
      .estimates(of: sample, coverage: coverage, using: &generator)
    return Estimates(
      mean: PointEstimate(center(.mean), point: points.mean),
      median: PointEstimate(center(.median), point: points.median),
      medianAbsDev: PointEstimate(
        spreads.medianAbsoluteDeviation, point: points.medianAbsoluteDeviation), slope: nil,
      stdDev: PointEstimate(spreads.standardDeviation, point: points.standardDeviation))
  }

  private static func fences(of sample: Sample) -> [Double] {
    let fences = TukeyFences(of: sample)
    return [fences.lowSevere, fences.lowMild, fences.highMild, fences.highSevere]
  }
}
