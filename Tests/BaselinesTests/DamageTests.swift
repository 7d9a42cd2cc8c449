import Baselines
import BaselinesTestSupport
import BenchModel
import Foundation
import GRDB
import Testing

/// Whatever stands at the store's path: a clear error, and no byte of it changed.
@Suite struct DamageTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A closed store with three runs.
  private func makeStore() throws -> [RunIdentifier: Run] {
    let store = try Store(path: folder.store)
    var runs: [RunIdentifier: Run] = [:]
    for seed: UInt64 in 0..<3 {
      let run = RandomRun.ordinary(seed: seed, benchmarks: 4, samples: 200)
      runs[try store.save(run, summaries: RandomRun.summaries(of: run))] = run
    }
    return runs
  }

  @Test(arguments: ["hello", String(repeating: "not a database ", count: 1_000)])
  func `a file of something else is left as it is`(text: String) throws {
    let path = try folder.write(Data(text.utf8), to: "bench.sqlite")
    let words = message { _ = try Store(path: path) }
    #expect(
      words == """
        \(path) is not a store of bench: it is no SQLite database. It was left as it is. Move it \
        away, or use another file with '--store <file>'.
        """)
    #expect(try content(of: path) == Data(text.utf8))
  }

  @Test func `garbage is not mended with the log of the store it replaced`() throws {
    let log = Data("not a log".utf8)
    let path = try folder.write(Data("garbage".utf8), to: "bench.sqlite")
    let logPath = try folder.write(log, to: "bench.sqlite-wal")
    #expect(throws: StoreError.self) { try Store(path: path) }
    #expect(try content(of: path) == Data("garbage".utf8))
    #expect(try content(of: logPath) == log)
  }

  @Test func `the log of a store that was emptied is not thrown away`() throws {
    let log = Data("the only copy".utf8)
    let path = try folder.write(Data(), to: "bench.sqlite")
    let logPath = try folder.write(log, to: "bench.sqlite-wal")
    #expect(
      throws: StoreError.damaged(
        path: path, findings: ["the file is empty, but the log beside it is not"])
    ) { try Store(path: path) }
    #expect(try content(of: logPath) == log)
  }

  /// The state that a process leaves which is killed just after it made the file.
  @Test func `an empty file becomes a store`() throws {
    let path = try folder.write(Data(), to: "bench.sqlite")
    #expect(try Store(path: path).runs().isEmpty)
  }

  @Test func `a folder in the store's place is named`() throws {
    #expect(throws: StoreError.isFolder(path: folder.path)) { try Store(path: folder.path) }
  }

  @Test func `a file in the place of the store's folder is named`() throws {
    let file = try folder.write(Data("x".utf8), to: "file")
    #expect(
      throws: StoreError.folderNotMade(path: file, reason: "file exists")
    ) { try Store(path: "\(file)/bench.sqlite") }
    #expect(try content(of: file) == Data("x".utf8))
  }

  @Test func `a device is no store`() {
    #expect(
      throws: StoreError.notAStore(path: "/dev/null", reason: "it is no regular file")
    ) { try Store(path: "/dev/null") }
  }

  @Test func `without leave to make one, a missing store is an error`() {
    let path = "\(folder.path)/none/bench.sqlite"
    #expect(throws: StoreError.missing(path: path)) { try Store(path: path, creating: false) }
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/none"))
  }

  @Test func `another program's database is left as it is`() throws {
    try DatabaseQueue(path: folder.store).write { try $0.execute(sql: "CREATE TABLE cats(name)") }
    let before = try content(of: folder.store)
    #expect(
      throws: StoreError.notAStore(
        path: folder.store, reason: "it is another program's database")
    ) { try Store(path: folder.store) }
    #expect(try content(of: folder.store) == before)
  }

  @Test func `a store of a newer version is left as it is`() throws {
    _ = try makeStore()
    try DatabaseQueue(path: folder.store).write { db in
      try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('9 clouds')")
    }
    let before = try content(of: folder.store)
    let words = message { _ = try Store(path: folder.store) }
    #expect(
      words == """
        The store \(folder.store) was written by a newer bench (its schema has the step \
        '9 clouds'). It was left as it is. Update bench, or use another store with \
        '--store <file>'.
        """)
    #expect(try content(of: folder.store) == before)
  }

  @Test func `a store that was cut off is an error, wherever it was cut`() throws {
    _ = try makeStore()
    let whole = try content(of: folder.store)
    let cuts =
      Array(stride(from: 1, to: whole.count, by: whole.count / 40)) + [
        15, 16, 99, 100, whole.count - 1,
      ]
    for cut in cuts {
      let part = Data(whole.prefix(cut))
      let path = try folder.write(part, to: "cut-\(cut).sqlite")
      let words = message { _ = try Store(path: path) }
      #expect(words.contains("damaged") || words.contains("is not a store"), "cut at \(cut)")
      #expect(words.contains("--store <file>"))
      #expect(try content(of: path) == part, "cut at \(cut)")
    }
  }

  /// What comes out of a store with flipped bytes is either what was saved or an error.
  @Test func `a flipped byte never makes another run`() throws {
    let runs = try makeStore()
    let whole = try content(of: folder.store)
    let seed = UInt64.random(in: 0...(.max))
    print("seed \(seed)")
    var random = SplitMix64(seed: seed)
    var found = 0
    for _ in 0..<60 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = bytes.indices.randomElement(using: &random)!
        bytes[place] ^= UInt8.random(in: 1...255, using: &random)
      }
      let path = try folder.write(bytes, to: "flipped.sqlite")
      for leftover in ["-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: path + leftover)
      }
      do {
        let store = try Store(path: path)
        for (id, run) in runs {
          do {
            #expect(try store.run(id) == run)
          } catch {
            found += 1
          }
        }
        _ = try store.runs()
        _ = try store.history(of: benchmark("suite/benchmark-0/n=0"), .wallTime)
      } catch is StoreError {
        found += 1
      }
    }
    #expect(found > 0)
  }

  @Test func `doubt brings up what SQLite finds`() throws {
    let runs = try makeStore()
    var bytes = try content(of: folder.store)
    // The second half of the pages, but for those that hold the schema.
    for start in stride(from: bytes.count / 8_192 * 4_096, to: bytes.count, by: 4_096) {
      let page = start..<start + 4_096
      if bytes[page].firstRange(of: Data("CREATE ".utf8)) == nil {
        bytes.replaceSubrange(page, with: repeatElement(0xFF, count: 4_096))
      }
    }
    let path = try folder.write(bytes, to: "bad.sqlite")
    let words = message {
      let store = try Store(path: path)
      for id in runs.keys { _ = try store.run(id) }
    }
    #expect(words.contains("damaged: "))
    #expect(words.contains("sqlite3 \(path) .recover"))
    #expect(words.contains(";"), "the quick check adds what it finds: \(words)")
  }
}
