/// A harness whose results can be read.
package enum Harness: String, CaseIterable, Sendable {
  case criterion
  case hyperfine
  case googleBenchmark = "google-benchmark"
  case jmh
  case packageBenchmark = "package-benchmark"
  case pytestBenchmark = "pytest-benchmark"

  /// As it calls itself.
  package var title: String {
    switch self {
    case .criterion: "Criterion.rs"
    case .hyperfine: "hyperfine"
    case .googleBenchmark: "Google Benchmark"
    case .jmh: "JMH"
    case .packageBenchmark: "package-benchmark"
    case .pytestBenchmark: "pytest-benchmark"
    }
  }
}
