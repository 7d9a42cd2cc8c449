public import BenchModel

/// A question about speed, with the work that answers it and the answer that the work must give.
///
/// ```swift
/// Benchmark(
///   "sorting/random", ["count": 1_000], asks: "What does sorting random numbers cost?",
///   throughput: .elements(1_000, "numbers")
/// ) { meter in
///   let numbers = shuffled(1_000)
///   try meter.measure(yields: 0) { blackBox(numbers).sorted()[0] }
/// }
/// ```
///
/// A family is a `map` over its parameters. The closure runs in a worker process of its own,
/// and several times: once in each process.
public struct Benchmark: Sendable {
  package let description: BenchmarkDescription
  package let run: @Sendable (Meter) async throws -> Void

  /// Declares a benchmark with a set-up, which is whatever the closure does before `measure`.
  ///
  /// - Parameters:
  ///   - name: A path such as `actors/counting`: words of letters, digits and `-_.+`.
  ///   - parameters: What makes this one member of a family; they are added to the name in
  ///     this order, as `/messages=1000`.
  ///   - question: What its number tells, in one sentence.
  ///   - throughput: What one iteration gets through.
  ///   - objective: What the benchmark must keep whatever any baseline says, such as
  ///     `.atLeast(5_000, per: .second)`.
  ///   - tags: Words to select by, with `--tag`.
  ///   - run: Sets up, then hands a body to one of the meter's `measure` methods.
  /// - Precondition: Name and parameters make a valid benchmark name.
  public init(
    _ name: String, _ parameters: KeyValuePairs<String, ParameterValue> = [:],
    asks question: String, throughput: Throughput? = nil, objective: Objective? = nil,
    tags: [String] = [],
    run: @escaping @Sendable (Meter) async throws -> Void
  ) {
    let full = ([name] + parameters.map { "\($0.key)=\($0.value.text)" }).joined(separator: "/")
    do {
      description = BenchmarkDescription(
        name: try BenchmarkName(parsing: full), question: question, throughput: throughput,
        tags: tags, objective: objective)
    } catch {
      // A release build drops the words of a failed precondition.
      fatalError(error.description)
    }
    self.run = run
  }
}
