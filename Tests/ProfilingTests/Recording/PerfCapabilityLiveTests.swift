import Foundation
import Testing

@testable import Profiling

extension LiveRecordingTests {
  @Suite struct PerfCapabilityLiveTests {
    /// `perf stat` counts cycles, or prints `<not supported>` in the place of the number.
    @Test func `cycles are chosen exactly when perf counts them`() throws {
      let answer = try Tool.run("perf", ["stat", "-x", ",", "-e", "cycles:u", "true"]).errors
      let line = try #require(answer.split(separator: "\n").first { $0.contains("cycles") })
      let counts = (Int(line.prefix { $0 != "," }) ?? 0) > 0
      #expect(try PerfCapability.probe().event == (counts ? .cycles : .cpuClock))
    }
  }
}
