import BenchModel
import Foundation
import Testing

/// What only a release build can show. `scripts/test` makes one and names it.
@Suite(
  .enabled(
    if: releaseExecutable != nil,
    "set BENCH_RELEASE_EXECUTABLE to a release build of bench, as scripts/test does"))
struct OptimizerTests {
  /// A thousand steps that depend on each other, or a thousand allocations, cost far more than a
  /// hundred turns of an empty loop. Removed or hoisted, they would cost one turn.
  @Test func `guarded work is kept, for a number, a string, an array and a class`() async throws {
    let process = try await BenchProcess.run(
      executable: try #require(releaseExecutable),
      ["harness/empty", "harness/guarded-work", "--quick", "--format", "json"])
    #expect(process.status == 0, "\(process.errors)")
    let run = try JSONDecoder().decode(Run.self, from: Data(process.output.utf8))
    let times = Dictionary(
      uniqueKeysWithValues: run.results.map { result in
        let walls = result.processes.flatMap(\.observations).map(\.wallSeconds).sorted()
        return (result.benchmark.name.description, walls[walls.count / 2])
      })
    let empty = try #require(times["harness/empty"])
    for type in ["int", "string", "array", "class"] {
      let guarded = try #require(times["harness/guarded-work/type=\(type)"])
      #expect(guarded / empty > 100, "\(type): \(guarded) s against \(empty) s")
    }
  }
}

private let releaseExecutable = ProcessInfo.processInfo.environment["BENCH_RELEASE_EXECUTABLE"]
