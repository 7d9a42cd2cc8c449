import Glibc

/// What the threads of this process are called, as of when they were seen first.
///
/// A thread often gives itself its name after it has begun, so it is told at the second look. What
/// has ended by then keeps the name of the first.
struct InsideThreads {
  private struct Sighting {
    let time: UInt64
    let name: [UInt8]
  }

  private var unsettled: [Int32: Sighting] = [:]
  private var settled: Set<Int32> = []

  mutating func see(_ thread: Int32, at time: UInt64) {
    guard !settled.contains(thread), unsettled[thread] == nil else { return }
    // Just before the sample that it was seen in.
    unsettled[thread] = Sighting(time: time - 1, name: Self.name(of: thread) ?? [])
  }

  /// The names of threads that were seen for the first time since the last call.
  mutating func settle(of process: Int32) -> SynthesizedRecords {
    // A number may be used again once its thread has ended.
    settled = settled.filter { access("/proc/self/task/\($0)", F_OK) == 0 }
    var news = SynthesizedRecords()
    for (thread, sighting) in unsettled.sorted(by: { $0.key < $1.key }) {
      var name = Self.name(of: thread) ?? sighting.name
      if name.isEmpty { name = Self.name(of: process) ?? [] }
      news.add(name: name, process: process, thread: thread, time: sighting.time)
      settled.insert(thread)
    }
    unsettled.removeAll()
    return news
  }

  private static func name(of thread: Int32) -> [UInt8]? {
    KernelFile.firstLine("/proc/self/task/\(thread)/comm")
  }
}
