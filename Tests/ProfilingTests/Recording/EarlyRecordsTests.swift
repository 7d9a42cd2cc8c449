import Foundation
import Testing

@testable import Profiling

extension LiveRecordingTests {
  @Suite struct EarlyRecordsTests {
    /// Such a thread has inherited its parent's events and must not get its own, or it would be
    /// sampled twice as often as the others.
    @Test func `a thread that a recorded one starts is known by its birth`() async throws {
      let process = try Tool.start(
        try BurningProgram.path(), ["8", "0", "threads", "3"])
      defer { process.terminate() }
      let id = process.processIdentifier
      try await Task.sleep(for: .milliseconds(100))
      let attributes = EventAttributes(
        event: .cpuClock, frequency: 99, callGraph: .none, includesKernel: false)
      var opening = try EventOpening(
        attributes, startsSampling: false, awaitsExec: false, limits: .read())
      #expect(try opening.add(thread: id, tracksAtOnce: true))
      try #require(KernelFile.numbers(in: "/proc/\(id)/task") == [id], "it has started others")
      let deadline = ContinuousClock.now + .seconds(20)
      var threads: [Int32] = []
      while threads.count < 3, ContinuousClock.now < deadline {
        try await Task.sleep(for: .milliseconds(20))
        threads = KernelFile.numbers(in: "/proc/\(id)/task")
      }
      try await Task.sleep(for: .milliseconds(20))
      try #require(threads.count == 3)
      var early = EarlyRecords()
      try early.drain(opening.rings)
      #expect(early.births == Set(threads).subtracting([id]))
      #expect(early.counts.samples == 0)
    }
  }
}
