import BenchModel
import Foundation
import GRDB

extension Store {
  /// Saves every raw sample of a run. A run that is in the store already is left as it is.
  ///
  /// - Parameters:
  ///   - summaries: For lists and history. Numbers that are not finite are left out, but for
  ///     infinite bounds.
  ///   - architecture: That of the machine the run was made on.
  /// - Complexity: O(*n*) in the number of samples.
  @discardableResult
  package func save(
    _ run: Run, summaries: [MetricKey: MetricSummary],
    madeOn architecture: String = Fingerprint.architecture
  ) throws(StoreError) -> RunIdentifier {
    // Encoded before the transaction begins: other writers wait for the rows only.
    let rows = RunRows(
      run, EncodedRun(run), Fingerprint(of: run.environment, architecture: architecture))
    try write { db in _ = try Self.insertIfNew(rows, summaries, into: db) }
    return rows.id
  }

  /// The identity that a run has or would have in any store.
  ///
  /// - Complexity: O(*n*) in the number of samples.
  package static func identifier(of run: Run) -> RunIdentifier { EncodedRun(run).identifier }

  /// The whole run, exactly as it was saved.
  ///
  /// - Throws: `StoreError.noSuchRun`; `StoreError.damaged` when what is stored is not what was
  ///   saved, which the run's identity tells.
  package func run(_ id: RunIdentifier) throws(StoreError) -> Run {
    try read { db in try encodedRun(id, in: db).run() }
  }

  /// Finds a run by the beginning of its identifier.
  ///
  /// - Throws: `StoreError.noSuchRun` or `StoreError.ambiguousRun`.
  package func identifier(beginning text: String) throws(StoreError) -> RunIdentifier {
    let beginning = text.lowercased()
    guard !beginning.isEmpty, beginning.utf8.allSatisfy({ "0123456789abcdef-".utf8.contains($0) })
    else { throw .noSuchRun(text, path: path) }
    let matches = try read { db in
      try String.fetchAll(
        db, sql: "SELECT uuid FROM runs WHERE uuid >= ?1 AND uuid < ?1 || 'g' ORDER BY uuid",
        arguments: [beginning])
    }.map(RunIdentifier.init)
    guard let first = matches.first else { throw .noSuchRun(text, path: path) }
    guard matches.count == 1 else { throw .ambiguousRun(text, matches: matches) }
    return first
  }

  /// The runs among whose arguments is any of these, as an import leaves digests there; the newest
  /// first.
  ///
  /// - Complexity: O(*r*) in the runs of the store; no sample is read.
  package func runs(withAnyArgument arguments: [String]) throws(StoreError) -> [RunIdentifier] {
    let wanted = StoredJSON.text(of: arguments)
    return try read { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT uuid FROM runs WHERE EXISTS (
            SELECT 1 FROM json_each(header, '$.arguments')
            WHERE value IN (SELECT value FROM json_each(?)))
          ORDER BY id DESC
          """, arguments: [wanted])
    }.map(RunIdentifier.init)
  }

  /// The first of these benchmarks that a build of another kind, or another harness, measured too.
  ///
  /// - Parameter runs: Do not count.
  /// - Complexity: O(*b* log *r*) in the benchmarks and the runs.
  package func configuration(
    of benchmarks: [BenchmarkName], otherThan configuration: String,
    leavingOut runs: [RunIdentifier] = []
  ) throws(StoreError) -> (name: BenchmarkName, configuration: String)? {
    try read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT b.name, json_extract(f.json, '$.configuration') AS kind
          FROM benchmarks b JOIN results s ON s.benchmark_id = b.id JOIN runs r ON r.id = s.run_id
            JOIN fingerprints f ON f.id = r.fingerprint_id
          WHERE b.name IN (SELECT value FROM json_each(?1)) AND kind != ?2
            AND r.uuid NOT IN (SELECT value FROM json_each(?3))
          ORDER BY b.name LIMIT 1
          """,
        arguments: [
          StoredJSON.text(of: benchmarks.map(\.description)), configuration,
          StoredJSON.text(of: runs.map(\.text)),
        ])
      return try rows.next().map { (try BenchmarkName(parsing: $0.text(0)), try $0.text(1)) }
    }
  }

  /// Lists runs, the newest first.
  ///
  /// - Parameters:
  ///   - machineClass: Only runs made on such machines.
  ///   - benchmark: Only runs that tried to measure it, under this name.
  ///   - commit: Only runs of a commit whose hash begins so.
  ///   - limit: The most to list.
  package func runs(
    on machineClass: MachineClass? = nil, measuring benchmark: BenchmarkName? = nil,
    ofCommit commit: String? = nil, limit: Int? = nil
  ) throws(StoreError) -> [RunListing] {
    try read { db in
      var names: [Int64: [BaselineName]] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT run_id, name FROM baselines ORDER BY name") {
        names[try row.value(0), default: []].append(try Self.baselineName(row, 1))
      }
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT r.id, r.uuid, r.started_at, r.duration_seconds, r.class, f.hash, r.commit_hash,
            r.is_dirty, r.benchmarks, r.failures, r.samples
          FROM runs r JOIN fingerprints f ON f.id = r.fingerprint_id
          WHERE (?1 IS NULL OR r.class = ?1)
            AND (?2 IS NULL OR r.id IN (
              SELECT run_id FROM results WHERE benchmark_id =
                (SELECT id FROM benchmarks WHERE name = ?2)))
            AND (?3 IS NULL OR substr(r.commit_hash, 1, length(?3)) = ?3)
          ORDER BY r.started_at DESC, r.id DESC LIMIT ?4
          """,
        arguments: [machineClass?.text, benchmark?.description, commit, limit ?? -1])
      return try rows.map { row in
        RunListing(
          id: RunIdentifier(text: try row.text(1)), startedAt: try row.text(2),
          durationSeconds: try row.value(3), machineClass: try Self.machineClass(row, 4),
          fingerprint: try row.text(5), commit: try row.value(6), isDirty: try row.value(7),
          benchmarks: try row.value(8),
          failures: try row.value(9), samples: try row.value(10),
          baselines: names[try row.value(0)] ?? [])
      }
    }
  }

  /// The fingerprint of the machine and the build that made a run.
  package func fingerprint(of id: RunIdentifier) throws(StoreError) -> Fingerprint {
    try read { db in try fingerprint(of: id, in: db) }
  }
}

extension Store {
  func fingerprint(of id: RunIdentifier, in db: Database) throws -> Fingerprint {
    guard
      let json = try String.fetchOne(
        db,
        sql: """
          SELECT f.json FROM runs r JOIN fingerprints f ON f.id = r.fingerprint_id
          WHERE r.uuid = ?
          """, arguments: [id.text])
    else { throw StoreError.noSuchRun(id.text, path: path) }
    return try StoredJSON.value(Fingerprint.self, in: json)
  }

  /// - Throws: As `run(_:)`.
  func encodedRun(_ id: RunIdentifier, in db: Database) throws -> EncodedRun {
    guard
      let row = try Row.fetchOne(
        db, sql: "SELECT id, header FROM runs WHERE uuid = ?", arguments: [id.text])
    else { throw StoreError.noSuchRun(id.text, path: path) }
    let encoded = EncodedRun(
      header: try row.text(1), results: try Self.results(ofRun: try row.value(0), in: db))
    guard encoded.identifier == id else {
      throw StoreError.damaged(
        path: path, findings: ["the run \(id) does not hold what was saved"])
    }
    return encoded
  }

  /// - Returns: `nil` when there is no such run.
  static func row(of id: RunIdentifier, in db: Database) throws -> Int64? {
    try Int64.fetchOne(db, sql: "SELECT id FROM runs WHERE uuid = ?", arguments: [id.text])
  }

  static func benchmarkRow(_ name: String, in db: Database) throws -> Int64 {
    let find = try db.cachedStatement(sql: "SELECT id FROM benchmarks WHERE name = ?")
    if let row = try Int64.fetchOne(find, arguments: [name]) { return row }
    try db.cachedStatement(sql: "INSERT INTO benchmarks(name) VALUES (?)")
      .execute(arguments: [name])
    return db.lastInsertedRowID
  }

  static func machineClass(_ row: Row, _ index: Int) throws -> MachineClass {
    let text = try row.text(index)
    guard let machineClass = MachineClass(parsing: text) else {
      throw DamagedColumn(description: "'\(text)' is no class of machines")
    }
    return machineClass
  }

  static func baselineName(_ row: Row, _ index: Int) throws -> BaselineName {
    try BaselineName(parsing: row.text(index))
  }

  /// - Returns: The row of the run, which is left as it is when it is there already.
  static func insertIfNew(
    _ rows: RunRows, _ summaries: [MetricKey: MetricSummary], into db: Database
  ) throws -> Int64 {
    if let known = try row(of: rows.id, in: db) { return known }
    let row = try insert(rows, into: db)
    try insert(summaries, ofRun: row, into: db)
    return row
  }

  /// - Returns: The row of the run, which is not there yet.
  static func insert(_ rows: RunRows, into db: Database) throws -> Int64 {
    let runRow = try insertRun(rows, into: db)
    for (position, result) in rows.encoded.results.enumerated() {
      try db.cachedStatement(
        sql: """
          INSERT INTO results(run_id, position, benchmark_id, description, failure)
          VALUES (?, ?, ?, ?, ?)
          """
      ).execute(arguments: [
        runRow, position, try benchmarkRow(result.name, in: db), result.description,
        result.failure,
      ])
      let resultRow = db.lastInsertedRowID
      for (index, process) in result.processes.enumerated() {
        try db.cachedStatement(
          sql: """
            INSERT INTO processes(result_id, position, head, samples, observations)
            VALUES (?, ?, ?, ?, ?)
            """
        ).execute(arguments: [
          resultRow, index, process.head, process.observations.count, rows.blobs[position][index],
        ])
      }
    }
    return runRow
  }

  private static func insertRun(_ rows: RunRows, into db: Database) throws -> Int64 {
    let (run, fingerprint) = (rows.run, rows.fingerprint)
    let json = StoredJSON.text(of: fingerprint)
    try db.execute(
      sql: "INSERT INTO fingerprints(hash, class, json) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      arguments: [fingerprint.hash, fingerprint.machineClass.text, json])
    try db.execute(
      sql: """
        INSERT INTO runs(uuid, started_at, duration_seconds, fingerprint_id, class, commit_hash,
          is_dirty, benchmarks, failures, samples, header)
        VALUES (?, ?, ?, (SELECT id FROM fingerprints WHERE json = ?), ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        rows.id.text, run.startedAt, run.durationSeconds.isFinite ? run.durationSeconds : 0, json,
        fingerprint.machineClass.text, run.environment.source.commit.value,
        run.environment.source.isDirty.value, run.results.count,
        run.results.count { $0.failure != nil }, rows.encoded.samples, rows.encoded.header,
      ])
    return db.lastInsertedRowID
  }

  private static func results(
    ofRun run: Int64, in db: Database
  ) throws -> [EncodedRun.Result] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT s.id, b.name, s.description, s.failure
        FROM results s JOIN benchmarks b ON b.id = s.benchmark_id
        WHERE s.run_id = ? ORDER BY s.position
        """, arguments: [run])
    let processes = try db.cachedStatement(
      sql: "SELECT head, samples, observations FROM processes WHERE result_id = ? ORDER BY position"
    )
    return try rows.map { row in
      EncodedRun.Result(
        name: try row.text(1), description: try row.text(2), failure: try row.value(3),
        processes: try Row.fetchAll(processes, arguments: [try row.value(0) as Int64]).map {
          process in
          EncodedRun.Process(
            head: try process.text(0),
            observations: try ObservationBlob.decode(blob(process, 2), count: try process.value(1)))
        })
    }
  }

  static func blob(_ row: Row, _ index: Int) throws -> [UInt8] {
    Array(try row.decode(Data.self, atIndex: index))
  }
}

/// A stored value of a kind that was never stored there.
struct DamagedColumn: Error, CustomStringConvertible {
  let description: String
}
