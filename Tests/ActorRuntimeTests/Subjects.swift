import ActorRuntime

/// What a test actor was told to die of.
struct Mishap: Error, Equatable {
  let number: Int
}

/// One behavior for most tests: does what each message says and reports it.
struct Clerk: Behavior {
  enum Message: Sendable {
    case note(Int)
    case answer(Reply<[Int]>)
    case keep(Reply<[Int]>)
    case answerKept
    case ignore(Reply<[Int]>)
    case refuse(Reply<[Int]>)
    case failAsked(Reply<[Int]>)
    case fail(Int)
    case block(entered: Latch, until: Latch)
    case stop
  }

  var noted: [Int] = []
  var kept: [Reply<[Int]>] = []
  var log: Log<Int>?

  mutating func receive(_ message: Message, in context: ActorContext<Message>) throws {
    switch message {
    case .note(let number):
      noted.append(number)
      log?.append(number)
    case .answer(let reply): reply(noted)
    case .keep(let reply): kept.append(reply)
    case .answerKept:
      for reply in kept { reply(noted) }
      kept = []
    case .ignore: break
    case .refuse(let reply): reply.fail(Mishap(number: 13))
    case .failAsked: throw Mishap(number: 7)
    case .fail(let number): throw Mishap(number: number)
    case .block(let entered, let until):
      entered.open()
      until.wait()
    case .stop: context.stop()
    }
  }
}

/// Expects `ActorError` from the body and hands it over for a closer look.
func actorError<Result>(_ body: () async throws -> Result) async -> ActorError? {
  do {
    _ = try await body()
    return nil
  } catch {
    return error as? ActorError
  }
}
