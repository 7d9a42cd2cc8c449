import BenchModel
import Foundation
import GRDB

extension Store {
  /// Where one benchmark of a run spent its time, in a form that the store does not look into.
  package struct KeptProfile: Hashable, Sendable {
    package let benchmark: BenchmarkName
    package let kind: String
    package let content: Data

    package init(benchmark: BenchmarkName, kind: String, content: Data) {
      self.benchmark = benchmark
      self.kind = kind
      self.content = content
    }
  }

  /// Keeps a profile beside the run that it explains; one of the same kind is replaced.
  ///
  /// - Parameter kind: What the content is, such as `cpu-clock`: one kind of a benchmark is kept once.
  package func saveProfile(
    _ content: Data, kind: String, of benchmark: BenchmarkName, in id: RunIdentifier
  ) throws(StoreError) {
    try write { db in
      guard let run = try Self.row(of: id, in: db) else {
        throw StoreError.noSuchRun(id.text, path: path)
      }
      try Self.insert(
        KeptProfile(benchmark: benchmark, kind: kind, content: content), ofRun: run, into: db)
    }
  }

  static func insert(_ profile: KeptProfile, ofRun run: Int64, into db: Database) throws {
    try insert(profile, ofRun: run, or: "REPLACE", into: db)
  }

  /// - Returns: Whether there was none of its kind.
  static func insertIfNew(
    _ profile: KeptProfile, ofRun run: Int64, into db: Database
  ) throws -> Bool {
    try insert(profile, ofRun: run, or: "IGNORE", into: db)
    return db.changesCount > 0
  }

  private static func insert(
    _ profile: KeptProfile, ofRun run: Int64, or resolution: String, into db: Database
  ) throws {
    let benchmark = try benchmarkRow(profile.benchmark.description, in: db)
    try db.execute(
      sql: """
        INSERT OR \(resolution) INTO profiles(run_id, benchmark_id, kind, content)
        VALUES (?, ?, ?, ?)
        """, arguments: [run, benchmark, profile.kind, profile.content])
  }

  /// The profiles of a run, by benchmark and kind.
  package func profiles(of id: RunIdentifier) throws(StoreError) -> [KeptProfile] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT b.name, p.kind, p.content FROM profiles p JOIN runs r ON r.id = p.run_id
            JOIN benchmarks b ON b.id = p.benchmark_id
          WHERE r.uuid = ? ORDER BY b.name, p.kind
          """, arguments: [id.text]
      ).map { row in
        KeptProfile(
          benchmark: try BenchmarkName(parsing: row.text(0)), kind: try row.text(1),
          content: Data(try Self.blob(row, 2)))
      }
    }
  }
}
