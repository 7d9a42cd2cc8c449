import BenchModel
import FlameGraph
import Foundation
import Profiling
import Reports
import Verdicts

/// From red to cause: profiles both executables in what regressed, and draws the difference.
struct Explainer {
  let base: String
  let candidate: String
  let folder: PictureFolder
  let profiler: BenchmarkProfiler

  /// A run of many regressions has one cause more often than many.
  private static let mostBenchmarks = 3

  /// The benchmarks that regressed in what decides: those in time first, the largest change first.
  static func regressed(in verdict: SuiteVerdict) -> [BenchmarkName] {
    var seen: Set<BenchmarkName> = []
    func order(_ verdict: MetricVerdict) -> (Int, Double) {
      (verdict.metric == .allocations ? 1 : 0, -(verdict.effect?.point ?? 0))
    }
    return verdict.verdicts.filter { $0.verdict == .regressed && $0.isGating }
      .sorted { order($0) < order($1) }
      .map(\.benchmark).filter { seen.insert($0).inserted }
  }

  /// - Returns: What could be explained, and sentences on what could not.
  func explain(
    _ verdict: SuiteVerdict
  ) async -> (explanations: [ChangedFunctions], warnings: [String]) {
    let all = Self.regressed(in: verdict)
    var explanations: [ChangedFunctions] = []
    var warnings: [String] = []
    for name in all.prefix(Self.mostBenchmarks) {
      do {
        let (explanation, notes) = try await explain(name)
        explanations.append(explanation)
        warnings += notes
      } catch {
        let reason = (error as? BenchmarkFailure)?.message ?? "\(error)"
        warnings.append("Where the time of \(name) went could not be found out: \(reason)")
      }
    }
    if all.count > Self.mostBenchmarks {
      warnings.append(
        """
        The \(Self.mostBenchmarks) largest of \(all.count) regressions were profiled; \
        'bench profile' shows the others.
        """)
    }
    return (explanations, warnings)
  }

  private func explain(
    _ name: BenchmarkName
  ) async throws -> (ChangedFunctions, notes: [String]) {
    StandardError.say("Profiling both sides of \(name).")
    let before = try await profiler.profile(name, in: WorkerProgram(executable: base))
    let after = try await profiler.profile(name, in: WorkerProgram(executable: candidate))
    let file = PictureFolder.fileName(of: "\(name)", suffix: "-change.svg")
    let picture = "\(folder.path)/\(file)"
    let difference = try DifferentialTree(before: before.tree, after: after.tree)
    try folder.write(
      DifferentialPicture(
        of: difference, before: before.provenance, after: after.provenance,
        command: TypedCommand.text
      ).svg(), to: picture)
    let changes = try FunctionFacts.changes(
      difference, from: before.provenance, to: after.provenance, benchmark: "\(name)",
      picture: picture)
    let notes = Set(before.provenance.notes + after.provenance.notes).sorted()
    return (changes, notes.map { "Profile of \(name): \($0)" })
  }
}
