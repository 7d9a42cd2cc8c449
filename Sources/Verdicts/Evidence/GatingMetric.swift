import BenchModel

/// Decides which clock a benchmark is judged by.
///
/// Processor time, when it is the measuring thread's own and the thread hardly ever waits: then it
/// holds all that the body costs, and hardly sees who else uses the machine. Otherwise wall clock,
/// because waiting is part of what such a body costs.
///
/// The rule looks at both sides and treats them alike: exchanging base and candidate never changes
/// the answer, so it cannot favour a verdict. A candidate that begins to wait moves its benchmark
/// to wall clock, where the waiting shows.
package struct GatingMetric: Hashable, Sendable {
  /// A thread "hardly waits" when, on the worse side, at most this share of samples gave up the
  /// processor of itself.
  package static let mostWaitingSamples = 0.05

  /// Whether processor time can be that of a thread which does all the work.
  private var isThread = true
  private var base = Tally()
  private var candidate = Tally()

  private struct Tally: Hashable, Sendable {
    var samples = 0
    var waits = 0
    var unreadable = 0

    mutating func add(_ observations: [Observation]) {
      for observation in observations {
        samples += 1
        if observation.voluntarySwitches > 0 { waits += 1 }
        // A processor clock that is too coarse for the samples is as bad as one that stands still.
        if observation.cpuNanoseconds <= 0 { unreadable += 1 }
      }
    }

    var isOfUse: Bool {
      let most = GatingMetric.mostWaitingSamples * Double(samples)
      return Double(waits) <= most && Double(unreadable) <= most
    }
  }

  package init() {}

  /// - Complexity: O(*n*) for *n* blocks of the unit.
  package mutating func add(_ unit: LockstepUnit) {
    isThread = isThread && unit.cpuScope == .thread
    for block in unit.blocks {
      base.add(block.base)
      candidate.add(block.candidate)
    }
  }

  /// Two stored runs, process by process.
  package mutating func add(base: [ProcessRecord], candidate: [ProcessRecord]) {
    isThread = isThread && (base + candidate).allSatisfy { $0.cpuScope == .thread }
    for process in base { self.base.add(process.observations) }
    for process in candidate { self.candidate.add(process.observations) }
  }

  /// One side says of itself that its processor time is not what it costs.
  package mutating func addWallClockOnly() {
    isThread = false
  }

  /// `.cpuTime` or `.wallTime`.
  package var metric: Metric {
    isThread && base.isOfUse && candidate.isOfUse ? .cpuTime : .wallTime
  }
}
