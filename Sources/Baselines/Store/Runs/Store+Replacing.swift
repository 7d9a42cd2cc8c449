import BenchModel
import GRDB

extension Store {
  /// Saves a run in the place of others, whose baselines name it from then on.
  ///
  /// - Parameters:
  ///   - old: The runs that go; the new one stays where it is among them.
  ///   - run: With the rest as of `save(_:summaries:madeOn:)`.
  /// - Returns: The new run, and the names that it could not take over, since they stand for a third
  ///   run on machines of its class.
  /// - Throws: `StoreError.noSuchRun` when an old one is not here; everything stays as it was then.
  /// - Complexity: O(*n*) in the number of samples of all.
  @discardableResult
  package func replace(
    _ old: [RunIdentifier], with run: Run, summaries: [MetricKey: MetricSummary],
    madeOn architecture: String = Fingerprint.architecture
  ) throws(StoreError) -> (id: RunIdentifier, droppedBaselines: [BaselineName]) {
    let rows = RunRows(
      run, EncodedRun(run), Fingerprint(of: run.environment, architecture: architecture))
    let dropped = try write { db in
      let oldRows = try old.filter { $0 != rows.id }.map { id in
        guard let row = try Self.row(of: id, in: db) else {
          throw StoreError.noSuchRun(id.text, path: path)
        }
        return row
      }
      let newRow = try Self.insertIfNew(rows, summaries, into: db)
      var dropped: [BaselineName] = []
      for oldRow in oldRows {
        try db.execute(
          sql: """
            UPDATE OR IGNORE baselines
            SET run_id = ?1, class = (SELECT class FROM runs WHERE id = ?1) WHERE run_id = ?2
            """, arguments: [newRow, oldRow])
        // Of two replaced runs with one name, the new one has it.
        let left = try Row.fetchAll(
          db,
          sql: """
            SELECT name FROM baselines WHERE run_id = ?1
              AND name NOT IN (SELECT name FROM baselines WHERE run_id = ?2) ORDER BY name
            """, arguments: [oldRow, newRow])
        dropped += try left.map { try Self.baselineName($0, 0) }
        try db.execute(sql: "DELETE FROM baselines WHERE run_id = ?", arguments: [oldRow])
        try db.execute(sql: "DELETE FROM runs WHERE id = ?", arguments: [oldRow])
      }
      try Self.deleteUnusedFingerprints(in: db)
      return dropped
    }
    return (rows.id, dropped)
  }

  /// Deletes one run with its samples.
  ///
  /// - Throws: `StoreError.noSuchRun`.
  /// - Returns: Whether it went: one that a baseline names stays.
  package func delete(_ id: RunIdentifier) throws(StoreError) -> Bool {
    try write { db in
      guard let row = try Self.row(of: id, in: db) else {
        throw StoreError.noSuchRun(id.text, path: path)
      }
      try db.execute(
        sql: """
          DELETE FROM runs WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM baselines WHERE run_id = ?1)
          """, arguments: [row])
      let isDeleted = db.changesCount == 1
      try Self.deleteUnusedFingerprints(in: db)
      return isDeleted
    }
  }
}
