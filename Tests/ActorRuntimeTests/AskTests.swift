import ActorRuntime
import Testing

@Suite(.timeLimit(.minutes(1))) struct AskTests {
  let dispatcher = ManualDispatcher()
  let clock = ManualAlarmClock()
  let system: ActorSystem

  init() {
    system = ActorSystem(dispatcher: dispatcher, clock: clock)
  }

  @Test func `an answer given later still arrives`() async throws {
    let clerk = system.spawn("clerk") { Clerk() }
    async let answer: [Int] = clerk.ask { .keep($0) }
    await eventually { clock.alarmCount == 1 }
    dispatcher.runUntilIdle()
    clerk.tell(.note(1))
    clerk.tell(.answerKept)
    dispatcher.runUntilIdle()
    #expect(try await answer == [1])
    #expect(clock.alarmCount == 0, "an answered question keeps no alarm")
    await system.shutdown()
  }

  @Test func `times out when the time has passed and not before`() async throws {
    let clerk = system.spawn("clerk") { Clerk() }
    let asking = Task { try await clerk.ask(timeout: .seconds(30)) { .keep($0) } as [Int] }
    await eventually { clock.alarmCount == 1 }
    dispatcher.runUntilIdle()
    clock.advance(by: .milliseconds(29_999))
    #expect(clock.alarmCount == 1)
    clock.advance(by: .milliseconds(1))
    let error = await actorError { try await asking.value }
    guard case .timedOut(actor: "clerk", after: .seconds(30)) = error else {
      Issue.record("got \(String(describing: error))")
      return
    }
    clerk.tell(.answerKept)
    dispatcher.runUntilIdle()
    #expect(clerk.counts.handled == 2, "a late answer is dropped and harms nobody")
    await system.shutdown()
  }

  @Test func `a question in the mailbox of an actor that fails gets its error`() async {
    let clerk = system.spawn("clerk") { Clerk() }
    clerk.tell(.fail(7))
    let asking = Task { try await clerk.ask { .answer($0) } as [Int] }
    await eventually { clock.alarmCount == 1 }
    dispatcher.runUntilIdle()
    let error = await actorError { try await asking.value }
    guard case .failed(actor: "clerk", reason: let reason) = error else {
      Issue.record("got \(String(describing: error))")
      return
    }
    #expect(reason as? Mishap == Mishap(number: 7))
    #expect(system.counts.discarded == 1)
    await system.shutdown()
  }

  @Test func `the question that makes the actor fail gets its error`() async {
    let clerk = system.spawn("clerk") { Clerk() }
    let asking = Task { try await clerk.ask { .failAsked($0) } as [Int] }
    await eventually { clock.alarmCount == 1 }
    dispatcher.runUntilIdle()
    let error = await actorError { try await asking.value }
    guard case .failed(actor: "clerk", reason: let reason) = error else {
      Issue.record("got \(String(describing: error))")
      return
    }
    #expect(reason as? Mishap == Mishap(number: 7))
    await system.shutdown()
  }

  @Test func `questions the actor kept fail with it`() async {
    let clerk = system.spawn("clerk") { Clerk() }
    let asking = Task { try await clerk.ask { .keep($0) } as [Int] }
    await eventually { clock.alarmCount == 1 }
    dispatcher.runUntilIdle()
    clerk.tell(.fail(1))
    dispatcher.runUntilIdle()
    guard case .failed = await actorError({ try await asking.value }) else {
      Issue.record("the asker was not told of the failure")
      return
    }
    await system.shutdown()
  }

  @Test func `questions the actor kept are told when it stops`() async {
    let clerk = system.spawn("clerk") { Clerk() }
    let asking = Task { try await clerk.ask { .keep($0) } as [Int] }
    await eventually { clock.alarmCount == 1 }
    clerk.stop()
    dispatcher.runUntilIdle()
    guard case .stopped = await actorError({ try await asking.value }) else {
      Issue.record("the asker was not told of the stop")
      return
    }
    await system.shutdown()
  }

  @Test func `a dropped question is unanswered at once`() async {
    let clerk = system.spawn("clerk") { Clerk() }
    let asking = Task { try await clerk.ask { .ignore($0) } as [Int] }
    await eventually { clock.alarmCount == 1 }
    dispatcher.runUntilIdle()
    guard case .unanswered(actor: "clerk") = await actorError({ try await asking.value }) else {
      Issue.record("the asker was not told that nobody will answer")
      return
    }
    await system.shutdown()
  }

  @Test func `an answer can be an error`() async {
    let clerk = system.spawn("clerk") { Clerk() }
    let asking = Task { try await clerk.ask { .refuse($0) } as [Int] }
    await eventually { clock.alarmCount == 1 }
    dispatcher.runUntilIdle()
    await #expect(throws: Mishap(number: 13)) { try await asking.value }
    await system.shutdown()
  }

  @Test func `asking an actor that stops, has stopped, has failed or is full says so`() async {
    let stopping = system.spawn("stopping") { Clerk() }
    stopping.tell(.note(1))
    stopping.stop()
    guard case .stopped = await actorError({ try await stopping.ask { .answer($0) } as [Int] })
    else {
      Issue.record("stopping")
      return
    }
    dispatcher.runUntilIdle()
    guard case .stopped = await actorError({ try await stopping.ask { .answer($0) } as [Int] })
    else {
      Issue.record("stopped")
      return
    }
    let failed = system.spawn("failed") { Clerk() }
    failed.tell(.fail(1))
    dispatcher.runUntilIdle()
    guard case .failed = await actorError({ try await failed.ask { .answer($0) } as [Int] }) else {
      Issue.record("failed")
      return
    }
    let full = system.spawn("full", mailbox: .bounded(2)) { Clerk() }
    full.tell(.note(1))
    full.tell(.note(2))
    let error = await actorError { try await full.ask { .answer($0) } as [Int] }
    guard case .mailboxFull(actor: "full", capacity: 2) = error else {
      Issue.record("full, got \(String(describing: error))")
      return
    }
    #expect(clock.alarmCount == 0)
    await system.shutdown()
  }

  @Test func `cancelling the task gives the question up`() async {
    let clerk = system.spawn("clerk") { Clerk() }
    let asking = Task { try await clerk.ask { .keep($0) } as [Int] }
    await eventually { clock.alarmCount == 1 }
    asking.cancel()
    await #expect(throws: CancellationError.self) { try await asking.value }
    #expect(clock.alarmCount == 0)
    let already = Task {
      await eventually { Task.isCancelled }
      return try await clerk.ask { .keep($0) } as [Int]
    }
    already.cancel()
    await #expect(throws: CancellationError.self) { try await already.value }
    #expect(clerk.counts.enqueued == 1, "a question cancelled before is not sent")
    await system.shutdown()
  }

  /// The answers are the lengths of what was noted before, counted by the test.
  @Test func `many questions at once each get their own answer`() async throws {
    let system = ActorSystem()
    struct Doubler: Behavior {
      mutating func receive(
        _ question: (Int, Reply<Int>), in context: ActorContext<(Int, Reply<Int>)>
      ) {
        question.1(2 * question.0)
      }
    }
    let doubler = system.spawn("doubler") { Doubler() }
    try await withThrowingTaskGroup(of: (Int, Int).self) { group in
      for number in 0..<500 {
        group.addTask { (number, try await doubler.ask { (number, $0) }) }
      }
      for try await (number, answer) in group { #expect(answer == 2 * number) }
    }
    await system.shutdown()
  }

  @Test func `an answer without a value is an acknowledgement`() async throws {
    let system = ActorSystem()
    struct Acknowledger: Behavior {
      mutating func receive(_ reply: Reply<Void>, in context: ActorContext<Reply<Void>>) {
        reply()
      }
    }
    let acknowledger = system.spawn("acknowledger") { Acknowledger() }
    try await acknowledger.ask { $0 }
    #expect(acknowledger.counts.handled == 1)
    await system.shutdown()
  }

  @Test func `errors say what happened, where and what to do`() {
    let errors: [(ActorError, String)] = [
      (
        .mailboxFull(actor: "a", capacity: 3),
        """
        The mailbox of 'a' holds 3 messages and is full. \
        Use 'send' to wait for room, or give it a larger bound.
        """
      ),
      (
        .stopped(actor: "a"), "'a' has stopped and takes no more messages. Spawn it again to go on."
      ),
      (
        .failed(actor: "a", reason: Mishap(number: 1)),
        "'a' failed: Mishap(number: 1). Its state is gone; spawn it again to go on."
      ),
      (
        .timedOut(actor: "a", after: .seconds(5)),
        """
        'a' did not answer within 5.0 seconds. \
        Ask with a longer timeout, or find what holds it.
        """
      ),
      (
        .unanswered(actor: "a"),
        "'a' dropped the question without an answer. Each 'Reply' must be called once."
      ),
    ]
    for (error, text) in errors { #expect("\(error)" == text) }
  }
}
