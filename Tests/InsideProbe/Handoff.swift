import Foundation
import Glibc
import Synchronization

/// Two threads that hand a byte to and fro through pipes, with a little work at each turn: they run
/// for some 20 µs at a time.
enum Handoff {
  private static let working = Atomic<Int>(0)
  private static let running = Atomic<Int>(0)

  /// - Returns: The share of both threads' processor time that was spent in `works`.
  static func run(seconds: Double) -> Double {
    var there: [Int32] = [0, 0]
    var back: [Int32] = [0, 0]
    guard pipe(&there) == 0, pipe(&back) == 0 else { fatalError("no pipes") }
    let ends = (there: there, back: back)
    let hasEnded = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      countsItsTime { while takes(ends.there[0]) { gives(ends.back[1], after: works()) } }
      hasEnded.signal()
    }
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(seconds)
    countsItsTime {
      while clock.now < deadline {
        gives(ends.there[1], after: works())
        _ = takes(ends.back[0])
      }
    }
    close(ends.there[1])
    hasEnded.wait()
    return Double(working.load(ordering: .relaxed)) / Double(running.load(ordering: .relaxed))
  }

  @inline(never) private static func countsItsTime(_ body: () -> Void) {
    let begin = ThreadClock.nanoseconds
    body()
    running.add(ThreadClock.nanoseconds - begin, ordering: .relaxed)
  }

  @inline(never) private static func works() -> Bool {
    let begin = ThreadClock.nanoseconds
    Burning.fifty()
    working.add(ThreadClock.nanoseconds - begin, ordering: .relaxed)
    return true
  }

  @inline(never) private static func takes(_ end: Int32) -> Bool {
    var byte: UInt8 = 0
    return read(end, &byte, 1) == 1
  }

  @inline(never) private static func gives(_ end: Int32, after work: Bool) {
    var byte: UInt8 = work ? 1 : 0
    _ = write(end, &byte, 1)
  }
}
