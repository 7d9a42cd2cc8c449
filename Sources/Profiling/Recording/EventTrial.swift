import CProfiling
import Glibc

/// What became of an event that was opened to find out whether that is permitted.
enum EventTrial: Equatable {
  case counts
  /// It could be opened and did not move while the processor worked, as on some virtual machines.
  case silent
  case refused(errno: Int32)

  /// Opens an event of the calling thread, works for a moment, and looks.
  static func run(_ event: SampledEvent, includesKernel: Bool) -> EventTrial {
    var attributes = EventAttributes(
      event: event, frequency: 100, callGraph: .none, includesKernel: includesKernel
    ).sampler(startsAtExec: false)
    attributes.inherit = 0
    let descriptor = profiling_event_open(&attributes, 0, -1)
    guard descriptor >= 0 else { return .refused(errno: -descriptor) }
    defer { close(descriptor) }
    let isEnabled = profiling_event_enable(descriptor)
    guard isEnabled >= 0 else { return .refused(errno: -isEnabled) }
    work(microseconds: 2_000)
    var count: UInt64 = 0
    let size = MemoryLayout<UInt64>.size
    guard read(descriptor, &count, size) == size else { return .silent }
    return count > 0 ? .counts : .silent
  }

  private static func work(microseconds: Int) {
    var now = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now)
    let start = now
    repeat {
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now)
    } while (now.tv_sec - start.tv_sec) * 1_000_000 + (now.tv_nsec - start.tv_nsec) / 1_000
      < microseconds
  }
}
