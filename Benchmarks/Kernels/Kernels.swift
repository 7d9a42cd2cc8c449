import Benchmarking

/// Small bodies of known kinds, on which the self-test tries what a comparison can find.
///
/// An iteration takes some 2 µs and no more where it can, so that 2 % of a sample of 0.1 ms are whole
/// iterations that can be added.
/// They say nothing about this package, so they run only when they are asked for.
enum Kernels {
  static let all = compute + memory + allocation + actors

  static func kernel(
    _ kind: String, _ name: String, asks question: String,
    run: @escaping @Sendable (Meter) async throws -> Void
  ) -> Benchmark {
    Benchmark(
      "kernels/\(kind)/\(name)", asks: question, tags: ["on-demand", "kernels", kind], run: run)
  }
}
