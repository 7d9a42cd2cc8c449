/// Runs turns on the caller's thread, one at a time and in an order the caller chooses.
///
/// With a budget of one message a turn, every interleaving of a system of actors can be played,
/// and played again from the same choices.
///
/// Turns must not be run from two threads at once; messages may be sent from anywhere.
package final class ManualDispatcher: Dispatcher, @unchecked Sendable {
  private let runnable = Guarded<[ActorCell]>([])
  private let budget: Int

  /// - Parameter budget: Messages an actor may handle in one turn.
  package init(budget: Int = 1) {
    precondition(budget > 0, "a turn handles at least one message, got a budget of \(budget)")
    self.budget = budget
    super.init()
  }

  /// How many actors are due a turn.
  package var runnableCount: Int { runnable.withLock { $0.count } }

  /// Gives a turn to the actor that `choose` picks, by its place in the order of scheduling.
  ///
  /// - Returns: False when no actor was due.
  @discardableResult
  package func runTurn(choose: (_ count: Int) -> Int = { _ in 0 }) -> Bool {
    let count = runnableCount
    guard count > 0 else { return false }
    let choice = choose(count)
    let cell = runnable.withLock { $0.remove(at: choice) }
    var remaining = budget
    while true {
      switch cell.takeTurn(&remaining) {
      case .batchDone: continue
      case .exhausted:
        submit(cell)
        return true
      case .idle, .terminated:
        return true
      }
    }
  }

  package func runUntilIdle() {
    while runTurn() {}
  }

  override func submit(_ cell: ActorCell) {
    runnable.withLock { $0.append(cell) }
  }

  override func finishTurns() {
    runUntilIdle()
  }
}
