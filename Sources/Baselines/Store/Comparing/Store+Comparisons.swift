import BenchModel
import Foundation
import GRDB

extension Store {
  /// Saves a comparison with the p-values of its control arm. One that is in the store already is
  /// left as it is.
  @discardableResult
  package func save(
    _ comparison: ComparisonRecord, controls: [ControlOutcome] = []
  ) throws(StoreError) -> ComparisonIdentifier {
    let rows = ComparisonRows(comparison)
    // Encoded before the transaction begins: other writers wait for the rows only.
    let blobs = rows.benchmarks.map { Data(ObservationBlob.encode($0.observations)) }
    try write { db in try Self.insert(rows, blobs: blobs, controls: controls, into: db) }
    return rows.id
  }

  /// One that is there already is left as it is.
  static func insert(
    _ rows: ComparisonRows, blobs: [Data], controls: [ControlOutcome], into db: Database
  ) throws {
    try db.execute(
      sql: """
        INSERT INTO comparisons(uuid, started_at, class, base, base_run, candidate_run, settings,
          verdict)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(uuid) DO NOTHING
        """,
      arguments: [
        rows.id.text, rows.startedAt, rows.machineClass.text, rows.base, rows.baseRun?.text,
        rows.candidateRun?.text, rows.settings, rows.verdict,
      ])
    guard db.changesCount == 1 else { return }
    let row = db.lastInsertedRowID
    for (position, benchmark) in rows.benchmarks.enumerated() {
      try db.cachedStatement(
        sql: """
          INSERT INTO comparison_benchmarks(comparison_id, position, head, samples, observations)
          VALUES (?, ?, ?, ?, ?)
          """
      ).execute(arguments: [
        row, position, benchmark.head, benchmark.observations.count, blobs[position],
      ])
    }
    for control in controls {
      try db.cachedStatement(
        sql: """
          INSERT INTO controls(comparison_id, class, benchmark, metric, p_value, effect, units)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """
      ).execute(arguments: [
        row, rows.machineClass.text, control.benchmark.description, control.metric.rawValue,
        control.pValue, control.effect, control.units,
      ])
    }
  }

  /// Lists comparisons, the newest first.
  package func comparisons(limit: Int? = nil) throws(StoreError) -> [ComparisonListing] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT c.uuid, c.started_at, c.class, c.base, count(b.comparison_id),
            coalesce(sum(b.samples), 0)
          FROM comparisons c LEFT JOIN comparison_benchmarks b ON b.comparison_id = c.id
          GROUP BY c.id ORDER BY c.started_at DESC, c.id DESC LIMIT ?
          """, arguments: [limit ?? -1]
      ).map { row in
        ComparisonListing(
          id: ComparisonIdentifier(text: try row.text(0)), startedAt: try row.text(1),
          machineClass: try Self.machineClass(row, 2), base: try row.text(3),
          benchmarks: try row.value(4), samples: try row.value(5))
      }
    }
  }

  /// The whole comparison, exactly as it was saved.
  ///
  /// - Throws: `StoreError.noSuchComparison`; `StoreError.damaged` when what is stored is not
  ///   what was saved.
  package func comparison(_ id: ComparisonIdentifier) throws(StoreError) -> ComparisonRecord {
    try read { db in try comparisonRows(id, in: db).comparison() }
  }

  /// - Throws: As `comparison(_:)`.
  func comparisonRows(
    _ id: ComparisonIdentifier, in db: Database
  ) throws -> ComparisonRows {
    guard
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT id, started_at, class, base, base_run, candidate_run, settings, verdict
          FROM comparisons WHERE uuid = ?
          """, arguments: [id.text])
    else { throw StoreError.noSuchComparison(id, path: path) }
    let benchmarks = try Row.fetchAll(
      db,
      sql: """
        SELECT head, samples, observations FROM comparison_benchmarks
        WHERE comparison_id = ? ORDER BY position
        """, arguments: [try row.value(0) as Int64]
    ).map { benchmark in
      EncodedComparison(
        head: try benchmark.text(0),
        observations: try ObservationBlob.decode(
          Self.blob(benchmark, 2), count: try benchmark.value(1)))
    }
    let rows = ComparisonRows(
      startedAt: try row.text(1), machineClass: try Self.machineClass(row, 2),
      base: try row.text(3), baseRun: (try row.value(4) as String?).map(RunIdentifier.init),
      candidateRun: (try row.value(5) as String?).map(RunIdentifier.init),
      settings: try row.text(6), verdict: try row.text(7), benchmarks: benchmarks)
    guard rows.id == id else {
      throw StoreError.damaged(
        path: path, findings: ["the comparison \(id) does not hold what was saved"])
    }
    return rows
  }

  /// The newest outcomes of the control arm on a class of machines, the newest first.
  package func controls(
    on machineClass: MachineClass, limit: Int = 200
  ) throws(StoreError) -> [ControlOutcome] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT benchmark, metric, p_value, effect, units FROM controls
          WHERE class = ? ORDER BY id DESC LIMIT ?
          """, arguments: [machineClass.text, limit]
      ).compactMap(Self.control)
    }
  }

  /// Those of one comparison, in the order in which they were saved.
  static func controls(
    of id: ComparisonIdentifier, in db: Database
  ) throws -> [ControlOutcome] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT o.benchmark, o.metric, o.p_value, o.effect, o.units
        FROM controls o JOIN comparisons c ON c.id = o.comparison_id
        WHERE c.uuid = ? ORDER BY o.id
        """, arguments: [id.text]
    ).compactMap(control)
  }

  /// - Returns: `nil` for what only a newer version can read.
  private static func control(_ row: Row) throws -> ControlOutcome? {
    let pValue: Double = try row.value(2)
    guard let metric = Metric(rawValue: try row.text(1)), 0...1 ~= pValue else { return nil }
    return ControlOutcome(
      benchmark: try BenchmarkName(parsing: row.text(0)), metric: metric, pValue: pValue,
      effect: try row.value(3), units: try row.value(4))
  }
}
