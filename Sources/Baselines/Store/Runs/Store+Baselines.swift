import GRDB

extension Store {
  /// Names a run, for the class of machines that it was made on. A name that is taken moves.
  ///
  /// - Returns: The run that had the name before, if any.
  @discardableResult
  package func setBaseline(
    _ name: BaselineName, to id: RunIdentifier
  ) throws(StoreError) -> RunIdentifier? {
    try write { db in
      guard
        let run = try Row.fetchOne(
          db, sql: "SELECT id, class FROM runs WHERE uuid = ?", arguments: [id.text])
      else { throw StoreError.noSuchRun(id.text, path: path) }
      let machineClass = try run.text(1)
      let former = try String.fetchOne(
        db,
        sql: """
          SELECT r.uuid FROM baselines b JOIN runs r ON r.id = b.run_id
          WHERE b.name = ? AND b.class = ?
          """, arguments: [name.text, machineClass])
      try db.execute(
        sql: """
          INSERT INTO baselines(name, class, run_id) VALUES (?, ?, ?)
          ON CONFLICT DO UPDATE SET run_id = excluded.run_id
          """, arguments: [name.text, machineClass, try run.value(0) as Int64])
      return former.map(RunIdentifier.init)
    }
  }

  /// - Returns: `nil` when no run has the name on such machines.
  package func findBaseline(
    _ name: BaselineName, on machineClass: MachineClass
  ) throws(StoreError) -> Baseline? {
    try baselines().first { $0.name == name && $0.machineClass == machineClass }
  }

  /// - Throws: `StoreError.noSuchBaseline`, which tells what there is instead.
  package func baseline(
    _ name: BaselineName, on machineClass: MachineClass
  ) throws(StoreError) -> Baseline {
    let all = try baselines()
    if let found = all.first(where: { $0.name == name && $0.machineClass == machineClass }) {
      return found
    }
    throw .noSuchBaseline(
      name, on: machineClass,
      others: all.filter { $0.machineClass == machineClass }.map(\.name),
      classes: all.filter { $0.name == name }.map(\.machineClass), path: path)
  }

  /// All baselines, by name and then by class.
  package func baselines() throws(StoreError) -> [Baseline] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT b.name, b.class, r.uuid, r.started_at, r.commit_hash
          FROM baselines b JOIN runs r ON r.id = b.run_id ORDER BY b.name, b.class
          """
      ).map { row in
        Baseline(
          name: try Self.baselineName(row, 0), machineClass: try Self.machineClass(row, 1),
          run: RunIdentifier(text: try row.text(2)), startedAt: try row.text(3),
          commit: try row.value(4))
      }
    }
  }

  /// Gives a baseline another name, on all classes of machines.
  ///
  /// - Returns: Of how many classes; none when there is no such baseline.
  /// - Throws: `StoreError.baselineExists` when the new name is taken on any of them.
  @discardableResult
  package func renameBaseline(
    _ name: BaselineName, to newName: BaselineName
  ) throws(StoreError) -> Int {
    guard name != newName else { return try baselines().count { $0.name == name } }
    return try write { db in
      let isTaken = try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS(SELECT 1 FROM baselines new JOIN baselines old ON old.class = new.class
            WHERE new.name = ? AND old.name = ?)
          """, arguments: [newName.text, name.text])
      guard isTaken != true else { throw StoreError.baselineExists(newName) }
      try db.execute(
        sql: "UPDATE baselines SET name = ? WHERE name = ?", arguments: [newName.text, name.text])
      return db.changesCount
    }
  }

  /// Takes a name away. The run stays, until it is pruned.
  ///
  /// - Parameter machineClass: Only there; on all classes when `nil`.
  /// - Returns: How many baselines there were.
  @discardableResult
  package func deleteBaseline(
    _ name: BaselineName, on machineClass: MachineClass? = nil
  ) throws(StoreError) -> Int {
    try write { db in
      try db.execute(
        sql: "DELETE FROM baselines WHERE name = ?1 AND (?2 IS NULL OR class = ?2)",
        arguments: [name.text, machineClass?.text])
      return db.changesCount
    }
  }
}
