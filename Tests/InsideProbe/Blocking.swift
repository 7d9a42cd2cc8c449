import Foundation
import Glibc
import Synchronization

/// Waits for known times on a lock, a pipe, a sleep and an await, each in a function of its own.
enum Blocking {
  private static let lock = Mutex(())

  @inline(never) static func waitsForLock(_ seconds: Double) {
    let isHeld = DispatchSemaphore(value: 0)
    Thread.detachNewThread { holdsLock(seconds, isHeld) }
    isHeld.wait()
    takesLock()
  }

  @inline(never) static func takesLock() { lock.withLock { _ in } }

  @inline(never) static func holdsLock(_ seconds: Double, _ isHeld: DispatchSemaphore) {
    lock.withLock { _ in
      isHeld.signal()
      sleeps(seconds)
    }
  }

  @inline(never) static func readsPipe(_ seconds: Double) {
    var ends: [Int32] = [0, 0]
    pipe(&ends)
    let end = ends[1]
    Thread.detachNewThread {
      writesLater(end, seconds)
    }
    readsByte(ends[0])
    close(ends[0])
    close(ends[1])
  }

  @inline(never) static func readsByte(_ descriptor: Int32) {
    var byte: UInt8 = 0
    while read(descriptor, &byte, 1) < 0 && errno == EINTR {}
  }

  @inline(never) static func writesLater(_ descriptor: Int32, _ seconds: Double) {
    sleeps(seconds)
    var byte: UInt8 = 1
    write(descriptor, &byte, 1)
  }

  /// Until the time has passed, however often it is woken.
  @inline(never) static func sleeps(_ seconds: Double) {
    var left = timespec(tv_sec: Int(seconds), tv_nsec: Int((seconds - Double(Int(seconds))) * 1e9))
    var asked = left
    while nanosleep(&asked, &left) != 0 && errno == EINTR { asked = left }
  }

  @inline(never) static func sleepsItself(_ seconds: Double) { sleeps(seconds) }

  @inline(never) static func awaits(_ seconds: Double) async {
    try? await Task.sleep(for: .seconds(seconds))
  }

  /// Each of the four waits for a part of the time: 4, 3, 2 and 1 of 10.
  static func run(seconds: Double) async {
    let rounds = 10
    let tenth = seconds / Double(10 * rounds)
    for _ in 0..<rounds {
      waitsForLock(4 * tenth)
      readsPipe(3 * tenth)
      sleepsItself(2 * tenth)
    }
    // In a task of its own, that has been woken before.
    await Task {
      await Task.yield()
      for _ in 0..<rounds { await awaits(tenth) }
    }.value
  }
}
