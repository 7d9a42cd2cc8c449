import BenchTool
import Testing

@Suite struct BusyProcessTests {
  private func ticks(
    _ pid: Int, _ name: String, ticks: Int, started: Int = 5
  ) throws -> ProcessTicks {
    try #require(
      ProcessTicks(
        inStat: "\(pid) (\(name)) R 1 1 1 0 -1 0 0 0 0 0 \(ticks) 0 0 0 20 0 1 0 \(started) 0"))
  }

  /// 100 ticks a second for 2 s: 150 ticks are three quarters of a core.
  @Test func `shares are of a core, the busiest first`() throws {
    let start = [try ticks(1, "calm", ticks: 500), try ticks(2, "busy", ticks: 100)]
    let end = [try ticks(1, "calm", ticks: 500), try ticks(2, "busy", ticks: 250)]
    let later = [try ticks(3, "new", ticks: 180, started: 900)]
    #expect(
      BusyProcess.list(from: start, to: end + later, seconds: 2, ticksPerSecond: 100) == [
        BusyProcess(pid: 3, name: "new", cores: 0.9),
        BusyProcess(pid: 2, name: "busy", cores: 0.75),
      ])
  }

  @Test func `a pid that was given again is a new process`() throws {
    let start = [try ticks(9, "old", ticks: 100)]
    let end = [try ticks(9, "new", ticks: 40, started: 800)]
    #expect(
      BusyProcess.list(from: start, to: end, seconds: 1, ticksPerSecond: 100) == [
        BusyProcess(pid: 9, name: "new", cores: 0.4)
      ])
  }

  @Test func `those that are equally busy stand by their pids`() throws {
    let end = [try ticks(8, "b", ticks: 10), try ticks(7, "a", ticks: 10)]
    let list = BusyProcess.list(from: [], to: end, seconds: 1, ticksPerSecond: 100)
    #expect(list.map(\.pid) == [7, 8])
  }
}
