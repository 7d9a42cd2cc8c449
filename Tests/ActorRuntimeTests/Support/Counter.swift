import ActorRuntime

/// Adds, answers, and misbehaves on request.
struct Counter: Behavior {
  enum Message: Sendable {
    case add(Int)
    case total(Reply<Int>)
    /// Keeps the question unanswered in the state of the actor.
    case keep(Reply<Int>)
    /// Answers all questions kept so far.
    case answerKept
    case drop(Reply<Int>)
    case refuse(Reply<Int>)
    case crash(Int)
    case crashAsked(Int, Reply<Int>)
    case flush(Reply<Void>)
  }

  private var total = 0
  private var kept: [Reply<Int>] = []

  mutating func receive(_ message: Message, in context: ActorContext<Message>) throws {
    switch message {
    case .add(let amount): total += amount
    case .total(let reply): reply(total)
    case .keep(let reply): kept.append(reply)
    case .answerKept:
      for reply in kept { reply(total) }
      kept = []
    case .drop: break
    case .refuse(let reply): reply.fail(Mishap(number: 1))
    case .crash(let number), .crashAsked(let number, _): throw Mishap(number: number)
    case .flush(let reply): reply()
    }
  }
}
