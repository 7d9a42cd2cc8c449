import BenchModel

/// The readings at one instant from which a run's mood is made.
struct MoodReading: Sendable {
  let load: Reading<Double>
  let ticks: Reading<MachineFacts.CPUTicks>

  static func now() -> MoodReading {
    MoodReading(
      load: EnvironmentProbe.fact(in: "/proc/loadavg", MachineFacts.oneMinuteLoad),
      ticks: EnvironmentProbe.fact(in: "/proc/stat", MachineFacts.CPUTicks.init(inStat:)))
  }

  static func mood(from start: MoodReading, to end: MoodReading) -> MachineEnvironment.Mood {
    let stolen: Reading<Double> =
      switch (start.ticks, end.ticks) {
      case (.value(let first), .value(let last)):
        MachineFacts.stolenShare(from: first, to: last).map { .value($0) }
          ?? .unavailable(reason: "the run was shorter than a tick of /proc/stat")
      case (.unavailable(let reason), _), (_, .unavailable(let reason)):
        .unavailable(reason: reason)
      }
    return MachineEnvironment.Mood(
      loadAtStart: start.load, loadAtEnd: end.load, stolenShare: stolen)
  }
}
