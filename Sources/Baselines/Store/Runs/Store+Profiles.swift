import BenchModel
import Foundation
import GRDB

extension Store {
  /// Keeps a profile beside the run that it explains; one of the same kind is replaced.
  ///
  /// - Parameter kind: What the content is, such as `folded-stacks`.
  package func saveProfile(
    _ content: Data, kind: String, of benchmark: BenchmarkName, in id: RunIdentifier
  ) throws(StoreError) {
    try write { db in
      guard let run = try Self.row(of: id, in: db) else {
        throw StoreError.noSuchRun(id.text, path: path)
      }
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO profiles(run_id, benchmark_id, kind, content)
          VALUES (?, ?, ?, ?)
          """,
        arguments: [
          run, try Self.benchmarkRow(benchmark.description, in: db), kind, content,
        ])
    }
  }

  /// The contents of a benchmark's profiles in one run, by their kinds.
  package func profiles(
    of benchmark: BenchmarkName, in id: RunIdentifier
  ) throws(StoreError) -> [String: Data] {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT p.kind, p.content FROM profiles p JOIN runs r ON r.id = p.run_id
            JOIN benchmarks b ON b.id = p.benchmark_id
          WHERE r.uuid = ? AND b.name = ?
          """, arguments: [id.text, benchmark.description])
      var profiles: [String: Data] = [:]
      for row in rows { profiles[try row.text(0)] = Data(try Self.blob(row, 1)) }
      return profiles
    }
  }
}
