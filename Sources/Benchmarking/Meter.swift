public import BenchModel
import CBench

/// Measures the body that a benchmark hands it, once it has been set up.
///
/// A benchmark calls one of the `measure` methods exactly once. What it does before is set-up,
/// what it does after is tear-down; neither is timed. `measure` repeats the body as the driver
/// asks, and checks the answer of each sample after the clock has stopped.
///
/// The methods are generic and inlinable so that the body becomes part of the loop: an empty
/// body costs the loop's counter and nothing else.
public struct Meter: Sendable {
  @usableFromInline let state: MeterState

  package init(conductor: any SampleConductor) {
    state = MeterState(conductor: conductor)
  }

  /// Measures a body on this thread.
  ///
  /// - Parameters:
  ///   - expected: The one right answer. Each sample is checked against it.
  ///   - cpu: Whose processor time is the body's. Choose `.process` when the body makes other
  ///     threads work.
  ///   - body: One iteration, and its answer.
  @inlinable
  public func measure<Answer: Equatable>(
    yields expected: Answer, cpu: CPUScope = .thread, _ body: () throws -> Answer
  ) throws {
    try measure(
      cpu: cpu, check: { try MeterState.require($0, equals: expected) }, body)
  }

  /// Measures a body on this thread whose answer takes more than `==` to judge.
  ///
  /// - Parameters:
  ///   - check: Throws when the answer is wrong; called once for each sample, not timed.
  @inlinable
  public func measure<Answer>(
    cpu: CPUScope = .thread, check: (borrowing Answer) throws -> Void,
    _ body: () throws -> Answer
  ) throws {
    try state.open(cpu: cpu, threads: 1)
    while let iterations = state.nextSample() {
      var left = iterations
      var answer: Answer
      state.start()
      repeat {
        answer = try body()
        keep(&answer)
        left &-= 1
      } while left > 0
      state.stop()
      try check(answer)
      state.report()
    }
  }

  /// Measures an async body: all iterations of a sample run in one task, so that no hop between
  /// executors is paid but those of the body itself. Its processor time is the process's, since a
  /// task may wake up on another thread.
  @inlinable
  public func measure<Answer: Equatable>(
    yields expected: Answer, _ body: () async throws -> Answer
  ) async throws {
    try await measure(
      check: { try MeterState.require($0, equals: expected) }, body)
  }

  /// Measures an async body whose answer takes more than `==` to judge.
  @inlinable
  public func measure<Answer>(
    check: (borrowing Answer) throws -> Void, _ body: () async throws -> Answer
  ) async throws {
    try state.open(cpu: .process, threads: 1, isAsync: true)
    while let iterations = state.nextSample() {
      var left = iterations
      var answer: Answer
      state.start()
      repeat {
        answer = try await body()
        keep(&answer)
        left &-= 1
      } while left > 0
      state.stop()
      try check(answer)
      state.report()
    }
  }
}
