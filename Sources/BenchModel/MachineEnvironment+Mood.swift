extension MachineEnvironment {
  /// What changes from minute to minute; taken over the run, from its start to its end.
  package struct Mood: Hashable, Codable, Sendable {
    /// The one-minute load average when the run began.
    package var loadAtStart: Reading<Double>
    package var loadAtEnd: Reading<Double>
    /// The share of all processor time that the hypervisor gave to others during the run.
    package var stolenShare: Reading<Double>
    /// The share of the run's time in which some task, of this run or of others, waited for a
    /// processor.
    package var pressure: Reading<Double>
    /// How long the cgroup's CPU quota kept its tasks from running, in seconds summed over cores.
    package var throttledSeconds: Reading<Double>
    /// Whether the frequency governor of any core was another at the end than at the start.
    package var governorChanged: Reading<Bool>

    /// Pressure, throttling and governor stay `notRecorded` where a caller has none to give.
    package init(
      loadAtStart: Reading<Double>, loadAtEnd: Reading<Double>, stolenShare: Reading<Double>,
      pressure: Reading<Double> = notRecorded(),
      throttledSeconds: Reading<Double> = notRecorded(),
      governorChanged: Reading<Bool> = notRecorded()
    ) {
      self.loadAtStart = loadAtStart
      self.loadAtEnd = loadAtEnd
      self.stolenShare = stolenShare
      self.pressure = pressure
      self.throttledSeconds = throttledSeconds
      self.governorChanged = governorChanged
    }

    /// What a reading is in a run made by a version that did not take it yet.
    package static func notRecorded<Value>() -> Reading<Value> {
      .unavailable(reason: "this run did not record it")
    }

    /// Accepts the moods of older versions, which lack the later readings.
    package init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      loadAtStart = try container.decode(Reading.self, forKey: .loadAtStart)
      loadAtEnd = try container.decode(Reading.self, forKey: .loadAtEnd)
      stolenShare = try container.decode(Reading.self, forKey: .stolenShare)
      pressure =
        try container.decodeIfPresent(Reading.self, forKey: .pressure) ?? Self.notRecorded()
      throttledSeconds =
        try container.decodeIfPresent(Reading.self, forKey: .throttledSeconds)
        ?? Self.notRecorded()
      governorChanged =
        try container.decodeIfPresent(Reading.self, forKey: .governorChanged)
        ?? Self.notRecorded()
    }
  }
}
