import Foundation
import GRDB

/// Brings a file to the state in which a `Store` may use it.
enum StoreOpening {
  static func forWriting(path: String, patienceSeconds: Double) throws -> DatabaseQueue {
    var queue = try DatabaseQueue(path: path, configuration: configuration(patienceSeconds))
    if try isReady(queue, path: path) { return queue }
    // Two processes must not set up one file at the same time: SQLite does not wait where it
    // changes the journal mode. The kernel drops the lock of a process that dies.
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    try withLock(onFolder: folder, path: path, patienceSeconds: patienceSeconds) {
      queue = try DatabaseQueue(path: path, configuration: configuration(patienceSeconds))
      guard try !isReady(queue, path: path) else { return }
      try queue.writeWithoutTransaction { db in
        // Takes effect in a file without tables only, which is when it matters.
        try db.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
        // Where the file system cannot do it, SQLite keeps its rollback journal: safe, and slower.
        _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
      }
      try StoreSchema.migrator.migrate(queue)
    }
    return queue
  }

  static func forReading(path: String, patienceSeconds: Double) throws -> DatabaseQueue {
    var configuration = configuration(patienceSeconds)
    configuration.readonly = true
    func checked(_ queue: DatabaseQueue) throws -> DatabaseQueue {
      guard try isReady(queue, path: path) else {
        throw StoreError.notAStore(path: path, reason: "it has no tables yet, and none can be made")
      }
      return queue
    }
    do {
      return try checked(DatabaseQueue(path: path, configuration: configuration))
    } catch let error as DatabaseError
      where [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode)
    {
      // To read, SQLite wants to make files beside the store, and here it may not. Where no log
      // waits, the file alone is the whole store.
      guard !StoreFile.hasLog(path: path) else {
        throw StoreError.noPermission(
          path: path,
          reason: """
            commits wait in the log beside it, which takes the right to write there. Copy both \
            files to a folder of your own
            """)
      }
      return try checked(StoreHeader.open(path, configuration))
    }
  }

  private static func configuration(_ patienceSeconds: Double) -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(patienceSeconds)
    configuration.label = "bench.store"
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON")
    }
    return configuration
  }

  /// Whether the file is a store with all tables.
  ///
  /// - Throws: `StoreError` when it is something that must not be made into one.
  private static func isReady(_ queue: DatabaseQueue, path: String) throws -> Bool {
    try queue.read { db in
      // The first successful read holds on to a snapshot: from here on, what another process
      // changes meanwhile is not seen half.
      let tables = try String.fetchSet(db, sql: "SELECT tbl_name FROM sqlite_master")
      let application = try Int.fetchOne(db, sql: "PRAGMA application_id")
      let migrator = StoreSchema.migrator
      let applied = try migrator.appliedIdentifiers(db)
      // The migrator makes its own table first, so a killed set-up leaves just that.
      let isOwnBeginning =
        application == 0 && applied.isEmpty
        && tables.isSubset(of: ["grdb_migrations"])
      guard application == StoreSchema.applicationIdentifier || isOwnBeginning else {
        throw StoreError.notAStore(path: path, reason: "it is another program's database")
      }
      if let step = applied.subtracting(migrator.migrations).min() {
        throw StoreError.newerSchema(path: path, step: step)
      }
      return try migrator.hasCompletedMigrations(db)
    }
  }

  private static func withLock(
    onFolder folder: String, path: String, patienceSeconds: Double, _ body: () throws -> Void
  ) throws {
    let file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard file >= 0 else {
      throw StoreError.noPermission(path: folder, reason: FileFailure.reason(errno))
    }
    defer { close(file) }
    let deadline = ContinuousClock.now + .seconds(patienceSeconds)
    while flock(file, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK || errno == EINTR {
      guard ContinuousClock.now < deadline else {
        throw StoreError.locked(path: path, seconds: patienceSeconds)
      }
      usleep(2_000)
    }
    // A file system without such locks has few processes that meet here; SQLite's own locks hold.
    try body()
  }
}
