import GRDB

/// The tables of the store, as steps that are taken once and never changed afterwards.
///
/// - The truth about a run is in `runs.header`, `results` and `processes`; all other columns of
///   these tables are taken from it, for lists that read no JSON and no samples.
/// - `metrics` is a summary and can be made again from the samples.
/// - Times are UTC in ISO 8601. Hashes are hexadecimal.
enum StoreSchema {
  /// "BENC", in the header of the file: tells it from another program's database.
  static let applicationIdentifier = 0x4245_4E43

  static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 runs", foreignKeyChecks: .immediate) { db in
      try db.execute(sql: "PRAGMA application_id = \(applicationIdentifier)")
      try db.execute(sql: runs)
      try db.execute(sql: comparisons)
    }
    return migrator
  }()

  private static let runs = """
    CREATE TABLE fingerprints(
      id INTEGER PRIMARY KEY, hash TEXT NOT NULL, class TEXT NOT NULL,
      json TEXT NOT NULL UNIQUE) STRICT;

    CREATE TABLE runs(
      id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, started_at TEXT NOT NULL,
      duration_seconds REAL NOT NULL, fingerprint_id INTEGER NOT NULL REFERENCES fingerprints,
      class TEXT NOT NULL, commit_hash TEXT, is_dirty INTEGER, benchmarks INTEGER NOT NULL,
      failures INTEGER NOT NULL, samples INTEGER NOT NULL, header TEXT NOT NULL) STRICT;
    CREATE INDEX runs_by_start ON runs(started_at);

    CREATE TABLE benchmarks(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE benchmark_aliases(alias TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT;

    CREATE TABLE results(
      id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
      position INTEGER NOT NULL, benchmark_id INTEGER NOT NULL REFERENCES benchmarks,
      description TEXT NOT NULL, failure TEXT, UNIQUE(run_id, position)) STRICT;
    CREATE INDEX results_by_benchmark ON results(benchmark_id, run_id);

    CREATE TABLE processes(
      id INTEGER PRIMARY KEY, result_id INTEGER NOT NULL REFERENCES results ON DELETE CASCADE,
      position INTEGER NOT NULL, head TEXT NOT NULL, samples INTEGER NOT NULL,
      observations BLOB NOT NULL, UNIQUE(result_id, position)) STRICT;

    CREATE TABLE metrics(
      benchmark_id INTEGER NOT NULL REFERENCES benchmarks, metric TEXT NOT NULL,
      run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, center REAL NOT NULL,
      low REAL NOT NULL, high REAL NOT NULL, processes INTEGER NOT NULL,
      PRIMARY KEY(benchmark_id, metric, run_id)) STRICT, WITHOUT ROWID;
    CREATE INDEX metrics_by_run ON metrics(run_id);

    CREATE TABLE baselines(
      name TEXT NOT NULL, class TEXT NOT NULL, run_id INTEGER NOT NULL REFERENCES runs,
      PRIMARY KEY(name, class)) STRICT, WITHOUT ROWID;
    CREATE INDEX baselines_by_run ON baselines(run_id);

    CREATE TABLE artifacts(
      sha256 TEXT PRIMARY KEY, path TEXT NOT NULL, bytes INTEGER NOT NULL, layout_seed INTEGER,
      commit_hash TEXT, toolchain TEXT, flags TEXT, last_used INTEGER NOT NULL) STRICT;
    CREATE TABLE run_artifacts(
      run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
      sha256 TEXT NOT NULL REFERENCES artifacts, PRIMARY KEY(run_id, sha256))
      STRICT, WITHOUT ROWID;
    """

  private static let comparisons = """
    CREATE TABLE comparisons(
      id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, started_at TEXT NOT NULL,
      class TEXT NOT NULL, base TEXT NOT NULL, base_run TEXT, candidate_run TEXT,
      settings TEXT NOT NULL, verdict TEXT NOT NULL) STRICT;

    CREATE TABLE comparison_benchmarks(
      comparison_id INTEGER NOT NULL REFERENCES comparisons ON DELETE CASCADE,
      position INTEGER NOT NULL, head TEXT NOT NULL, samples INTEGER NOT NULL,
      observations BLOB NOT NULL, PRIMARY KEY(comparison_id, position)) STRICT;

    CREATE TABLE controls(
      id INTEGER PRIMARY KEY,
      comparison_id INTEGER NOT NULL REFERENCES comparisons ON DELETE CASCADE,
      class TEXT NOT NULL, benchmark TEXT NOT NULL, metric TEXT NOT NULL, p_value REAL NOT NULL,
      effect REAL, units INTEGER NOT NULL) STRICT;
    CREATE INDEX controls_by_class ON controls(class);
    CREATE INDEX controls_by_comparison ON controls(comparison_id);

    CREATE TABLE profiles(
      id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
      benchmark_id INTEGER NOT NULL REFERENCES benchmarks, kind TEXT NOT NULL,
      content BLOB NOT NULL, UNIQUE(run_id, benchmark_id, kind)) STRICT;
    """
}
