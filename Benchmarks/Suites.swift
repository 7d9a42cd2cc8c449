public import Benchmarking

/// Every benchmark of this package.
public enum Suites {
  public static let all: [Benchmark] = actors + sync + harness + Kernels.all
}
