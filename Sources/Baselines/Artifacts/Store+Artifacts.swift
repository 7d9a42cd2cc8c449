import GRDB

extension Store {
  /// Remembers an executable, and that it made a run. One that is known keeps its facts, and only
  /// its last use moves.
  package func record(
    _ artifact: Artifact, of id: RunIdentifier? = nil
  ) throws(StoreError) {
    try write { db in
      try db.execute(
        sql: """
          INSERT INTO artifacts(sha256, path, bytes, layout_seed, commit_hash, toolchain, flags,
            last_used) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET last_used = max(last_used, excluded.last_used)
          """,
        arguments: [
          artifact.sha256, artifact.path, artifact.bytes,
          artifact.layoutSeed.map(Int64.init(bitPattern:)), artifact.commit, artifact.toolchain,
          artifact.flags, artifact.lastUsed,
        ])
      guard let id else { return }
      guard let run = try Self.row(of: id, in: db) else {
        throw StoreError.noSuchRun(id.text, path: path)
      }
      try db.execute(
        sql: "INSERT INTO run_artifacts(run_id, sha256) VALUES (?, ?) ON CONFLICT DO NOTHING",
        arguments: [run, artifact.sha256])
    }
  }

  /// Known executables, the last used first, whether their files are still there or not.
  ///
  /// - Parameter id: Only those that made this run.
  package func artifacts(of id: RunIdentifier? = nil) throws(StoreError) -> [Artifact] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT sha256, path, bytes, layout_seed, commit_hash, toolchain, flags, last_used
          FROM artifacts
          WHERE ?1 IS NULL OR sha256 IN (
            SELECT a.sha256 FROM run_artifacts a JOIN runs r ON r.id = a.run_id WHERE r.uuid = ?1)
          ORDER BY last_used DESC, sha256
          """, arguments: [id?.text]
      ).map { row in
        Artifact(
          sha256: try row.text(0), path: try row.text(1), bytes: try row.value(2),
          layoutSeed: (try row.value(3) as Int64?).map(UInt64.init(bitPattern:)),
          commit: try row.value(4), toolchain: try row.value(5), flags: try row.value(6),
          lastUsed: try row.value(7))
      }
    }
  }

  /// The executables that baselines were measured with.
  package func artifactsOfBaselines() throws(StoreError) -> Set<String> {
    try read { db in
      try String.fetchSet(
        db,
        sql: "SELECT a.sha256 FROM run_artifacts a JOIN baselines b ON b.run_id = a.run_id")
    }
  }

  func markUsed(_ sha256: String, at seconds: Int) throws(StoreError) {
    try write { db in
      try db.execute(
        sql: "UPDATE artifacts SET last_used = max(last_used, ?) WHERE sha256 = ?",
        arguments: [seconds, sha256])
    }
  }
}
