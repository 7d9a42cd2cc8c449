import Foundation
import GRDB

/// All that was ever measured in a package: one SQLite file, for any number of processes at once.
///
/// Each method that writes is one transaction: after a crash, a kill or a full disk, the store
/// holds all of it or nothing. Writers wait for each other; readers wait for nobody. A commit has
/// reached the disk when the method returns (`synchronous = FULL`): a run takes seconds to
/// measure and milliseconds to flush.
///
/// Errors: all methods throw `StoreError`. A file that could not be read is left as it is.
package final class Store: Sendable {
  /// The store's file, as it was given.
  package let path: String
  /// Why nothing can be written; `nil` in the ordinary case.
  package let readOnlyReason: String?

  private let queue: DatabaseQueue
  private let patienceSeconds: Double
  private let file: FileIdentity?

  /// Opens the store at a path, or makes it, with its folder.
  ///
  /// A store that may not be written is opened for reading, see `readOnlyReason`.
  ///
  /// - Parameters:
  ///   - creating: Without it, a store that is not there is an error.
  ///   - readingOnly: Whether to leave the file as it is, though it may be written.
  ///   - patienceSeconds: How long to wait for other processes before `StoreError.locked`.
  package init(
    path: String, creating: Bool = true, readingOnly: Bool = false, patienceSeconds: Double = 30
  ) throws(StoreError) {
    self.path = path
    self.patienceSeconds = patienceSeconds
    do {
      switch try StoreFile.prepare(path: path, creating: creating) {
      case .readWrite where readingOnly:
        readOnlyReason = "it was opened for reading"
        queue = try StoreOpening.forReading(path: path, patienceSeconds: patienceSeconds)
      case .readWrite:
        readOnlyReason = nil
        queue = try StoreOpening.forWriting(path: path, patienceSeconds: patienceSeconds)
      case .readOnly(let reason):
        readOnlyReason = reason
        queue = try StoreOpening.forReading(path: path, patienceSeconds: patienceSeconds)
      }
      file = FileIdentity(path: path)
    } catch let error as StoreError {
      throw error
    } catch {
      throw StoreFailure.storeError(error, path: path, patienceSeconds: patienceSeconds)
    }
  }

  /// The folder of the store's file: executables are kept beneath it.
  package var folder: String { URL(fileURLWithPath: path).deletingLastPathComponent().path }

  /// Whether both are one file, whatever their paths say.
  package func isSameFile(as other: Store) -> Bool { file != nil && file == other.file }

  /// Looks through the whole file.
  ///
  /// - Returns: What SQLite found wrong, a sentence each; nothing for a sound store.
  /// - Complexity: Reads every page.
  package func integrityFindings() throws(StoreError) -> [String] {
    try read { db in
      try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
        + Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { row in
          try "a row of \(row.text(0)) refers to a row of \(row.text(2)) that is not there"
        }
    }
  }

  func read<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
    do {
      return try queue.read(body)
    } catch {
      throw describe(error)
    }
  }

  /// One transaction, begun with `BEGIN IMMEDIATE`: it waits for other writers before it reads
  /// anything, so it never has to give up halfway.
  func write<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
    if let readOnlyReason { throw .readOnly(path: path, reason: readOnlyReason) }
    do {
      var value: Value?
      try queue.inTransaction(.immediate) { db in
        value = try body(db)
        // SQLite would go on writing into a file that has no name any more.
        guard FileIdentity(path: path) == file else {
          throw StoreError.failed(
            path: path, reason: "the file was moved or deleted while it was in use")
        }
        return .commit
      }
      return value!
    } catch {
      throw describe(error)
    }
  }

  /// Gives pages that hold nothing any more back to the file system.
  func shrink() throws(StoreError) {
    do {
      try queue.writeWithoutTransaction { db in
        // The pragma frees one page for each row that is read from it.
        _ = try Row.fetchAll(db, sql: "PRAGMA incremental_vacuum")
        try db.checkpoint(.passive)
      }
    } catch {
      throw describe(error)
    }
  }

  private func describe(_ error: any Error) -> StoreError {
    if let error = error as? StoreError { return error }
    let described = StoreFailure.storeError(error, path: path, patienceSeconds: patienceSeconds)
    guard case .damaged(let path, let findings) = described else { return described }
    return .damaged(path: path, findings: findings + quickFindings)
  }

  /// What SQLite's quick check says of a file that is in doubt.
  private var quickFindings: [String] {
    let findings = try? queue.read { try String.fetchAll($0, sql: "PRAGMA quick_check(3)") }
    // Its first line is a heading with stars.
    return (findings ?? []).filter { $0 != "ok" }
      .flatMap { $0.split(separator: "\n").map(String.init) }.filter { !$0.hasPrefix("***") }
  }
}
