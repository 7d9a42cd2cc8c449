import Baselines
import BaselinesTestSupport
import BenchModel
import Foundation
import Testing

@Suite struct StoreTests {
  private let folder: TemporaryFolder
  private let store: Store

  init() throws {
    folder = try TemporaryFolder()
    store = try Store(path: "\(folder.path)/new/folder/bench.sqlite")
  }

  @Test func `saving the same run again changes nothing`() throws {
    let run = RandomRun.ordinary(seed: 3)
    let first = try store.save(run, summaries: RandomRun.summaries(of: run))
    let second = try store.save(run, summaries: [:])
    #expect(first == second)
    #expect(try store.runs().count == 1)
    #expect(try store.summaries(of: first) == RandomRun.summaries(of: run))
  }

  @Test func `a run has the same identity in each store, and differs by a nanosecond`() throws {
    let other = try Store(path: "\(folder.path)/other.sqlite")
    let run = RandomRun.ordinary(seed: 3, samples: 1)
    #expect(try store.save(run, summaries: [:]) == other.save(run, summaries: [:]))
    #expect(
      Store.identifier(of: run) != Store.identifier(of: RandomRun.ordinary(seed: 4, samples: 1)))
    let text = Store.identifier(of: run).text
    // RFC 9562: version 8 in the first digit of the third group, variant 10 in that of the fourth.
    #expect(
      text.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/)
        != nil)
  }

  @Test func `runs are listed with the newest first, by class, benchmark and commit`() throws {
    let small = RandomRun.environment(cores: 2, commit: .value("abc123"))
    let large = RandomRun.environment(cores: 64, commit: .unavailable(reason: "no git"))
    var ids: [RunIdentifier] = []
    for second in [20, 10, 30] {
      let run = RandomRun.ordinary(
        seed: UInt64(second), startedAt: RandomRun.date(second: second),
        environment: second == 10 ? large : small)
      ids.append(try store.save(run, summaries: [:]))
    }
    #expect(try store.runs().map(\.id) == [ids[2], ids[0], ids[1]])
    #expect(try store.runs(limit: 1).map(\.id) == [ids[2]])
    #expect(try store.runs(on: machineClass("x86_64-amd-epyc-7b13-64c")).map(\.id) == [ids[1]])
    #expect(try store.runs(ofCommit: "abc").map(\.id) == [ids[2], ids[0]])
    #expect(try store.runs(ofCommit: "b").isEmpty)
    #expect(try store.runs(measuring: benchmark("suite/benchmark-0/n=0")).count == 3)
    #expect(try store.runs(measuring: benchmark("suite")).isEmpty)

    let listing = try #require(try store.runs().last)
    #expect(listing.samples == 3 * 2 * 40)
    #expect(listing.benchmarks == 3)
    #expect(listing.failures == 0)
    #expect(listing.commit == nil)
    #expect(listing.isDirty == false)
    #expect(listing.durationSeconds == 3)
    #expect(listing.fingerprint == Fingerprint(of: large).hash)
    #expect(try store.fingerprint(of: listing.id) == Fingerprint(of: large))
  }

  @Test func `an imported run belongs to the machine that made it`() throws {
    let run = RandomRun.ordinary(seed: 1)
    let id = try store.save(run, summaries: [:], madeOn: "aarch64")
    #expect(try store.runs()[0].machineClass.text == "aarch64-amd-epyc-7b13-2c")
    #expect(try store.fingerprint(of: id).architecture == "aarch64")
  }

  @Test func `a run is found by the beginning of its identifier`() throws {
    var ids: [RunIdentifier] = []
    for seed: UInt64 in 0..<20 {
      ids.append(try store.save(RandomRun.ordinary(seed: seed, samples: 1), summaries: [:]))
    }
    for id in ids {
      #expect(try store.identifier(beginning: id.text) == id)
      #expect(try store.identifier(beginning: id.short.uppercased()) == id)
    }
    // Of 20 runs, two or more begin with the same of 16 digits.
    let digits = Dictionary(grouping: ids) { $0.text.prefix(1) }
    let (digit, matches) = try #require(digits.first { $0.value.count > 1 })
    #expect(
      throws: StoreError.ambiguousRun(String(digit), matches: matches.sorted { $0.text < $1.text })
    ) {
      try store.identifier(beginning: String(digit))
    }
    for nonsense in ["", "main", "%", "5'"] {
      #expect(throws: StoreError.noSuchRun(nonsense, path: store.path)) {
        try store.identifier(beginning: nonsense)
      }
    }
  }

  @Test func `history is in the order of time, over a rename, on one class of machines`() throws {
    let old = try benchmark("suite/benchmark-0/n=0")
    let new = try benchmark("suite/renamed")
    for second in [30, 10, 20] {
      let environment = RandomRun.environment(cores: second == 30 ? 4 : 2)
      let run = RandomRun.ordinary(
        seed: UInt64(second), startedAt: RandomRun.date(second: second), environment: environment)
      let name = second == 20 ? new : old
      let summary = MetricSummary(
        center: Double(second), low: Double(second) - 1, high: .init(second) + 2, processes: 2)
      try store.save(
        run,
        summaries: [
          MetricKey(name, .wallTime): summary,
          MetricKey(name, .cpuTime): MetricSummary(center: 1, low: .nan, high: 1, processes: 2),
        ])
    }
    #expect(try store.history(of: old, .wallTime).map(\.center) == [10, 30])
    #expect(try store.history(of: old, .wallTime, on: machineClass()).map(\.center) == [10])
    #expect(try store.history(of: old, .cpuTime).isEmpty)
    try store.recordRename(of: old, to: new)
    let points = try store.history(of: new, .wallTime)
    #expect(points.map(\.center) == [10, 20, 30])
    #expect(points.map(\.low) == [9, 19, 29])
    #expect(points.map(\.high) == [12, 22, 32])
    #expect(points.map(\.startedAt) == [10, 20, 30].map(RandomRun.date))
    #expect(points[0].commit == "3f2a91c0d4b8e7f61a5c9d2e8b7f4a3c6d1e0f92")
    #expect(try store.history(of: old, .wallTime) == points)
    #expect(try store.histories(of: .wallTime) == [new: points])
    #expect(
      try store.histories(of: .wallTime, on: machineClass())[new]?.map(\.center) == [10, 20])
    #expect(try store.histories(of: .allocations).isEmpty)
    #expect(try store.renames().map(\.old) == [old])
  }

  @Test func `a point whose interval is not known is in the history`() throws {
    let run = RandomRun.ordinary(seed: 1)
    let name = try benchmark("suite/benchmark-0/n=0")
    let summary = MetricSummary(center: 2, low: 0, high: .infinity, processes: 1)
    let id = try store.save(run, summaries: [MetricKey(name, .wallTime): summary])
    #expect(try store.summaries(of: id) == [MetricKey(name, .wallTime): summary])
    #expect(try store.history(of: name, .wallTime).map(\.high) == [.infinity])
    #expect(try store.histories(of: .wallTime)[name]?.map(\.center) == [2])
  }

  @Test func `a run in the place of another one has its baselines`() throws {
    let old = try store.save(RandomRun.ordinary(seed: 1), summaries: [:])
    let third = try store.save(RandomRun.ordinary(seed: 3), summaries: [:])
    let (main, release) = (try BaselineName(parsing: "main"), try BaselineName(parsing: "v1"))
    try store.setBaseline(main, to: old)
    try store.setBaseline(release, to: old)
    let elsewhere = RandomRun.ordinary(seed: 2, environment: RandomRun.environment(cores: 4))
    // The new run's class has a 'v1' already, of another run.
    let other = try store.save(
      RandomRun.ordinary(seed: 4, environment: RandomRun.environment(cores: 4)), summaries: [:])
    try store.setBaseline(release, to: other)
    let (new, dropped) = try store.replace([old], with: elsewhere, summaries: [:])
    #expect(dropped == [release])
    #expect(Set(try store.runs().map(\.id)) == [new, third, other])
    #expect(try store.run(new) == elsewhere)
    let baselines = try store.baselines()
    #expect(baselines.map(\.name) == [main, release])
    #expect(baselines.map(\.run) == [new, other])
    #expect(throws: StoreError.noSuchRun(old.text, path: store.path)) {
      try store.replace([old], with: elsewhere, summaries: [:])
    }
    #expect(try store.replace([new], with: elsewhere, summaries: [:]).id == new)
    #expect(try store.integrityFindings().isEmpty)
  }

  @Test func `a run is deleted unless a baseline names it`() throws {
    let (first, second) = (
      try store.save(RandomRun.ordinary(seed: 1), summaries: [:]),
      try store.save(RandomRun.ordinary(seed: 2), summaries: [:])
    )
    try store.setBaseline(try BaselineName(parsing: "main"), to: first)
    #expect(try !store.delete(first))
    #expect(try store.delete(second))
    #expect(try store.runs().map(\.id) == [first])
    #expect(throws: StoreError.noSuchRun(second.text, path: store.path)) {
      try store.delete(second)
    }
    #expect(try store.integrityFindings().isEmpty)
  }

  @Test func `a run that measured two names keeps them two, before and after other renames`() throws
  {
    let run = try store.save(RandomRun.ordinary(seed: 1), summaries: [:])
    let names = try store.run(run).results.map(\.benchmark.name)
    try #require(names.count >= 2)
    let (first, second, new) = (names[0], names[1], try benchmark("new"))
    #expect(try store.runMeasuringBoth(first, second) == run)
    #expect(try store.runMeasuringBoth(first, new) == nil)
    try store.recordRename(of: first, to: new)
    #expect(try store.runMeasuringBoth(first, new) == nil)
    #expect(try store.runMeasuringBoth(new, second) == run)
    #expect(try store.runMeasuringBoth(second, new) == run)
  }

  @Test func `renames in a row and in a circle end at the last name`() throws {
    let (a, b, c) = (try benchmark("a"), try benchmark("b"), try benchmark("c"))
    try store.recordRename(of: a, to: b)
    try store.recordRename(of: b, to: c)
    #expect(try store.currentName(of: a) == c)
    #expect(try store.currentName(of: b) == c)
    try store.recordRename(of: c, to: a)
    for name in [a, b, c] { #expect(try store.currentName(of: name) == a) }
    try store.recordRename(of: a, to: a)
    #expect(try store.currentName(of: a) == a)
  }

  @Test func `summaries can be made anew`() throws {
    let run = RandomRun.ordinary(seed: 3)
    let id = try store.save(run, summaries: [:])
    #expect(try store.summaries(of: id).isEmpty)
    try store.replaceSummaries(of: id, with: RandomRun.summaries(of: run))
    #expect(try store.summaries(of: id) == RandomRun.summaries(of: run))
  }

  @Test func `what is not there is said to be not there`() throws {
    let id = Store.identifier(of: RandomRun.ordinary(seed: 1))
    let missing = StoreError.noSuchRun(id.text, path: store.path)
    let name = try benchmark("a")
    #expect(throws: missing) { try store.run(id) }
    #expect(throws: missing) { try store.fingerprint(of: id) }
    #expect(throws: missing) { try store.summaries(of: id) }
    #expect(throws: missing) { try store.replaceSummaries(of: id, with: [:]) }
    #expect(throws: missing) { try store.setBaseline(baseline("main"), to: id) }
    #expect(throws: missing) {
      try store.saveProfile(Data([1]), kind: "perf", of: name, in: id)
    }
    let other = try Store(path: "\(folder.path)/other.sqlite").save(
      ComparisonRecord(
        startedAt: "", machineClass: machineClass(), base: "", baseRun: nil, candidateRun: nil,
        settings: LockstepSettings(mostPairs: 24, seed: .max), benchmarks: [], verdict: "{}"))
    #expect(throws: StoreError.noSuchComparison(other, path: store.path)) {
      try store.comparison(other)
    }
  }

  @Test func `the newest outcomes of the control arm come first`() throws {
    for second in 1...5 {
      try store.save(
        ComparisonRecord(
          startedAt: RandomRun.date(second: second), machineClass: machineClass(), base: "main",
          baseRun: nil, candidateRun: nil,
          settings: LockstepSettings(mostPairs: 24, seed: .max), benchmarks: [], verdict: "{}"),
        controls: [
          ControlOutcome(
            benchmark: try benchmark("a"), metric: .wallTime, pValue: Double(second) / 10,
            effect: second == 5 ? nil : 0.001, units: 6)
        ])
    }
    let outcomes = try store.controls(on: machineClass(), limit: 3)
    #expect(outcomes.map(\.pValue) == [0.5, 0.4, 0.3])
    #expect(outcomes.map(\.effect) == [nil, 0.001, 0.001])
    #expect(outcomes[0].units == 6)
    #expect(try store.controls(on: machineClass("other")).isEmpty)
  }
}
