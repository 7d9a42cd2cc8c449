import BenchModel
import BenchTool
import Testing

@Suite struct MoodReadingTests {
  private static let start = ContinuousClock.now
  private static let end = start.advanced(by: .seconds(4))

  private func tree() throws -> SystemTree {
    try SystemTree([
      "/proc/loadavg": "0.50 0.58 0.59 1/467 12345\n",
      "/proc/stat": "cpu  100 0 100 800 0 0 0 0 0 0\n",
      "/proc/pressure/cpu": "some avg10=0.00 avg60=0.00 avg300=0.00 total=1000000\n",
      "/proc/self/cgroup": "0::/box\n",
      "/proc/self/mountinfo": "34 25 0:29 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n",
      "/sys/fs/cgroup/box/cpu.stat": "nr_throttled 2\nthrottled_usec 100000\n",
      "/sys/fs/cgroup/cpu.stat": "usage_usec 1\n",
      "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor": "performance\n",
      "/sys/devices/system/cpu/cpu1/cpufreq/scaling_governor": "performance\n",
    ])
  }

  /// In four seconds: 1 s of waiting, 0.25 s of throttling, 10 of 400 ticks stolen.
  @Test func `a mood is what changed between two readings`() throws {
    let tree = try tree()
    let before = MoodReading.now(tree.files, at: Self.start)
    try tree.write("1.75 0.58 0.59 1/467 12345\n", to: "/proc/loadavg")
    try tree.write("cpu  300 0 140 950 0 0 0 10 0 0\n", to: "/proc/stat")
    try tree.write(
      "some avg10=9.00 avg60=0.00 avg300=0.00 total=2000000\n", to: "/proc/pressure/cpu")
    try tree.write("nr_throttled 5\nthrottled_usec 350000\n", to: "/sys/fs/cgroup/box/cpu.stat")
    try tree.write(
      "powersave\n", to: "/sys/devices/system/cpu/cpu1/cpufreq/scaling_governor")
    let mood = MoodReading.mood(from: before, to: .now(tree.files, at: Self.end))
    #expect(mood.loadAtStart == .value(0.5))
    #expect(mood.loadAtEnd == .value(1.75))
    #expect(mood.stolenShare == .value(0.025))
    #expect(mood.pressure == .value(0.25))
    #expect(mood.throttledSeconds == .value(0.25))
    #expect(mood.governorChanged == .value(true))
  }

  @Test func `the group that was stopped most is the one that counts`() throws {
    let tree = try tree()
    let box = "/sys/fs/cgroup/box/cpu.stat"
    let outer = "/sys/fs/cgroup/cpu.stat"
    try tree.write("nr_throttled 0\nthrottled_usec 0\n", to: outer)
    let before = MoodReading.now(tree.files, at: Self.start)
    try tree.write("nr_throttled 3\nthrottled_usec 200000\n", to: box)
    try tree.write("nr_throttled 9\nthrottled_usec 900000\n", to: outer)
    let mood = MoodReading.mood(from: before, to: .now(tree.files, at: Self.end))
    #expect(mood.throttledSeconds == .value(0.9))
  }

  @Test func `nothing changed is a value, not a missing one`() throws {
    let tree = try tree()
    let before = MoodReading.now(tree.files, at: Self.start)
    let mood = MoodReading.mood(from: before, to: .now(tree.files, at: Self.end))
    #expect(mood.pressure == .value(0))
    #expect(mood.throttledSeconds == .value(0))
    #expect(mood.governorChanged == .value(false))
    #expect(
      mood.stolenShare
        == .unavailable(reason: "the run was shorter than a tick of /proc/stat"))
  }

  @Test func `two readings at one instant have no share of time`() throws {
    let tree = try tree()
    let reading = MoodReading.now(tree.files, at: Self.start)
    #expect(
      MoodReading.mood(from: reading, to: reading).pressure
        == .unavailable(reason: "no time passed between readings"))
  }

  @Test func `a machine that tells nothing is told so, with its own paths`() throws {
    let reading = MoodReading.now(try SystemTree([:]).files, at: Self.start)
    let mood = MoodReading.mood(from: reading, to: reading)
    #expect(
      mood.loadAtStart == .unavailable(reason: "/proc/loadavg: No such file or directory"))
    #expect(
      mood.pressure == .unavailable(reason: "/proc/pressure/cpu: No such file or directory"))
    #expect(
      mood.throttledSeconds
        == .unavailable(reason: "/proc/self/cgroup: No such file or directory"))
    #expect(mood.governorChanged.value == nil)
  }

  @Test func `a move to another group ends the account`() throws {
    let tree = try tree()
    let before = MoodReading.now(tree.files, at: Self.start)
    try tree.write("nr_throttled 0\nthrottled_usec 0\n", to: "/sys/fs/cgroup/cpu.stat")
    let mood = MoodReading.mood(from: before, to: .now(tree.files, at: Self.end))
    #expect(
      mood.throttledSeconds
        == .unavailable(reason: "the process was moved to another control group"))
  }

  @Test func `this machine's own files are read`() {
    let mood = MoodReading.mood(from: .now(at: Self.start), to: .now(at: Self.end))
    #expect(mood.loadAtStart.value ?? -1 >= 0)
  }
}
