import Baselines
import BaselinesTestSupport
import BenchModel
import Foundation
import Testing

@Suite struct PrunePlanTests {
  private static let day = 86_400
  /// 30 days after the first run.
  private static let now = Date(timeIntervalSince1970: 1_767_225_600 + 30 * 86_400)

  private func listing(
    day: Int, startedAt: String? = nil, on machine: String = "x86_64-a-2c",
    baselines: [BaselineName] = []
  ) -> RunListing {
    RunListing(
      id: Store.identifier(of: RandomRun.ordinary(seed: UInt64(day), benchmarks: 0)),
      startedAt: startedAt ?? RandomRun.date(second: day * Self.day), durationSeconds: 1,
      machineClass: machineClass(machine), fingerprint: "", commit: nil, isDirty: nil,
      benchmarks: 1, failures: 0, samples: 100, baselines: baselines)
  }

  /// Worked out by hand: days 0 to 6 of machine a, days 0 and 1 of machine b; now is day 30, and
  /// a day counts in 2026, which `RandomRun.date` begins with.
  @Test func `keeps baselines, the newest of each class, and the young`() throws {
    let main = try baseline("main")
    let runs =
      (0...6).map { listing(day: $0, baselines: $0 == 2 ? [main] : []) }
      + [listing(day: 0, on: "x86_64-b-2c"), listing(day: 1, on: "x86_64-b-2c")]
    let plan = PrunePlan(of: runs.shuffled(), keepingNewest: 2, youngerThan: 25.5, now: Self.now)
    let kept = Dictionary(uniqueKeysWithValues: plan.kept.map { ($0.run, $0.reason) })
    #expect(
      kept == [
        runs[6]: .isNewest(1), runs[5]: .isNewest(2), runs[2]: .isBaseline([main]),
        runs[8]: .isNewest(1), runs[7]: .isNewest(2),
      ])
    #expect(plan.removed == [runs[4], runs[3], runs[1], runs[0]])
    #expect(plan.removedSamples == 400)

    let younger = PrunePlan(of: runs, keepingNewest: 0, youngerThan: 26.5, now: Self.now)
    #expect(
      younger.kept.filter { $0.reason == .isYoung }.map(\.run) == [runs[6], runs[5], runs[4]])
  }

  @Test func `a run whose age cannot be told is kept`() {
    let run = listing(day: 0, startedAt: "yesterday")
    let plan = PrunePlan(of: [run], keepingNewest: 0, youngerThan: 0, now: Self.now)
    #expect(plan.kept.map(\.reason) == [.isUndated])
    #expect(plan.removed.isEmpty)
  }

  @Test func `pruning deletes what the plan says, and gives the space back`() throws {
    let folder = try TemporaryFolder()
    let store = try Store(path: folder.store)
    var ids: [RunIdentifier] = []
    for day in 0..<8 {
      let run = RandomRun.ordinary(
        seed: UInt64(day), benchmarks: 10, processes: 5, samples: 200,
        startedAt: RandomRun.date(second: day * Self.day))
      ids.append(try store.save(run, summaries: RandomRun.summaries(of: run)))
    }
    try store.setBaseline(baseline("main"), to: ids[0])
    let plan = PrunePlan(
      of: try store.runs(), keepingNewest: 1, youngerThan: 0, now: Self.now)
    #expect(plan.removed.map(\.id) == ids[1...6].reversed())

    // Named after the plan was made.
    try store.setBaseline(baseline("late"), to: ids[1])
    #expect(try store.prune(plan) == 5)
    #expect(try store.runs().map(\.id) == [ids[7], ids[1], ids[0]])
    #expect(try store.history(of: benchmark("suite/benchmark-0/n=0"), .wallTime).count == 3)
    #expect(try store.integrityFindings() == [])
    for id in [ids[0], ids[1], ids[7]] { _ = try store.run(id) }

    let pruned = try store.prune(PrunePlan(of: [], keepingNewest: 0, youngerThan: 0, now: .now))
    #expect(pruned == 0)
    let blobBytes = 8 * 10 * 5 * 200 * 7
    try store.deleteBaseline(baseline("late"))
    try store.deleteBaseline(baseline("main"))
    try store.prune(
      PrunePlan(of: store.runs(), keepingNewest: 0, youngerThan: 0, now: Self.now))
    #expect(try store.runs().isEmpty)
    #expect(try content(of: folder.store).count < blobBytes / 2)
  }
}
