import Baselines
import BaselinesTestSupport
import BenchModel
import Foundation
import GRDB
import Testing

@Suite struct MergingTests {
  private let folder: TemporaryFolder
  private let store: Store
  private let other: Store

  init() throws {
    folder = try TemporaryFolder()
    store = try Store(path: "\(folder.path)/bench.sqlite")
    other = try Store(path: "\(folder.path)/other.sqlite")
  }

  private func save(_ seed: UInt64, in store: Store) throws -> RunIdentifier {
    let run = RandomRun.ordinary(seed: seed)
    return try store.save(run, summaries: RandomRun.summaries(of: run), madeOn: "riscv64")
  }

  @Test func `what the other store has comes over as it was`() throws {
    let shared = try save(1, in: store)
    #expect(try save(1, in: other) == shared)
    let wild = RandomRun.wild(seed: 11)
    let wildID = try other.save(wild, summaries: [:])
    let new = try save(2, in: other)
    let profile = Store.KeptProfile(
      benchmark: try BenchmarkName(parsing: "suite/benchmark-0/n=0"), kind: "cpu-clock",
      content: Data([0, 1, 255]))
    try other.saveProfile(profile.content, kind: profile.kind, of: profile.benchmark, in: new)

    let outcome = try store.merge(from: other)
    #expect(outcome.runs == 2)
    #expect(outcome.knownRuns == 1)
    #expect(try store.run(new) == RandomRun.ordinary(seed: 2))
    #expect(try store.summaries(of: new) == other.summaries(of: new))
    #expect(try store.fingerprint(of: new) == other.fingerprint(of: new))
    #expect(try store.profiles(of: new) == [profile])
    #expect(try store.run(wildID) == other.run(wildID))
    #expect(try store.runs().count == 3)
    #expect(try store.integrityFindings().isEmpty)
  }

  @Test func `profiles that a known run got later come over`() throws {
    let shared = try save(1, in: store)
    #expect(try save(1, in: other) == shared)
    let name = try BenchmarkName(parsing: "suite/benchmark-0/n=0")
    let (here, there) = (Data([1]), Data([2]))
    try store.saveProfile(here, kind: "cpu-clock", of: name, in: shared)
    try other.saveProfile(there, kind: "cpu-clock", of: name, in: shared)
    try other.saveProfile(there, kind: "off-cpu", of: name, in: shared)
    let outcome = try store.merge(from: other)
    #expect(outcome.runs == 0 && outcome.knownRuns == 1 && outcome.profiles == 1)
    #expect(try store.profiles(of: shared).map(\.content) == [here, there])
    #expect(try store.merge(from: other).profiles == 0)
  }

  @Test func `an import whose samples are here in another run is left and told`() throws {
    func imported(_ seed: UInt64, _ arguments: [String], in store: Store) throws -> RunIdentifier {
      let run = RandomRun.ordinary(seed: seed)
      return try store.save(
        Run(
          startedAt: run.startedAt, durationSeconds: run.durationSeconds,
          arguments: ["import", "jmh"] + arguments, settings: run.settings,
          environment: run.environment, results: run.results), summaries: [:])
    }
    let right = try imported(1, ["content-b", "samples-1", "samples-2"], in: store)
    let wrong = try imported(2, ["content-a", "samples-2"], in: other)
    let new = try imported(3, ["content-a", "samples-3"], in: other)
    let (main, next) = (try BaselineName(parsing: "main"), try BaselineName(parsing: "next"))
    try other.setBaseline(main, to: wrong)
    try other.setBaseline(next, to: new)
    let outcome = try store.merge(from: other)
    #expect(outcome.runs == 1 && outcome.otherwiseKnownRuns == [wrong])
    #expect(outcome.baselines.map(\.name) == [next] && outcome.takenBaselines.map(\.name) == [main])
    #expect(Set(try store.runs().map(\.id)) == [right, new])
    #expect(try store.integrityFindings().isEmpty)
  }

  @Test func `merging again, and back, changes nothing`() throws {
    _ = try save(1, in: store)
    _ = try save(2, in: other)
    try other.save(record, controls: [try control(pValue: 0.25)])
    _ = try store.merge(from: other)
    let again = try store.merge(from: other)
    #expect(again.runs == 0 && again.knownRuns == 1)
    #expect(again.comparisons == 0 && again.knownComparisons == 1)
    #expect(again.baselines.isEmpty && again.aliases == 0)
    #expect(try store.runs().count == 2)

    let back = try other.merge(from: store)
    #expect(back.runs == 1 && back.knownRuns == 1)
    #expect(Set(try other.runs().map(\.id)) == Set(try store.runs().map(\.id)))
  }

  @Test func `comparisons come with their controls`() throws {
    let id = try other.save(
      record, controls: [try control(pValue: 0.25), try control(pValue: 0.5)])
    #expect(try store.merge(from: other).comparisons == 1)
    #expect(try store.comparison(id) == record)
    #expect(
      try store.controls(on: record.machineClass) == other.controls(on: record.machineClass))
    #expect(try store.controls(on: record.machineClass).map(\.pValue) == [0.5, 0.25])
  }

  @Test func `a baseline whose name stands for another run stays, and is told`() throws {
    let main = try BaselineName(parsing: "main")
    let release = try BaselineName(parsing: "v1.0")
    let mine = try save(1, in: store)
    let theirs = try save(2, in: other)
    try store.setBaseline(main, to: mine)
    try other.setBaseline(main, to: theirs)
    try other.setBaseline(release, to: theirs)
    let outcome = try store.merge(from: other)
    #expect(outcome.baselines.map(\.name) == [release])
    #expect(outcome.takenBaselines.map(\.name) == [main])
    #expect(outcome.takenBaselines.map(\.run) == [theirs])
    let present = Dictionary(uniqueKeysWithValues: try store.baselines().map { ($0.name, $0.run) })
    #expect(present == [main: mine, release: theirs])
  }

  @Test func `former names come over, and never make a chain or a circle`() throws {
    func name(_ text: String) throws -> BenchmarkName { try BenchmarkName(parsing: text) }
    let (a, b, c, x, y) = (
      try name("a"), try name("b"), try name("c"), try name("x"), try name("y")
    )
    try store.recordRename(of: b, to: c)
    try store.recordRename(of: y, to: x)
    try other.recordRename(of: a, to: b)
    try other.recordRename(of: x, to: y)
    #expect(try store.merge(from: other).aliases == 1)
    #expect(try store.currentName(of: a) == c)
    #expect(try store.currentName(of: y) == x)
    #expect(try store.currentName(of: x) == x)
    #expect(try store.merge(from: other).aliases == 0)
    #expect(try store.renames().map { "\($0.old)=\($0.new)" } == ["a=c", "b=c", "y=x"])
  }

  @Test func `damage in the other store is found, and nothing is taken`() throws {
    _ = try save(2, in: other)
    let damaged = try save(3, in: other)
    let path = other.path
    try DatabaseQueue(path: path).write { db in
      try db.execute(
        sql: "UPDATE processes SET head = replace(head, '\"threads\":1', '\"threads\":9')")
      #expect(db.changesCount > 0)
    }
    #expect {
      try store.merge(from: other)
    } throws: { error in
      guard case .damaged(path, _) = error as? StoreError else { return false }
      return true
    }
    #expect(try store.runs().isEmpty)
    #expect(throws: StoreError.self) { try other.run(damaged) }
  }

  @Test func `the other store is only read`() throws {
    _ = try save(2, in: other)
    let reading = try Store(path: other.path, creating: false, readingOnly: true)
    #expect(try store.merge(from: reading).runs == 1)
    #expect(throws: StoreError.readOnly(path: other.path, reason: "it was opened for reading")) {
      try reading.merge(from: store)
    }
    #expect(try store.isSameFile(as: Store(path: "\(folder.path)/./bench.sqlite")))
    #expect(!store.isSameFile(as: other))
  }

  private var record: ComparisonRecord {
    ComparisonRecord(
      startedAt: RandomRun.date(second: 7), machineClass: machineClass(), base: "main",
      baseRun: nil, candidateRun: nil, settings: LockstepSettings(mostPairs: 24, seed: .max),
      benchmarks: [RandomRun.comparison(seed: 7)], verdict: "{}")
  }

  private func control(pValue: Double) throws -> ControlOutcome {
    ControlOutcome(
      benchmark: try BenchmarkName(parsing: "suite/a"), metric: .cpuTime, pValue: pValue,
      effect: 0.001, units: 12)
  }
}
