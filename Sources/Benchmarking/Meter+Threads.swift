public import BenchModel

extension Meter {
  /// Measures a body that several threads run at once.
  ///
  /// The threads live through all samples. Each sample lets them off one barrier together and
  /// lasts until the last one is done; it is so long that this costs less than a thousandth. One iteration is one turn of *every* thread, so a
  /// throughput counts what all of them get through.
  ///
  /// - Parameters:
  ///   - threads: How many threads; the measuring thread waits and is not one of them.
  ///   - expected: The one right answer of each thread.
  ///   - body: One turn of the thread with the given number, and its answer.
  @inlinable
  public func measure<Answer: Equatable & Sendable>(
    threads: Int, yields expected: Answer, _ body: @escaping @Sendable (Int) throws -> Answer
  ) throws {
    let team = ThreadTeam(count: threads) { thread, iterations in
      var left = iterations
      var answer: Answer
      repeat {
        answer = try body(thread)
        keep(&answer)
        left &-= 1
      } while left > 0
      return answer
    }
    defer { team.dismiss() }
    try state.open(cpu: .process, threads: threads, emptySample: team.passBarriers)
    while let iterations = state.nextSample() {
      state.start()
      team.run(iterations: iterations)
      state.stop()
      for answer in team.answers { try MeterState.require(answer.get(), equals: expected) }
      state.report()
    }
  }

  /// Measures an async body that several tasks run at once, on Swift's cooperative pool.
  ///
  /// Each sample starts its tasks anew and lets them off one barrier together; the clock starts
  /// when the last of them has arrived and stops when the last has left. One iteration is one turn of *every* task.
  ///
  /// - Parameters:
  ///   - tasks: How many tasks.
  ///   - expected: The one right answer of each task.
  ///   - body: One turn of the task with the given number, and its answer.
  @inlinable
  public func measure<Answer: Equatable & Sendable>(
    tasks: Int, yields expected: Answer, _ body: @escaping @Sendable (Int) async throws -> Answer
  ) async throws {
    try state.open(cpu: .process, threads: tasks, isAsync: true)
    let state = state
    while let iterations = state.nextSample() {
      let barrier = TaskBarrier(count: tasks, opens: state.start, closes: state.stop)
      try await withThrowingTaskGroup(of: Answer.self) { group in
        for task in 0..<tasks {
          group.addTask {
            await barrier.arrive()
            defer { barrier.leave() }
            var left = iterations
            var answer: Answer
            repeat {
              answer = try await body(task)
              keep(&answer)
              left &-= 1
            } while left > 0
            return answer
          }
        }
        for try await answer in group { try MeterState.require(answer, equals: expected) }
      }
      state.report()
    }
  }
}
