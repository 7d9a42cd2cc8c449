/// A reason to trust a number less. Doubt is data: it travels beside the number, and every
/// renderer prints it.
package enum Doubt: Hashable, Sendable {
  /// One process says nothing of how processes differ; the interval is too narrow.
  case singleProcess
  /// The interval is far wider than was asked for, in relative half-widths; infinitely so where a
  /// process alone has too few samples for any.
  case wideInterval(reached: Double, asked: Double)
  /// So many of the processes were still drifting when their warm-up was cut off.
  case notSteady(processes: Int, of: Int)
  /// So many of the processes had too short a warm-up to see whether it was over.
  case shortWarmUp(processes: Int, of: Int)
  /// The slowest process's median is so many times the fastest's.
  case processesDisagree(ratio: Double)
  /// So many of the samples were interrupted by another thread.
  case preempted(samples: Int, of: Int)
}

extension Doubt: CustomStringConvertible {
  package var description: String {
    switch self {
    case .singleProcess:
      "one process only: how processes differ is not in the interval"
    case .wideInterval(.infinity, _):
      "too few samples for an interval: one process with at least six has one"
    case .wideInterval(let reached, let asked):
      "the interval is ±\(percent(reached)), ±\(percent(asked)) was asked for"
    case .notSteady(let processes, let total):
      "still drifting after the warm-up in \(processes) of \(total) processes"
    case .shortWarmUp(let processes, let total):
      "the time limit left too few samples to see a warm-up in \(processes) of \(total) processes"
    case .processesDisagree(let ratio):
      "the slowest process took \(hundredths(ratio)) times as long as the fastest"
    case .preempted(let samples, let total):
      "\(samples) of \(total) samples were interrupted by other threads"
    }
  }

  private func percent(_ share: Double) -> String {
    "\((share * 1000).rounded() / 10) %"
  }

  private func hundredths(_ value: Double) -> String {
    "\((value * 100).rounded() / 100)"
  }
}
