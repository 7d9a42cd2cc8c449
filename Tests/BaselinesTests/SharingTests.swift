import Baselines
import BaselinesTestSupport
import BenchModel
import Foundation
import GRDB
import Testing

/// Several processes at one store, full disks and missing rights.
@Suite struct SharingTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func `ten processes that save at once all succeed`() async throws {
    let path = folder.store
    let outputs = try await withThrowingTaskGroup(of: ChildProcess.self) { group in
      for writer in 0..<10 {
        group.addTask {
          try ChildProcess.run([ChildProcess.probe, "write", path, "\(writer * 100)", "8"])
        }
      }
      return try await group.reduce(into: [ChildProcess]()) { $0.append($1) }
    }
    for output in outputs {
      #expect(output.status == 0)
      #expect(output.errors == "")
    }
    let saved = outputs.flatMap { $0.output.split(separator: "\n") }
      .map { String($0.prefix { $0 != " " }) }
    #expect(saved.count == 80)
    let store = try Store(path: path)
    #expect(Set(try store.runs().map(\.id.text)) == Set(saved))
    for listing in try store.runs() { _ = try store.run(listing.id) }
    #expect(try store.integrityFindings() == [])
  }

  /// The full test, of 200 kills, is `scripts/kill-test`.
  @Test func `a kill loses no commit and leaves no half of one`() throws {
    let seed = UInt64.random(in: 0...(.max))
    let result = try ChildProcess.run(
      [ChildProcess.probe, "kill-test", folder.path, "12", "\(seed)"])
    print(result.output)
    #expect(result.errors == "", "seed \(seed)")
    #expect(result.status == 0, "seed \(seed)")
    #expect(result.output.contains("all there and equal"))
  }

  @Test func `who waits too long for another process is told so`() throws {
    let run = RandomRun.ordinary(seed: 1)
    try Store(path: folder.store).save(run, summaries: [:])
    let store = try Store(path: folder.store, patienceSeconds: 0.05)
    try DatabaseQueue(path: folder.store).inTransaction(.exclusive) {
      (_: Database) throws -> Database.TransactionCompletion in
      #expect(throws: StoreError.locked(path: folder.store, seconds: 0.05)) {
        try store.save(RandomRun.ordinary(seed: 2), summaries: [:])
      }
      // Readers wait for nobody.
      #expect(try store.run(Store.identifier(of: run)) == run)
      return .commit
    }
    try store.save(RandomRun.ordinary(seed: 2), summaries: [:])
    #expect(try store.runs().count == 2)
  }

  @Test(.enabled(if: ChildProcess.canMount, "needs a name space of its own"))
  func `a full disk is named, and nothing that was saved is lost`() throws {
    let result = try ChildProcess.runWithMounts(
      """
      mount -t tmpfs -o size=1m none "$1"
      "$2" fill "$1/bench.sqlite"
      mount -o remount,size=4m "$1"
      "$2" write "$1/bench.sqlite" 900000 1
      """, folder.path, ChildProcess.probe)
    #expect(result.errors == "")
    #expect(result.status == 0)
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 4)
    #expect(
      lines.first == """
        No space is left for the store \(folder.store). Nothing was saved, and nothing that was \
        saved before is lost. See 'df \(folder.store)', and 'bench baselines prune --dry-run'.
        """)
    let counts = try #require(lines[1].wholeMatch(of: /saved ([0-9]+), listed ([0-9]+)/))
    #expect(counts.1 == counts.2)
    #expect(Int(counts.1) ?? 0 > 3)
    #expect(lines[2] == "findings []")
  }

  @Test(.enabled(if: ChildProcess.canMount, "needs a name space of its own"))
  func `a disk without room for a store is named`() throws {
    let result = try ChildProcess.runWithMounts(
      """
      mount -t tmpfs -o size=8k none "$1"
      "$2" write "$1/bench.sqlite" 1 1
      """, folder.path, ChildProcess.probe)
    #expect(result.status == 1)
    #expect(result.errors.contains("No space is left for the store"))
  }

  @Test(.enabled(if: ChildProcess.canMount, "needs a name space of its own"))
  func `a store on a read-only disk can be read`() throws {
    let result = try ChildProcess.runWithMounts(
      """
      mount -t tmpfs none "$1"
      "$2" write "$1/bench.sqlite" 1 3
      mount -o remount,ro "$1"
      "$2" read "$1/bench.sqlite"
      "$2" write "$1/bench.sqlite" 4 1
      """, folder.path, ChildProcess.probe)
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 7)
    #expect(Set(lines[3...5]) == Set(lines[0...2].map { String($0.prefix(36)) }))
    #expect(lines.last == "read-only: \(folder.store): read-only file system")
    #expect(result.status == 1)
    #expect(
      result.errors == """
        The store \(folder.store) can be read, but not written: \(folder.store): read-only file \
        system. Place a store elsewhere with '--store <file>'.

        """)
  }

  /// Root may do anything, so root lets another user try.
  private func runWithoutRights(_ arguments: String...) throws -> ChildProcess {
    let user = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]
    return try ChildProcess.run((geteuid() == 0 ? user : []) + [ChildProcess.probe] + arguments)
  }

  private func allow(_ mode: Int, _ path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  @Test func `a store in a folder that may not be written can be read`() throws {
    let run = RandomRun.ordinary(seed: 1)
    let id = try Store(path: folder.store).save(run, summaries: [:])
    try allow(0o444, folder.store)
    try allow(0o555, folder.path)
    let result = try runWithoutRights("read", folder.store)
    try allow(0o755, folder.path)
    #expect(result.errors == "")
    #expect(result.output == "\(id)\nread-only: \(folder.store): permission denied\n")
  }

  /// A process that was killed leaves such a log; here one that is alive does.
  @Test func `a log that cannot be read is not passed over`() throws {
    let store = try Store(path: folder.store)
    try store.save(RandomRun.ordinary(seed: 1), summaries: [:])
    let copy = "\(folder.path)/copy"
    try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
    for name in ["bench.sqlite", "bench.sqlite-wal"] {
      try FileManager.default.copyItem(
        atPath: "\(folder.path)/\(name)", toPath: "\(copy)/\(name)")
    }
    try allow(0o555, copy)
    let result = try runWithoutRights("read", "\(copy)/bench.sqlite")
    try allow(0o755, copy)
    #expect(result.output == "")
    #expect(result.errors.contains("commits wait in the log beside it"))
    // Where files can be made, the log is read.
    #expect(
      try ChildProcess.run([ChildProcess.probe, "read", "\(copy)/bench.sqlite"]).output
        == "\(store.runs()[0].id)\n")
  }

  @Test func `a file that may not be written can be read`() throws {
    let id = try Store(path: folder.store).save(RandomRun.ordinary(seed: 1), summaries: [:])
    try allow(0o444, folder.store)
    try allow(0o777, folder.path)
    let result = try runWithoutRights("read", folder.store)
    #expect(result.errors == "")
    #expect(result.output == "\(id)\nread-only: \(folder.store): permission denied\n")
  }

  @Test func `who may not read a store is told so`() throws {
    try Store(path: folder.store).save(RandomRun.ordinary(seed: 1), summaries: [:])
    try allow(0o000, folder.store)
    let result = try runWithoutRights("read", folder.store)
    #expect(result.status == 1)
    #expect(
      result.errors == """
        The store \(folder.store) could not be opened: permission denied. See \
        'ls -l \(folder.store)', or use another with '--store <file>'.

        """)
  }

  @Test func `who may not make a store is told so`() throws {
    try allow(0o555, folder.path)
    let inside = try runWithoutRights("write", folder.store, "1", "1")
    let below = try runWithoutRights("write", "\(folder.path)/new/bench.sqlite", "1", "1")
    try allow(0o755, folder.path)
    #expect(inside.errors.contains("could not be opened: permission denied"))
    #expect(below.errors.contains("The folder \(folder.path)/new for the store could not be made"))
    #expect(below.errors.contains("permission denied"))
  }

  @Test func `strange letters in the path are only letters`() throws {
    let strange = "\(folder.path)/50% of? #1 ä"
    let path = "\(strange)/bench.sqlite"
    let id = try Store(path: path).save(RandomRun.ordinary(seed: 1), summaries: [:])
    try allow(0o444, path)
    try allow(0o555, strange)
    let result = try runWithoutRights("read", path)
    try allow(0o755, strange)
    #expect(result.output == "\(id)\nread-only: \(path): permission denied\n")
  }
}
