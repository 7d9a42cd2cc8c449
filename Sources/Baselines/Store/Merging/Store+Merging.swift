import BenchModel
import Foundation
import GRDB

extension Store {
  /// Takes over what another store holds and this one does not: runs with all that belongs to them,
  /// comparisons, baselines and former names, and profiles that a run got later. What is here already
  /// stays as it is, so merging again changes nothing.
  ///
  /// Runs and comparisons are told apart by their identities, which are digests of their content:
  /// each is checked before it is taken. Executables are not taken; they stay with the store beside
  /// which they lie.
  ///
  /// - Throws: `StoreError`; nothing was taken then.
  /// - Complexity: O(*n*) in the number of samples that are new here.
  package func merge(from other: Store) throws(StoreError) -> MergeOutcome {
    let contents = try other.contents()
    return try write { db in
      var outcome = MergeOutcome()
      let knownSamples = try Self.sampleKeys(in: db)
      for run in contents.runs {
        if let row = try Self.row(of: run, in: db) {
          outcome.knownRuns += 1
          for profile in try other.profiles(of: run)
          where try Self.insertIfNew(profile, ofRun: row, into: db) {
            outcome.profiles += 1
          }
          continue
        }
        if try insert(run, of: other, unlessIn: knownSamples, into: db) {
          outcome.runs += 1
        } else {
          outcome.otherwiseKnownRuns.append(run)
        }
      }
      for comparison in contents.comparisons {
        if try Self.copy(comparison, of: other, into: db) {
          outcome.comparisons += 1
        } else {
          outcome.knownComparisons += 1
        }
      }
      for baseline in contents.baselines {
        if outcome.otherwiseKnownRuns.contains(baseline.run) {
          outcome.takenBaselines.append(baseline)
        } else {
          try Self.take(baseline, into: db, noting: &outcome)
        }
      }
      for (alias, name) in contents.aliases {
        if try Self.take(alias, for: name, into: db) {
          outcome.aliases += 1
        } else if try Self.currentName(of: alias, in: db) != Self.currentName(of: name, in: db) {
          outcome.leftAliases.append(alias)
        }
      }
      return outcome
    }
  }

  private struct Contents {
    let runs: [RunIdentifier]
    let comparisons: [ComparisonIdentifier]
    let baselines: [Baseline]
    let aliases: [(alias: String, name: String)]
  }

  /// What there is to take, in the order in which it was saved.
  private func contents() throws(StoreError) -> Contents {
    let baselines = try baselines()
    return try read { db in
      Contents(
        runs: try String.fetchAll(db, sql: "SELECT uuid FROM runs ORDER BY id")
          .map(RunIdentifier.init),
        comparisons: try String.fetchAll(db, sql: "SELECT uuid FROM comparisons ORDER BY id")
          .map(ComparisonIdentifier.init),
        baselines: baselines,
        aliases: try Row.fetchAll(
          db, sql: "SELECT alias, name FROM benchmark_aliases ORDER BY alias"
        ).map { (try $0.text(0), try $0.text(1)) })
    }
  }

  /// What tells the samples of the imports that are here.
  private static func sampleKeys(in db: Database) throws -> Set<String> {
    try String.fetchSet(
      db,
      sql: """
        SELECT value FROM runs, json_each(header, '$.arguments')
        WHERE substr(value, 1, length(?1)) = ?1
        """, arguments: [Run.samplesKeyPrefix])
  }

  /// - Returns: Whether it was taken. An import is not when a run here holds the same samples.
  private func insert(
    _ id: RunIdentifier, of other: Store, unlessIn knownSamples: Set<String>, into db: Database
  ) throws -> Bool {
    let rows = try other.read { source in
      let encoded = try other.encodedRun(id, in: source)
      return RunRows(
        try encoded.run(), encoded, try other.fingerprint(of: id, in: source))
    }
    guard knownSamples.isDisjoint(with: rows.run.arguments) else { return false }
    let row = try Self.insert(rows, into: db)
    try Self.insert(other.summaries(of: id), ofRun: row, into: db)
    for profile in try other.profiles(of: id) {
      try Self.insert(profile, ofRun: row, into: db)
    }
    return true
  }

  /// - Returns: Whether it is new here.
  private static func copy(
    _ id: ComparisonIdentifier, of other: Store, into db: Database
  ) throws -> Bool {
    let isKnown = try Bool.fetchOne(
      db, sql: "SELECT EXISTS(SELECT 1 FROM comparisons WHERE uuid = ?)", arguments: [id.text])
    if isKnown == true { return false }
    let rows: ComparisonRows = try other.read { source in
      try other.comparisonRows(id, in: source)
    }
    let controls: [ControlOutcome] = try other.read { source in
      try Self.controls(of: id, in: source)
    }
    let blobs = rows.benchmarks.map { Data(ObservationBlob.encode($0.observations)) }
    try insert(rows, blobs: blobs, controls: controls, into: db)
    return true
  }

  private static func take(
    _ baseline: Baseline, into db: Database, noting outcome: inout MergeOutcome
  ) throws {
    let present = try String.fetchOne(
      db,
      sql: """
        SELECT r.uuid FROM baselines b JOIN runs r ON r.id = b.run_id
        WHERE b.name = ? AND b.class = ?
        """, arguments: [baseline.name.text, baseline.machineClass.text])
    if let present {
      if present != baseline.run.text { outcome.takenBaselines.append(baseline) }
      return
    }
    try db.execute(
      sql: """
        INSERT INTO baselines(name, class, run_id)
        VALUES (?, ?, (SELECT id FROM runs WHERE uuid = ?))
        """, arguments: [baseline.name.text, baseline.machineClass.text, baseline.run.text])
    outcome.baselines.append(baseline)
  }

  /// - Returns: Whether the name is new here. One that has another meaning here keeps it.
  private static func take(
    _ alias: String, for name: String, into db: Database
  ) throws -> Bool {
    let present = try currentName(of: name, in: db)
    guard present != alias, try currentName(of: alias, in: db) == alias else { return false }
    try rename(alias, to: present, in: db)
    return true
  }
}
