import CBench

/// What a thread that did nothing but compute got of its core.
package struct Spin: Equatable, Sendable {
  package let wallSeconds: Double
  package let cpuSeconds: Double
  /// The longest time between two reads of the clock: an interrupt, another task or another guest.
  package let longestGapSeconds: Double

  package init(wallSeconds: Double, cpuSeconds: Double, longestGapSeconds: Double) {
    self.wallSeconds = wallSeconds
    self.cpuSeconds = cpuSeconds
    self.longestGapSeconds = longestGapSeconds
  }

  /// Computes on the calling thread for so long.
  ///
  /// A machine shows what disturbs a computing thread only while there is one: an idle virtual
  /// processor has nothing stolen, and an idle core makes nobody wait.
  static func run(seconds: Double) -> Spin {
    var start = bench_edge()
    bench_edge_open(&start, BENCH_SCOPE_THREAD)
    let length = UInt64(seconds * 1e9)
    var last = start.wall_nanoseconds
    var longest: UInt64 = 0
    while last - start.wall_nanoseconds < length {
      let now = bench_wall_nanoseconds()
      longest = max(longest, now - last)
      last = now
    }
    var end = bench_edge()
    bench_edge_close(&end, BENCH_SCOPE_THREAD)
    return Spin(
      wallSeconds: Double(end.wall_nanoseconds - start.wall_nanoseconds) / 1e9,
      cpuSeconds: Double(end.cpu_nanoseconds - start.cpu_nanoseconds) / 1e9,
      longestGapSeconds: Double(longest) / 1e9)
  }
}
