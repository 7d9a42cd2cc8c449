/// Decides where and when scheduled actors take their turns.
package class Dispatcher: @unchecked Sendable {
  init() {}

  /// Arranges a turn for the cell. It is in no queue and in no turn when this is called.
  func submit(_ cell: ActorCell) {
    fatalError("a dispatcher says how it takes actors in")
  }

  /// Makes sure that actors told to stop get the turns they need for it.
  func finishTurns() {}

  /// Ends the threads, if any. No actor is left when this is called.
  func close() {}
}
