import Baselines
import BaselinesTestSupport
import BenchModel
import Foundation
import GRDB
import Testing

@Suite struct RoundTripTests {
  /// The run itself is the oracle: `Run` is compared field by field.
  @Test func `a run comes back exactly as it was saved, whatever is in it`() throws {
    let folder = try TemporaryFolder()
    let seed = UInt64.random(in: 0...(.max / 2))
    print("seed \(seed)")
    var runs: [RunIdentifier: Run] = [:]
    do {
      let store = try Store(path: folder.store)
      for offset in 0..<60 {
        let run = RandomRun.wild(seed: seed + UInt64(offset))
        runs[try store.save(run, summaries: [:])] = run
      }
    }
    let store = try Store(path: folder.store)
    #expect(try store.runs().count == runs.count)
    for (id, run) in runs { #expect(try store.run(id) == run) }
    #expect(try store.integrityFindings() == [])
  }

  /// The documentation promises ten bytes; SQLite counts them.
  @Test func `a sample takes few bytes`() throws {
    let folder = try TemporaryFolder()
    let run = RandomRun.ordinary(seed: 1, benchmarks: 25, processes: 5, samples: 300)
    do { try Store(path: folder.store).save(run, summaries: [:]) }
    let bytes = try DatabaseQueue(path: folder.store).read { db in
      try Int.fetchOne(db, sql: "SELECT sum(length(observations)) FROM processes")
    }
    #expect(try #require(bytes) < 10 * 25 * 5 * 300)
  }

  /// The oracle is a decoder in another language, written from the documentation of the blob.
  @Test(.enabled(if: ChildProcess.canRun("python3"), "needs python3"))
  func `another program reads the samples`() throws {
    let folder = try TemporaryFolder()
    let run = RandomRun.ordinary(seed: 7, benchmarks: 1, processes: 1, samples: 500)
    do { try Store(path: folder.store).save(run, summaries: [:]) }
    let script = """
      import sqlite3, sys
      blob = sqlite3.connect(sys.argv[1]).execute('SELECT observations FROM processes').fetchone()[0]
      position = 0
      def varint():
          global position
          value = shift = 0
          while True:
              byte = blob[position]; position += 1
              value |= (byte & 127) << shift; shift += 7
              if byte < 128: return value
      def signed():
          code = varint()
          return -(code + 1) // 2 if code & 1 else code // 2
      assert varint() == 1
      count = varint()
      columns = []
      for _ in range(7):
          coding = varint()
          if coding == 0: columns.append([signed()] * count)
          else:
              values = [signed() for _ in range(count)]
              if coding == 2:
                  for i in range(1, count): values[i] += values[i - 1]
              columns.append(values)
      assert position == len(blob)
      for row in zip(*columns): print(*row)
      """
    let rows = try ChildProcess.run(["python3", "-c", script, folder.store])
    #expect(rows.errors == "")
    let expected = run.results[0].processes[0].observations.map { sample in
      """
      \(sample.iterations) \(sample.wallNanoseconds) \(sample.cpuNanoseconds) \
      \(sample.minorFaults) \(sample.majorFaults) \(sample.voluntarySwitches) \
      \(sample.involuntarySwitches)

      """
    }
    #expect(rows.output == expected.joined())
  }

  /// The oracle hashes the rows in another language, as the documentation of `ContentDigest` and
  /// `EncodedRun` says: an identity must never change, or imports would double runs.
  @Test(.enabled(if: ChildProcess.canRun("python3"), "needs python3"))
  func `another program finds the same identity`() throws {
    let folder = try TemporaryFolder()
    let id: RunIdentifier
    do {
      id = try Store(path: folder.store).save(
        RandomRun.ordinary(seed: 7, benchmarks: 2, processes: 2, samples: 1), summaries: [:])
    }
    let samples = RandomRun.ordinary(seed: 7, benchmarks: 2, processes: 2, samples: 1).results
      .flatMap { $0.processes.flatMap(\.observations) }
      .map { sample in
        [
          sample.iterations, sample.wallNanoseconds, sample.cpuNanoseconds, sample.minorFaults,
          sample.majorFaults, sample.voluntarySwitches, sample.involuntarySwitches,
        ]
      }
    let script = """
      import hashlib, json, sqlite3, struct, sys, uuid
      samples = iter(json.loads(sys.argv[2]))
      digest = hashlib.sha256()
      def number(n): digest.update(struct.pack('<q', n))
      def text(t): data = t.encode(); number(len(data)); digest.update(data)
      db = sqlite3.connect(sys.argv[1])
      text('run 1'); text(db.execute('SELECT header FROM runs').fetchone()[0])
      results = db.execute('SELECT id, description FROM results ORDER BY position').fetchall()
      number(len(results))
      for row, description in results:
          text(description); number(0)
          heads = db.execute('SELECT head FROM processes WHERE result_id = ? ORDER BY position', (row,))
          heads = heads.fetchall(); number(len(heads))
          for head, in heads:
              text(head); number(1)
              for n in next(samples): number(n)
      bytes = bytearray(digest.digest()[:16])
      bytes[6] = bytes[6] & 0x0f | 0x80; bytes[8] = bytes[8] & 0x3f | 0x80
      print(uuid.UUID(hex=bytes.hex()))
      """
    let json = String(decoding: try JSONEncoder().encode(samples), as: UTF8.self)
    let result = try ChildProcess.run(["python3", "-c", script, folder.store, json])
    #expect(result.errors == "")
    #expect(result.output == "\(id)\n")
  }

  @Test func `a comparison comes back exactly as it was saved`() throws {
    let folder = try TemporaryFolder()
    let store = try Store(path: folder.store)
    let run = RandomRun.ordinary(seed: 1)
    let id = try store.save(run, summaries: [:])
    for seed: UInt64 in 1...20 {
      let record = ComparisonRecord(
        startedAt: RandomRun.date(second: Int(seed)), machineClass: machineClass(),
        base: "baseline main", baseRun: seed % 2 == 0 ? id : nil, candidateRun: nil,
        settings: LockstepSettings(mostPairs: 24, seed: .max),
        benchmarks: (0..<seed % 4).map { RandomRun.comparison(seed: seed * 10 + $0) },
        verdict: #"{"color":"green"}"#)
      let saved = try store.save(record)
      #expect(try store.comparison(saved) == record)
      #expect(try store.save(record) == saved)
    }
    let list = try store.comparisons()
    #expect(list.count == 20)
    #expect(list.first?.startedAt == RandomRun.date(second: 20))
    #expect(list.map(\.startedAt) == list.map(\.startedAt).sorted(by: >))
    #expect(list.first { $0.benchmarks == 3 }?.base == "baseline main")
    #expect(try store.comparisons(limit: 3).count == 3)
  }

  @Test func `profiles are kept by kind, and the last one wins`() throws {
    let folder = try TemporaryFolder()
    let store = try Store(path: folder.store)
    let run = RandomRun.ordinary(seed: 1)
    let id = try store.save(run, summaries: [:])
    let name = run.results[0].benchmark.name
    try store.saveProfile(Data("a 1".utf8), kind: "folded-stacks", of: name, in: id)
    try store.saveProfile(Data("a 2".utf8), kind: "folded-stacks", of: name, in: id)
    try store.saveProfile(Data([0, 1]), kind: "perf", of: name, in: id)
    #expect(
      try store.profiles(of: id) == [
        Store.KeptProfile(benchmark: name, kind: "folded-stacks", content: Data("a 2".utf8)),
        Store.KeptProfile(benchmark: name, kind: "perf", content: Data([0, 1])),
      ])
    let other = try store.save(RandomRun.ordinary(seed: 2), summaries: [:])
    #expect(try store.profiles(of: other) == [])
  }
}
