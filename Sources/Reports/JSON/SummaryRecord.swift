import BenchModel
import Statistics

/// How a summary stands in JSON: per iteration, in base units, doubts as the sentences that a
/// person reads.
struct SummaryRecord: Encodable {
  let name: BenchmarkName
  let wall: Reading<Estimate>
  let meanWall: Reading<Estimate>
  let cpu: Reading<Estimate>
  let cpuScope: CPUScope
  let throughput: Reading<Estimate>?
  let allocations: Reading<Double>
  let allocatedBytes: Reading<Double>
  let peakResidentBytes: Reading<Int>
  let processes: Int
  let samples: Int
  let severeOutliers: Int
  let minorFaultsPerSample: Reading<Double>
  let majorFaultsPerSample: Reading<Double>
  let voluntarySwitchesPerSample: Reading<Double>
  let involuntarySwitchesPerSample: Reading<Double>
  let density: [Reading<Double>]
  let doubts: [String]

  init(_ summary: BenchmarkSummary) {
    name = summary.benchmark.name
    wall = Self.finite(summary.wall)
    meanWall = Self.finite(summary.meanWall)
    cpu =
      switch summary.cpu {
      case .value(let estimate): Self.finite(estimate)
      case .unavailable: summary.cpu
      }
    cpuScope = summary.cpuScope
    throughput = summary.throughput.map(Self.finite)
    allocations = Self.finite(summary.allocations)
    allocatedBytes = Self.finite(summary.allocatedBytes)
    peakResidentBytes = summary.peakResidentBytes
    processes = summary.processes
    samples = summary.samples
    severeOutliers = summary.severeOutliers
    minorFaultsPerSample = Self.finite(.value(summary.minorFaultsPerSample))
    majorFaultsPerSample = Self.finite(.value(summary.majorFaultsPerSample))
    voluntarySwitchesPerSample = Self.finite(.value(summary.voluntarySwitchesPerSample))
    involuntarySwitchesPerSample = Self.finite(.value(summary.involuntarySwitchesPerSample))
    density = summary.density.map { Self.finite(.value($0)) }
    doubts = summary.doubts.map(\.description)
  }

  private static func finite(_ reading: Reading<Double>) -> Reading<Double> {
    guard let value = reading.value, !value.isFinite else { return reading }
    return .unavailable(reason: "not a finite number: \(value)")
  }

  private static func finite(_ estimate: Estimate) -> Reading<Estimate> {
    let numbers = [estimate.point, estimate.low, estimate.high, estimate.coverage]
    guard let value = numbers.first(where: { !$0.isFinite }) else { return .value(estimate) }
    return .unavailable(reason: "not a finite number: \(value)")
  }
}
