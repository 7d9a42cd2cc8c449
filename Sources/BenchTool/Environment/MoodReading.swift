import BenchModel

/// The readings at one instant from which a run's mood is made.
package struct MoodReading: Sendable {
  let instant: ContinuousClock.Instant
  let load: Reading<Double>
  let ticks: Reading<MachineFacts.CPUTicks>
  let pressure: Reading<CPUPressure>
  /// One entry for each enclosing control group that can be throttled.
  let throttling: Reading<[CPUCgroup.Throttling]>
  /// One entry for each core.
  let governors: Reading<[String]>

  package static func now(
    _ files: SystemFiles = .live, at instant: ContinuousClock.Instant = .now
  ) -> MoodReading {
    MoodReading(
      instant: instant,
      load: files.fact(in: "/proc/loadavg", MachineFacts.oneMinuteLoad),
      ticks: files.fact(in: "/proc/stat", MachineFacts.CPUTicks.init(inStat:)),
      pressure: files.fact(in: "/proc/pressure/cpu", CPUPressure.init(inPressure:)),
      throttling: CPUCgroup.current(files).flatMap { $0.throttling(files) },
      governors: governors(files))
  }

  package static func mood(
    from start: MoodReading, to end: MoodReading
  ) -> MachineEnvironment.Mood {
    MachineEnvironment.Mood(
      loadAtStart: start.load, loadAtEnd: end.load,
      stolenShare: start.ticks.paired(with: end.ticks) { first, last in
        MachineFacts.stolenShare(from: first, to: last).map { .value($0) }
          ?? .unavailable(reason: "the run was shorter than a tick of /proc/stat")
      },
      pressure: pressureShare(from: start, to: end),
      throttledSeconds: throttling(from: start, to: end).map { Double($0.microseconds) / 1e6 },
      governorChanged: start.governors.paired(with: end.governors) { .value($0 != $1) })
  }

  /// The share of the time between two readings in which some task waited for a processor.
  static func pressureShare(from start: MoodReading, to end: MoodReading) -> Reading<Double> {
    start.pressure.paired(with: end.pressure) { first, last in
      let seconds = start.instant.duration(to: end.instant) / .seconds(1)
      guard seconds > 0 else { return .unavailable(reason: "no time passed between readings") }
      // The kernel's clock and ours differ by some parts in a million.
      let waited = Double(last.totalMicroseconds - first.totalMicroseconds) / 1e6
      return .value(min(1, max(0, waited / seconds)))
    }
  }

  /// What throttled the most stopped group between two readings.
  ///
  /// The maximum and not the sum, since a group that is stopped by an enclosing one may count the
  /// same time again.
  static func throttling(
    from start: MoodReading, to end: MoodReading
  ) -> Reading<CPUCgroup.Throttling> {
    start.throttling.paired(with: end.throttling) { first, last in
      guard first.count == last.count else {
        return .unavailable(reason: "the process was moved to another control group")
      }
      let growths = zip(first, last).map { before, after in
        CPUCgroup.Throttling(
          periods: after.periods - before.periods,
          microseconds: after.microseconds - before.microseconds)
      }
      return growths.max { $0.microseconds < $1.microseconds }.map { .value($0) }
        ?? .unavailable(reason: "no control group can be throttled")
    }
  }

  private static func governors(_ files: SystemFiles) -> Reading<[String]> {
    let path = "cpufreq/scaling_governor"
    let governors = files.coreFolders().compactMap { files.word(in: "\($0)/\(path)").value }
    guard governors.isEmpty else { return .value(governors) }
    return .unavailable(reason: "no core has \(path): the frequency is not set by this kernel")
  }
}
