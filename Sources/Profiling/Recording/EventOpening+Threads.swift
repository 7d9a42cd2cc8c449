import CProfiling
import Glibc

extension EventOpening {
  /// Opens the events of all threads of a running process.
  ///
  /// While this goes on the process may start more. A thread whose birth was recorded has inherited
  /// the events of its parent; one that is there without that record has not.
  ///
  /// - Returns: The records of that time, which belong into the recording.
  mutating func addThreads(of process: Int32) throws(RecordingError) -> EarlyRecords {
    var early = EarlyRecords()
    var known: Set<Int32> = []
    // A process that starts threads faster than they can be listed is never done; whatever starts
    // after its parent was added is recorded all the same.
    for _ in 0..<16 {
      let threads = KernelFile.numbers(in: "/proc/\(process)/task").filter { !known.contains($0) }
      if threads.isEmpty { break }
      if !known.isEmpty {
        // A new thread can be seen a moment before its birth is recorded.
        usleep(1_000)
        try early.drain(rings)
      }
      for thread in threads {
        known.insert(thread)
        if early.births.contains(thread) { continue }
        _ = try add(thread: thread, tracksAtOnce: true)
      }
    }
    guard !samplers.isEmpty else { throw .noSuchProcess(process) }
    return early
  }
}

/// What came into the rings before the recording had a file.
struct EarlyRecords {
  private(set) var bytes: [UInt8] = []
  private(set) var counts = RecordCounts()
  /// The threads whose births are among the records.
  private(set) var births: Set<Int32> = []

  mutating func drain(_ rings: [SampleRing]) throws(RecordingError) {
    for ring in rings {
      var news: [UInt8] = []
      try ring.drain(counting: &counts) { news.append(contentsOf: $0) }
      noteBirths(in: news)
      bytes += news
    }
  }

  /// A FORK record has the process, its parent, the thread, its parent after the header.
  private mutating func noteBirths(in records: [UInt8]) {
    records.withUnsafeBytes { records in
      var offset = 0
      while offset + 8 <= records.count {
        let type = records.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
        let size = Int(records.loadUnaligned(fromByteOffset: offset + 6, as: UInt16.self))
        guard size >= 8, offset + size <= records.count else { return }
        if type == PERF_RECORD_FORK.rawValue, size >= 24 {
          births.insert(records.loadUnaligned(fromByteOffset: offset + 16, as: Int32.self))
        }
        offset += size
      }
    }
  }
}
