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
    let encoded = comparison.benchmarks.map(EncodedComparison.init)
    let settings = StoredJSON.text(of: comparison.settings)
    let id = Self.identifier(of: comparison, settings: settings, encoded)
    let blobs = encoded.map { Data(ObservationBlob.encode($0.observations)) }
    try write { db in
      try db.execute(
        sql: """
          INSERT INTO comparisons(uuid, started_at, class, base, base_run, candidate_run, settings,
            verdict)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(uuid) DO NOTHING
          """,
        arguments: [
          id.text, comparison.startedAt, comparison.machineClass.text, comparison.base,
          comparison.baseRun?.text, comparison.candidateRun?.text, settings,
          comparison.verdict,
        ])
      guard db.changesCount == 1 else { return }
      let row = db.lastInsertedRowID
      for (position, benchmark) in encoded.enumerated() {
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
          row, comparison.machineClass.text, control.benchmark.description,
          control.metric.rawValue, control.pValue, control.effect, control.units,
        ])
      }
    }
    return id
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
    try read { db in
      guard
        let row = try Row.fetchOne(
          db,
          sql: """
            SELECT id, started_at, class, base, base_run, candidate_run, settings, verdict
            FROM comparisons WHERE uuid = ?
            """, arguments: [id.text])
      else { throw StoreError.noSuchComparison(id, path: path) }
      let encoded = try Row.fetchAll(
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
      let comparison = ComparisonRecord(
        startedAt: try row.text(1), machineClass: try Self.machineClass(row, 2),
        base: try row.text(3),
        baseRun: (try row.value(4) as String?).map(RunIdentifier.init),
        candidateRun: (try row.value(5) as String?).map(RunIdentifier.init),
        settings: try StoredJSON.value(LockstepSettings.self, in: row.text(6)),
        benchmarks: try encoded.map { try $0.comparison() }, verdict: try row.text(7))
      guard try Self.identifier(of: comparison, settings: row.text(6), encoded) == id else {
        throw StoreError.damaged(
          path: path, findings: ["the comparison \(id) does not hold what was saved"])
      }
      return comparison
    }
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
      ).compactMap { row in
        let pValue: Double = try row.value(2)
        guard let metric = Metric(rawValue: try row.text(1)), 0...1 ~= pValue else { return nil }
        return ControlOutcome(
          benchmark: try BenchmarkName(parsing: row.text(0)), metric: metric,
          pValue: pValue, effect: try row.value(3), units: try row.value(4))
      }
    }
  }

  private static func identifier(
    of comparison: ComparisonRecord, settings: String, _ encoded: [EncodedComparison]
  ) -> ComparisonIdentifier {
    var digest = ContentDigest(kind: "comparison 1")
    digest.add(comparison.startedAt)
    digest.add(comparison.machineClass.text)
    digest.add(comparison.base)
    digest.add(comparison.baseRun?.text)
    digest.add(comparison.candidateRun?.text)
    digest.add(settings)
    digest.add(comparison.verdict)
    digest.add(encoded.count)
    for benchmark in encoded {
      digest.add(benchmark.head)
      digest.add(benchmark.observations)
    }
    return ComparisonIdentifier(text: digest.uuid)
  }
}
