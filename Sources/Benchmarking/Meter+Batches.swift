public import BenchModel

extension Meter {
  /// Measures a body that uses up its input: inputs are made in batches before the clock starts,
  /// and are destroyed after it has stopped.
  ///
  /// A sample of many iterations takes several batches, and adds up their times.
  ///
  /// - Parameters:
  ///   - expected: The one right answer. Every iteration's answer is checked.
  ///   - batchBytes: How much memory the inputs of one batch may take. What one input takes is
  ///     found by counting what the allocator hands out while the first one is made.
  ///   - makeInput: Makes the input of one iteration.
  ///   - body: One iteration, on an input that it may change, and its answer.
  @inlinable
  public func measure<Input, Answer: Equatable>(
    yields expected: Answer, cpu: CPUScope = .thread, batchBytes: Int = 64 << 20,
    input makeInput: () throws -> Input, _ body: (inout Input) throws -> Answer
  ) throws {
    try state.open(cpu: cpu, threads: 1)
    let limit = try MeterState.batchLimit(
      batchBytes: batchBytes, inlineBytes: MemoryLayout<Input>.stride
    ) { _ = try makeInput() }
    while let iterations = state.nextSample() {
      var left = iterations
      while left > 0 {
        var inputs = try (0..<min(left, limit)).map { _ in try makeInput() }
        var answers: [Answer] = []
        answers.reserveCapacity(inputs.count)
        try inputs.withUnsafeMutableBufferPointer { inputs in
          state.start()
          for index in 0..<inputs.count {
            answers.append(try body(&inputs[index]))
          }
          state.stop()
        }
        for answer in answers { try MeterState.require(answer, equals: expected) }
        left -= inputs.count
      }
      state.report()
    }
  }
}

extension MeterState {
  /// How many inputs fit into a batch, at least one.
  @usableFromInline
  static func batchLimit(
    batchBytes: Int, inlineBytes: Int, makingOne makeInput: () throws -> Void
  ) rethrows -> Int {
    let made = try allocations(during: makeInput)
    return max(1, batchBytes / max(1, inlineBytes + Int(made.bytes)))
  }
}
