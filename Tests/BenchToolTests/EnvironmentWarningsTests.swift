import BenchModel
import BenchTool
import Testing

/// The sentences were read and approved; the bounds are those of the type's documentation.
@Suite struct EnvironmentWarningsTests {
  private func environment(
    _ mood: MachineEnvironment.Mood, quota: Reading<Double> = .unavailable(reason: "none")
  ) -> MachineEnvironment {
    let unread = Reading<String>.unavailable(reason: "not read")
    return MachineEnvironment(
      machine: MachineEnvironment.Machine(
        cpuModel: unread, logicalCores: .value(2), usableCores: .value(2),
        memoryBytes: .unavailable(reason: "not read"), governor: unread,
        turbo: .unavailable(reason: "not read"), clockSource: unread, kernel: unread,
        operatingSystem: unread, cgroupCPUQuota: quota),
      mood: mood,
      build: MachineEnvironment.Build(compiler: unread, configuration: "release", flags: unread),
      source: MachineEnvironment.Source(
        commit: unread, isDirty: .unavailable(reason: "not read")))
  }

  private var calm: MachineEnvironment.Mood {
    MachineEnvironment.Mood(
      loadAtStart: .value(1), loadAtEnd: .value(7), stolenShare: .value(0.005),
      pressure: .value(0.1), throttledSeconds: .value(0), governorChanged: .value(false))
  }

  @Test func `a calm run has none, up to the bounds themselves`() {
    #expect(EnvironmentWarnings.of(environment(calm)) == [])
  }

  @Test func `each circumstance has its sentence`() {
    var mood = calm
    mood.loadAtStart = .value(1.69)
    mood.pressure = .value(0.234)
    mood.stolenShare = .value(0.031)
    mood.throttledSeconds = .value(0.25)
    mood.governorChanged = .value(true)
    #expect(
      EnvironmentWarnings.of(environment(mood, quota: .value(1.5))) == [
        "The load was 1.69 on 2 cores before measuring began: other work was running, or had "
          + "just ended.",
        "For 23 % of the run some task waited for a processor. Benchmarks with more threads than "
          + "cores cause this themselves; otherwise other work took turns with this run.",
        "The hypervisor gave 3.1 % of this machine's processor time to others during the run.",
        "The cgroup's CPU quota of 1.5 cores stopped this run for 250 ms, summed over cores: wall "
          + "clock contains these pauses.",
        "The frequency governor was changed during the run: its first and last samples were "
          + "taken at different speeds.",
      ])
  }

  @Test func `what was not read is no warning`() {
    let unread = Reading<Double>.unavailable(reason: "not read")
    let mood = MachineEnvironment.Mood(
      loadAtStart: unread, loadAtEnd: unread, stolenShare: unread)
    #expect(EnvironmentWarnings.of(environment(mood)) == [])
  }

  @Test func `throttling without a known quota names none`() {
    var mood = calm
    mood.throttledSeconds = .value(2)
    #expect(
      EnvironmentWarnings.of(environment(mood)) == [
        "The cgroup's CPU quota stopped this run for 2.00 s, summed over cores: wall clock "
          + "contains these pauses."
      ])
  }
}
