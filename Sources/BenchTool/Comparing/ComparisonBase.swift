import Baselines
import BenchModel

/// What a build is compared with, as far as it could be had.
struct ComparisonBase {
  enum Evidence {
    /// An executable that can be run now, and the objects it was linked from where they were kept.
    case executable(path: String, kit: LinkKit?, sha256: String)
    /// Only numbers are left.
    case numbers([MetricKey: Double], reason: String)
  }

  /// Such as `baseline main`.
  let label: String
  /// What to type to compare with it again.
  let arguments: [String]
  let evidence: Evidence
  /// What it was measured on and built with; `nil` where it was built here and now.
  let fingerprint: Fingerprint?
  let source: MachineEnvironment.Source
  /// The benchmarks that it has.
  let benchmarks: [BenchmarkName]
  let run: RunIdentifier?
}
