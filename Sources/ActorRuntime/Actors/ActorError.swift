/// Why a message could not be delivered or was not answered.
package enum ActorError: Error {
  case mailboxFull(actor: String, capacity: Int)
  case stopped(actor: String)
  case failed(actor: String, reason: any Error)
  case timedOut(actor: String, after: Duration)
  case unanswered(actor: String)
}

extension ActorError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .mailboxFull(let actor, let capacity):
      """
      The mailbox of '\(actor)' holds \(capacity) messages and is full. \
      Use 'send' to wait for room, or give it a larger bound.
      """
    case .stopped(let actor):
      "'\(actor)' has stopped and takes no more messages. Spawn it again to go on."
    case .failed(let actor, let reason):
      "'\(actor)' failed: \(reason). Its state is gone; spawn it again to go on."
    case .timedOut(let actor, let limit):
      "'\(actor)' did not answer within \(limit). Ask with a longer timeout, or find what holds it."
    case .unanswered(let actor):
      "'\(actor)' dropped the question without an answer. Each 'Reply' must be called once."
    }
  }
}
