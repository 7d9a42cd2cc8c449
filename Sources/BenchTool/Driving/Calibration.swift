/// Finds how many iterations make a sample long enough, from trial samples.
///
/// A single trial can be lengthened by a preemption, or by what only the first call does, which
/// would leave all later samples too short. So the count is settled only when two trials in a row
/// confirm it, however slow the body.
package struct Calibration: Equatable {
  /// The wall clock that a sample should take at least, in nanoseconds.
  package let targetNanoseconds: Int
  /// What to try next, or what was settled.
  package private(set) var iterations: Int
  package private(set) var isSettled = false
  private var confirmations = 0

  /// - Parameter iterations: Where to start: what another process settled on, or 1.
  package init(targetNanoseconds: Int, startingAt iterations: Int = 1) {
    precondition(targetNanoseconds > 0 && iterations > 0)
    self.targetNanoseconds = targetNanoseconds
    self.iterations = iterations
  }

  /// Takes the wall clock of a trial of `iterations`.
  package mutating func observe(wallNanoseconds: Int) {
    precondition(!isSettled, "calibration goes on after it has settled")
    guard wallNanoseconds < targetNanoseconds else {
      confirmations += 1
      isSettled = confirmations == 2
      return
    }
    confirmations = 0
    // Aims a tenth beyond the target, so that ordinary scatter confirms; grows at most tenfold,
    // since a very short trial is mostly clock.
    let wanted =
      1.1 * Double(iterations) * Double(targetNanoseconds) / Double(max(wallNanoseconds, 1))
    iterations = max(iterations + 1, Int(min(wanted, 10 * Double(iterations)).rounded(.up)))
  }
}
