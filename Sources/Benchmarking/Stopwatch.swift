import BenchModel
import CBench

/// Reads clocks and counters at the edges of a sample; nothing is read inside.
///
/// A sample of several batches starts and stops several times; the stretches add up.
@usableFromInline
struct Stopwatch {
  @usableFromInline let scope: bench_scope
  @usableFromInline var opened = bench_edge()
  @usableFromInline var wallNanoseconds = 0
  @usableFromInline var cpuNanoseconds = 0
  @usableFromInline var minorFaults = 0
  @usableFromInline var majorFaults = 0
  @usableFromInline var voluntarySwitches = 0
  @usableFromInline var involuntarySwitches = 0

  init(scope: CPUScope) {
    switch scope {
    case .thread: self.scope = BENCH_SCOPE_THREAD
    case .process: self.scope = BENCH_SCOPE_PROCESS
    }
  }

  @usableFromInline
  mutating func start() {
    bench_edge_open(&opened, scope)
  }

  @usableFromInline
  mutating func stop() {
    var closed = bench_edge()
    bench_edge_close(&closed, scope)
    wallNanoseconds += Int(closed.wall_nanoseconds - opened.wall_nanoseconds)
    cpuNanoseconds += Int(closed.cpu_nanoseconds - opened.cpu_nanoseconds)
    minorFaults += Int(closed.minor_faults - opened.minor_faults)
    majorFaults += Int(closed.major_faults - opened.major_faults)
    voluntarySwitches += Int(closed.voluntary_switches - opened.voluntary_switches)
    involuntarySwitches += Int(closed.involuntary_switches - opened.involuntary_switches)
  }

  func observation(iterations: Int) -> Observation {
    Observation(
      iterations: iterations, wallNanoseconds: wallNanoseconds, cpuNanoseconds: cpuNanoseconds,
      minorFaults: minorFaults, majorFaults: majorFaults, voluntarySwitches: voluntarySwitches,
      involuntarySwitches: involuntarySwitches)
  }

  /// What reading both edges costs, and what is done between them, in nanoseconds of wall clock or
  /// processor time, whichever is more: the least of many tries.
  ///
  /// The driver makes samples a thousand times as long.
  package static func edgeCostNanoseconds(scope: CPUScope, around work: () -> Void) -> Int {
    var least = Int.max
    for _ in 0..<64 {
      var stopwatch = Stopwatch(scope: scope)
      stopwatch.start()
      work()
      stopwatch.stop()
      least = min(least, max(stopwatch.wallNanoseconds, stopwatch.cpuNanoseconds))
    }
    return max(least, 1)
  }
}
