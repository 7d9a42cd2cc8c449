import BenchModel
import GRDB

extension Store {
  /// Saves a run in the place of another one, whose baselines name it from then on.
  ///
  /// A name that stands for a third run on machines of the new one's class stays with that.
  ///
  /// - Parameters: As of `save(_:summaries:madeOn:)`.
  /// - Throws: `StoreError.noSuchRun` when the old one is not here; everything stays as it was then.
  /// - Complexity: O(*n*) in the number of samples of both.
  @discardableResult
  package func replace(
    _ old: RunIdentifier, with run: Run, summaries: [MetricKey: MetricSummary],
    madeOn architecture: String = Fingerprint.architecture
  ) throws(StoreError) -> RunIdentifier {
    let rows = RunRows(
      run, EncodedRun(run), Fingerprint(of: run.environment, architecture: architecture))
    guard rows.id != old else { return old }
    try write { db in
      guard let oldRow = try Self.row(of: old, in: db) else {
        throw StoreError.noSuchRun(old.text, path: path)
      }
      let newRow = try Self.insertIfNew(rows, summaries, into: db)
      try db.execute(
        sql: """
          UPDATE OR IGNORE baselines SET run_id = ?1, class = (SELECT class FROM runs WHERE id = ?1)
          WHERE run_id = ?2
          """, arguments: [newRow, oldRow])
      try db.execute(sql: "DELETE FROM baselines WHERE run_id = ?", arguments: [oldRow])
      try db.execute(sql: "DELETE FROM runs WHERE id = ?", arguments: [oldRow])
      try Self.deleteUnusedFingerprints(in: db)
    }
    return rows.id
  }
}
