import BenchModel

/// The files that Criterion.rs writes for a benchmark: its name, its samples, and what it made of
/// them.
///
/// Both layouts are read: that of today, and that of versions before 0.3.3, whose estimates are
/// called `Mean` and whose samples are two arrays.
enum CriterionBenchmark {
  /// - Throws: `ForeignFileError`, also where the estimates are not those of the samples.
  static func benchmark(
    description: ForeignNode, samples: ForeignNode, estimates: ForeignNode
  ) throws(ForeignFileError) -> ForeignBenchmark {
    var components: [String] = []
    for field in ["group_id", "function_id", "value_str"] {
      if let part = description.optional(field) { components.append(try part.text()) }
    }
    guard !components.isEmpty else { throw description.error("expected a field 'group_id'.") }
    let title = try description.optional("full_id")?.text() ?? components.joined(separator: "/")
    let (iterations, times, isLinear) = try Self.samples(in: samples)
    var observations: [Observation] = []
    for (count, time) in zip(iterations, times) {
      observations.append(try samples.observation(iterations: count, wall: time))
    }
    try CriterionEstimates(iterations: iterations, times: times, isLinear: isLinear)
      .check(against: estimates)
    var benchmark = ForeignBenchmark(
      title: title, components: components, processes: [observations])
    benchmark.throughput = try throughput(in: description)
    return benchmark
  }

  private static func samples(
    in node: ForeignNode
  ) throws(ForeignFileError) -> (iterations: [Double], times: [Double], isLinear: Bool) {
    let iterations: ForeignNode
    let times: ForeignNode
    var isLinear = true
    if node.isArray {
      let pair = try node.array()
      guard pair.count == 2 else { throw node.expected("iterations and times") }
      (iterations, times) = (pair[0], pair[1])
    } else {
      iterations = try node.member("iters")
      times = try node.member("times")
      isLinear = try node.optional("sampling_mode")?.text() != "Flat"
    }
    let (counts, durations) = (try iterations.numbers(), try times.numbers())
    guard counts.count == durations.count, !counts.isEmpty else {
      throw node.error(
        "expected as many times as iterations, and at least one, got \(durations.count) and "
          + "\(counts.count).")
    }
    return (counts, durations, isLinear)
  }

  private static func throughput(
    in description: ForeignNode
  ) throws(ForeignFileError) -> Throughput? {
    guard let node = description.optional("throughput") else { return nil }
    if let elements = node.optional("Elements") {
      let amount = try elements.whole()
      return amount > 0 ? .elements(amount, "elements") : nil
    }
    for name in ["Bytes", "BytesDecimal"] {
      if let bytes = node.optional(name) {
        let amount = try bytes.whole()
        return amount > 0 ? .bytes(amount) : nil
      }
    }
    return nil
  }
}
