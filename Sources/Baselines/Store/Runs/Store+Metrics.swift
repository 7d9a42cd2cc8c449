import BenchModel
import GRDB

extension Store {
  /// The numbers that were saved beside a run, for what needs no samples.
  package func summaries(
    of id: RunIdentifier
  ) throws(StoreError) -> [MetricKey: MetricSummary] {
    try read { db in
      guard let run = try Self.row(of: id, in: db) else {
        throw StoreError.noSuchRun(id.text, path: path)
      }
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT b.name, m.metric, m.center, m.low, m.high, m.processes
          FROM metrics m JOIN benchmarks b ON b.id = m.benchmark_id WHERE m.run_id = ?
          """, arguments: [run])
      var summaries: [MetricKey: MetricSummary] = [:]
      for row in rows {
        // A metric that a newer version added is for that version to show.
        guard let metric = Metric(rawValue: try row.text(1)) else { continue }
        let key = MetricKey(try BenchmarkName(parsing: row.text(0)), metric)
        summaries[key] = MetricSummary(
          center: try row.value(2), low: try row.value(3), high: try row.value(4),
          processes: try row.value(5))
      }
      return summaries
    }
  }

  /// Puts other numbers in place of those that were saved beside a run: after an import, or when
  /// summaries are made in a better way than when the run was saved.
  package func replaceSummaries(
    of id: RunIdentifier, with summaries: [MetricKey: MetricSummary]
  ) throws(StoreError) {
    try write { db in
      guard let run = try Self.row(of: id, in: db) else {
        throw StoreError.noSuchRun(id.text, path: path)
      }
      try db.execute(sql: "DELETE FROM metrics WHERE run_id = ?", arguments: [run])
      try Self.insert(summaries, ofRun: run, into: db)
    }
  }

  /// One metric of one benchmark over all runs that have a number for it, the oldest first, under
  /// its present name and under those it had before.
  ///
  /// - Complexity: O(*r* log *r*) in its runs; no sample is read.
  package func history(
    of benchmark: BenchmarkName, _ metric: Metric, on machineClass: MachineClass? = nil
  ) throws(StoreError) -> [HistoryPoint] {
    try read { db in
      let name = try Self.currentName(of: benchmark.description, in: db)
      return try Row.fetchAll(
        db,
        sql: """
          SELECT r.uuid, r.started_at, r.commit_hash, r.is_dirty, m.center, m.low, m.high
          FROM metrics m JOIN runs r ON r.id = m.run_id
          WHERE m.benchmark_id IN (
              SELECT id FROM benchmarks WHERE name = ?1
                OR name IN (SELECT alias FROM benchmark_aliases WHERE name = ?1))
            AND m.metric = ?2 AND (?3 IS NULL OR r.class = ?3)
          ORDER BY r.started_at, r.id
          """, arguments: [name, metric.rawValue, machineClass?.text]
      ).map { row in
        HistoryPoint(
          run: RunIdentifier(text: try row.text(0)), startedAt: try row.text(1),
          commit: try row.value(2), isDirty: try row.value(3), center: try row.value(4),
          low: try row.value(5), high: try row.value(6))
      }
    }
  }

  /// One metric of all benchmarks, as `history(of:_:on:)` gives each, under their present names.
  ///
  /// What many points share, the facts of their run, is read once: half a million points take half a
  /// second.
  ///
  /// - Complexity: O(*p* log *p*) in the points; no sample is read.
  package func histories(
    of metric: Metric, on machineClass: MachineClass? = nil
  ) throws(StoreError) -> [BenchmarkName: [HistoryPoint]] {
    try read { db in
      let runs = try RunFacts.all(on: machineClass, in: db)
      let places = Dictionary(uniqueKeysWithValues: runs.enumerated().map { ($1.row, $0) })
      let rows = try Row.fetchCursor(
        db, sql: "SELECT benchmark_id, run_id, center, low, high FROM metrics WHERE metric = ?",
        arguments: [metric.rawValue])
      var points: [String: [(place: Int, point: HistoryPoint)]] = [:]
      let names = try Self.currentNames(in: db)
      while let row = try rows.next() {
        guard let place = places[try row.value(1)], let name = names[try row.value(0)] else {
          continue
        }
        let run = runs[place]
        points[name, default: []].append(
          (
            place,
            HistoryPoint(
              run: run.id, startedAt: run.startedAt, commit: run.commit, isDirty: run.isDirty,
              center: try row.value(2), low: try row.value(3), high: try row.value(4))
          ))
      }
      return Dictionary(
        uniqueKeysWithValues: try points.map { name, points in
          (
            try BenchmarkName(parsing: name),
            points.sorted { $0.place < $1.place }.map(\.point)
          )
        })
    }
  }

  /// The present name of each benchmark, by its row.
  private static func currentNames(in db: Database) throws -> [Int64: String] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT b.id, coalesce(a.name, b.name)
        FROM benchmarks b LEFT JOIN benchmark_aliases a ON a.alias = b.name
        """)
    return Dictionary(uniqueKeysWithValues: try rows.map { (try $0.value(0), try $0.text(1)) })
  }

  /// Lets the history of a benchmark go on under a new name. Stored runs keep the old one.
  package func recordRename(
    of old: BenchmarkName, to new: BenchmarkName
  ) throws(StoreError) {
    try write { db in try Self.rename(old.description, to: new.description, in: db) }
  }

  /// A run that has results of both, under these names or under former ones.
  package func runMeasuringBoth(
    _ first: BenchmarkName, _ second: BenchmarkName
  ) throws(StoreError) -> RunIdentifier? {
    try read { db in
      // What goes by the first name by now is not the second, though it may have been renamed to it.
      try String.fetchOne(
        db,
        sql: """
          WITH named(run_id, name, now) AS (
            SELECT s.run_id, b.name, coalesce(a.name, b.name)
            FROM results s JOIN benchmarks b ON b.id = s.benchmark_id
              LEFT JOIN benchmark_aliases a ON a.alias = b.name)
          SELECT uuid FROM runs
          WHERE id IN (SELECT run_id FROM named WHERE ?1 IN (name, now))
            AND id IN (SELECT run_id FROM named WHERE ?2 IN (name, now) AND ?1 NOT IN (name, now))
          ORDER BY id DESC LIMIT 1
          """, arguments: [first.description, second.description]
      ).map(RunIdentifier.init)
    }
  }

  /// The names that benchmarks had before, each with the one it has now, sorted.
  package func renames() throws(StoreError) -> [(old: BenchmarkName, new: BenchmarkName)] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT alias, name FROM benchmark_aliases ORDER BY alias").map {
        (try BenchmarkName(parsing: $0.text(0)), try BenchmarkName(parsing: $0.text(1)))
      }
    }
  }

  static func rename(_ old: String, to new: String, in db: Database) throws {
    // Every alias points to the present name, so that no chain is ever followed.
    try db.execute(
      sql: "UPDATE benchmark_aliases SET name = ?2 WHERE name = ?1", arguments: [old, new])
    try db.execute(sql: "DELETE FROM benchmark_aliases WHERE alias = ?", arguments: [new])
    guard old != new else { return }
    try db.execute(
      sql: "INSERT OR REPLACE INTO benchmark_aliases(alias, name) VALUES (?, ?)",
      arguments: [old, new])
  }

  /// The name that a benchmark has now, which is the one given if it was never renamed.
  package func currentName(of benchmark: BenchmarkName) throws(StoreError) -> BenchmarkName {
    try read { db in
      try BenchmarkName(parsing: Self.currentName(of: benchmark.description, in: db))
    }
  }

  static func currentName(of name: String, in db: Database) throws -> String {
    try String.fetchOne(
      db, sql: "SELECT name FROM benchmark_aliases WHERE alias = ?", arguments: [name]) ?? name
  }

  static func insert(
    _ summaries: [MetricKey: MetricSummary], ofRun run: Int64, into db: Database
  ) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO metrics(benchmark_id, metric, run_id, center, low, high, processes)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
    for (key, summary) in summaries.sorted(by: { $0.key < $1.key }) where summary.isPoint {
      try statement.execute(arguments: [
        try benchmarkRow(key.benchmark.description, in: db), key.metric.rawValue, run,
        summary.center, summary.low, summary.high, summary.processes,
      ])
    }
  }
}
