import Synchronization

/// Counts the tracers that are alive.
final class TracerCensus: Sendable {
  private let alive = Atomic<Int>(0)
  private let made = Atomic<Int>(0)

  var aliveCount: Int { alive.load(ordering: .sequentiallyConsistent) }
  var madeCount: Int { made.load(ordering: .sequentiallyConsistent) }

  func makeTracer(onEnd: (@Sendable () -> Void)? = nil) -> Tracer {
    alive.add(1, ordering: .sequentiallyConsistent)
    made.add(1, ordering: .sequentiallyConsistent)
    return Tracer(self, onEnd)
  }

  fileprivate func countEnd() {
    alive.subtract(1, ordering: .sequentiallyConsistent)
  }
}

/// An object whose end is noticed, to be put wherever something might be kept too long.
final class Tracer: Sendable {
  private let census: TracerCensus
  private let onEnd: (@Sendable () -> Void)?

  fileprivate init(_ census: TracerCensus, _ onEnd: (@Sendable () -> Void)?) {
    self.census = census
    self.onEnd = onEnd
  }

  deinit {
    onEnd?()
    census.countEnd()
  }
}
