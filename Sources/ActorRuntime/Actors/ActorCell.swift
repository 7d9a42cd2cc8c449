/// How a turn came to its end.
@usableFromInline
enum TurnEnd {
  /// The budget is used up and messages may remain: give others a turn, then come again.
  case exhausted
  /// The batch is handled; the mailbox was not looked at again. Call once more, now or soon.
  case batchDone
  /// Nothing waited. Whoever sends next will schedule the actor.
  case idle
  case terminated
}

/// The part of an actor that does not depend on the type of its messages.
///
/// A run queue holds cells, and scheduling knows nothing else of an actor.
@usableFromInline
class ActorCell: @unchecked Sendable {
  /// Handles up to `budget` messages and reduces it by their number.
  ///
  /// It is a closure and not a method, because methods of generic classes are dispatched to code
  /// that is not specialized; a closure made where the types are known is.
  @usableFromInline
  typealias Turn = (_ cell: ActorCell, _ budget: inout Int) -> TurnEnd

  let name: String
  let system: ActorSystem
  private let turn: Turn

  /// Where the system keeps this cell. Guarded by the lock of the system's registry.
  var registrySlot = -1

  @usableFromInline
  init(name: String, system: ActorSystem, turn: @escaping Turn) {
    self.name = name
    self.system = system
    self.turn = turn
  }

  @inline(__always)
  final func takeTurn(_ budget: inout Int) -> TurnEnd {
    turn(self, &budget)
  }

  /// Puts the cell in a run queue. To be called by whoever set `isScheduled`, and by nobody else.
  final func schedule() {
    system.dispatcher.submit(self)
  }

  var counts: MessageCounts { fatalError("counts is the mailbox's to say") }

  /// Set before anything the actor held is destroyed, so that whoever is told of its end knows why.
  var termination: Termination? { fatalError("termination is the mailbox's to say") }

  /// Ends an actor that the system did not take in.
  func closeUnborn() { fatalError("closing is the mailbox's to do") }

  func requestStop() { fatalError("stopping is the mailbox's to do") }

  /// What to tell somebody whose question was accepted and then dropped.
  final var abandonment: ActorError {
    guard let termination else { return .unanswered(actor: name) }
    return error(for: termination)
  }

  /// What to tell somebody whose message was not accepted.
  final var refusal: ActorError {
    error(for: termination ?? .stopped)
  }

  private func error(for termination: Termination) -> ActorError {
    switch termination {
    case .failed(let reason): .failed(actor: name, reason: reason)
    case .stopped: .stopped(actor: name)
    }
  }
}
