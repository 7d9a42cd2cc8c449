import ActorRuntime
import Testing

/// Expected endings are what the documentation of `ask` promises for each case.
@Suite(.timeLimit(.minutes(1))) struct AskTests {
  private let dispatcher = ManualDispatcher()
  private let clock = ManualAlarmClock()
  private let system: ActorSystem
  private let counter: ActorRef<Counter.Message>

  init() {
    system = ActorSystem(dispatcher: dispatcher, clock: clock)
    counter = system.spawn("counter") { Counter() }
  }

  /// Asks from a task of its own and returns once the question is in the mailbox.
  private func asking(
    _ ref: ActorRef<Counter.Message>, timeout: Duration = .seconds(5),
    _ message: @escaping @Sendable (Reply<Int>) -> Counter.Message
  ) async throws -> Task<String, Never> {
    let alarms = clock.alarmCount
    let task = Task { await ending { try await ref.ask(timeout: timeout, message) } }
    try await yield { clock.alarmCount == alarms + 1 }
    return task
  }

  @Test func `an answer reflects every message sent before the question`() async throws {
    let system = ActorSystem(workers: 2)
    let counter = system.spawn("counter") { Counter() }
    for amount in 1...100 { counter.tell(.add(amount)) }
    #expect(try await counter.ask { .total($0) } == 5_050)
    try await counter.ask { .flush($0) }
    await system.shutdown()
  }

  @Test func `an answer drops the alarm of the question`() async throws {
    counter.tell(.add(7))
    let question = try await asking(counter) { .total($0) }
    dispatcher.runUntilIdle()
    #expect(await question.value == "7")
    #expect(clock.alarmCount == 0)
  }

  @Test func `times out at the limit and not before`() async throws {
    let question = try await asking(counter, timeout: .seconds(3)) { .keep($0) }
    clock.advance(by: .seconds(3) - .nanoseconds(1))
    #expect(clock.alarmCount == 1)
    clock.advance(by: .nanoseconds(1))
    #expect(await question.value == "counter timed out after 3.0 seconds")
    #expect(clock.alarmCount == 0)
  }

  @Test func `an answer after the timeout is ignored`() async throws {
    let question = try await asking(counter) { .keep($0) }
    clock.advance(by: .seconds(5))
    #expect(await question.value == "counter timed out after 5.0 seconds")
    counter.tell(.answerKept)
    dispatcher.runUntilIdle()
    #expect(counter.counts == MessageCounts(enqueued: 2, handled: 2))
    let next = try await asking(counter) { .total($0) }
    dispatcher.runUntilIdle()
    #expect(await next.value == "0")
  }

  @Test func `a question may be answered in a later turn`() async throws {
    let first = try await asking(counter) { .keep($0) }
    let second = try await asking(counter) { .keep($0) }
    counter.tell(.add(9))
    counter.tell(.answerKept)
    dispatcher.runUntilIdle()
    #expect(await first.value == "9")
    #expect(await second.value == "9")
  }

  @Test func `a question may be passed on to another actor`() async throws {
    let counter = counter
    let front = system.spawn("front") {
      Handling<Counter.Message> { message, _ in counter.tell(message) }
    }
    counter.tell(.add(4))
    let question = try await asking(front) { .total($0) }
    dispatcher.runUntilIdle()
    #expect(await question.value == "4")
  }

  @Test func `only the first answer counts`() async throws {
    let twice = system.spawn("twice") {
      Handling<Reply<Int>> { reply, _ in
        reply(1)
        reply(2)
        reply.fail(Mishap(number: 3))
      }
    }
    let task = Task { await ending { try await twice.ask { (reply: Reply<Int>) in reply } } }
    try await yield { twice.counts.enqueued == 1 }
    dispatcher.runUntilIdle()
    #expect(await task.value == "1")
  }

  @Test func `a reply can make the question throw`() async throws {
    let question = try await asking(counter) { .refuse($0) }
    dispatcher.runUntilIdle()
    #expect(await question.value == "Mishap(number: 1)")
  }

  @Test func `a dropped reply is reported without waiting for the timeout`() async throws {
    let question = try await asking(counter) { .drop($0) }
    dispatcher.runUntilIdle()
    #expect(await question.value == "counter unanswered")
    #expect(clock.now == .zero)
    #expect(clock.alarmCount == 0)
  }

  @Test func `a message made without the reply is reported as unanswered`() async throws {
    let ref = counter
    let task = Task { await ending { try await ref.ask { (_: Reply<Int>) in .add(1) } } }
    #expect(await task.value == "counter unanswered")
    dispatcher.runUntilIdle()
    #expect(counter.counts == MessageCounts(enqueued: 1, handled: 1))
  }

  @Test func `a stopped actor refuses the question`() async throws {
    counter.stop()
    dispatcher.runUntilIdle()
    let ref = counter
    #expect(await ending { try await ref.ask { .total($0) } } == "counter stopped")
    #expect(system.counts == MessageCounts(refusedStopped: 1))
    #expect(clock.alarmCount == 0)
  }

  @Test func `a failed actor refuses the question and says what failed`() async throws {
    counter.tell(.crash(6))
    dispatcher.runUntilIdle()
    let ref = counter
    #expect(
      await ending { try await ref.ask { .total($0) } } == "counter failed: Mishap(number: 6)")
  }

  @Test func `a full mailbox refuses the question`() async throws {
    let small = system.spawn("small", mailbox: .bounded(2)) { Counter() }
    small.tell(.add(1))
    small.tell(.add(1))
    #expect(await ending { try await small.ask { .total($0) } } == "small full at 2")
    #expect(small.counts == MessageCounts(enqueued: 2, refusedFull: 1))
  }

  @Test func `cancelling the asking task ends the question`() async throws {
    let question = try await asking(counter) { .keep($0) }
    question.cancel()
    #expect(await question.value == "cancelled")
    #expect(clock.alarmCount == 0)
    counter.tell(.answerKept)
    dispatcher.runUntilIdle()
    #expect(counter.counts == MessageCounts(enqueued: 2, handled: 2))
  }

  @Test func `a task that is cancelled already asks nothing`() async throws {
    let ref = counter
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await ending { try await ref.ask { .total($0) } }
    }
    #expect(await task.value == "cancelled")
    #expect(counter.counts == MessageCounts())
  }

  @Test func `an actor that fails takes its pending questions with it`() async throws {
    let kept = try await asking(counter) { .keep($0) }
    let failing = try await asking(counter) { .crashAsked(8, $0) }
    let waiting = try await asking(counter) { .total($0) }
    dispatcher.runUntilIdle()
    #expect(await kept.value == "counter failed: Mishap(number: 8)")
    #expect(await failing.value == "counter failed: Mishap(number: 8)")
    #expect(await waiting.value == "counter failed: Mishap(number: 8)")
    #expect(clock.alarmCount == 0)
  }

  @Test func `an actor that stops takes the questions it kept with it`() async throws {
    let kept = try await asking(counter) { .keep($0) }
    let waiting = try await asking(counter) { .total($0) }
    counter.stop()
    dispatcher.runUntilIdle()
    #expect(await kept.value == "counter stopped")
    #expect(await waiting.value == "0")
  }

  @Test func `many questions at once each get their own answer`() async throws {
    let system = ActorSystem(workers: 2)
    let doubler = system.spawn("doubler") {
      Handling<(Int, Reply<Int>)> { question, _ in question.1(2 * question.0) }
    }
    let answers = try await withThrowingTaskGroup(of: (Int, Int).self) { group in
      for number in 0..<500 {
        group.addTask { (number, try await doubler.ask { (number, $0) }) }
      }
      return try await group.reduce(into: [Int: Int]()) { $0[$1.0] = $1.1 }
    }
    #expect(answers.count == 500)
    #expect(answers.allSatisfy { $0.value == 2 * $0.key })
    await system.shutdown()
  }
}
