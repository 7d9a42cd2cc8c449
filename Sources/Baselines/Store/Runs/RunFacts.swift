import GRDB

/// What all points of a run have in common.
struct RunFacts {
  let row: Int64
  let id: RunIdentifier
  let startedAt: String
  let commit: String?
  let isDirty: Bool?

  /// The oldest first.
  static func all(on machineClass: MachineClass?, in db: Database) throws -> [RunFacts] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT id, uuid, started_at, commit_hash, is_dirty FROM runs
        WHERE ?1 IS NULL OR class = ?1 ORDER BY started_at, id
        """, arguments: [machineClass?.text]
    ).map { row in
      RunFacts(
        row: try row.value(0), id: RunIdentifier(text: try row.text(1)),
        startedAt: try row.text(2), commit: try row.value(3), isDirty: try row.value(4))
    }
  }
}
