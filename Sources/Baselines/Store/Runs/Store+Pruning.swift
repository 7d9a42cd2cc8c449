import GRDB

extension Store {
  /// Deletes the runs that a plan removes, with their samples, and gives the space back.
  ///
  /// A run that became a baseline after the plan was made stays.
  ///
  /// - Returns: How many runs were deleted.
  @discardableResult
  package func prune(_ plan: PrunePlan) throws(StoreError) -> Int {
    let deleted = try write { db in
      let statement = try db.cachedStatement(
        sql: """
          DELETE FROM runs WHERE uuid = ?
            AND NOT EXISTS (SELECT 1 FROM baselines WHERE run_id = runs.id)
          """)
      var deleted = 0
      for run in plan.removed {
        try statement.execute(arguments: [run.id.text])
        deleted += db.changesCount
      }
      try Self.deleteUnusedFingerprints(in: db)
      return deleted
    }
    // The runs are gone. Space that cannot be given back now, on a full disk, serves later runs.
    try? shrink()
    return deleted
  }

  static func deleteUnusedFingerprints(in db: Database) throws {
    try db.execute(
      sql: "DELETE FROM fingerprints WHERE id NOT IN (SELECT fingerprint_id FROM runs)")
  }
}
